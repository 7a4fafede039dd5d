/** The pulling side of a session: asks one thing at a time, and takes no more than it asked for. */
import type { Stream } from '@libp2p/interface'
import { InvalidMessageError, StreamStateError, TimeoutError } from '@libp2p/interface'
import { ComparedReader } from './compared.ts'
import type { SyncTimings } from './constants.ts'
import { decodeEntries } from './entries.ts'
import { FrameReader, writeFrame } from './frames.ts'
import type { Compared, Comparison, Part, SignedEntry, SyncSession } from './index.ts'
import { Pace } from './pace.ts'
import { encodeComparison, encodeFetch } from './requests.ts'

export class Pull implements SyncSession {
  readonly #stream: Stream
  readonly #timings: SyncTimings
  readonly #reader: FrameReader
  #busy = false
  #closed = false

  constructor(stream: Stream, timings: SyncTimings) {
    this.#stream = stream
    this.#timings = timings
    this.#reader = new FrameReader(stream)
    const timer = setTimeout(() => stream.abort(new TimeoutError('a session that is too long')), timings.sessionMs)
    stream.addEventListener('close', () => clearTimeout(timer))
  }

  async compare(ours: Comparison): Promise<Compared> {
    this.#begin()
    try {
      const answer = new ComparedReader(ours)
      const pace = new Pace(this.#timings)
      await this.#ask(encodeComparison(ours))
      while (answer.take(await this.#frame(pace)));
      return answer.result()
    } catch (err) {
      throw this.#failed(err)
    } finally {
      this.#busy = false
    }
  }

  async *fetch(tag: Uint8Array, parts: readonly Part[]): AsyncGenerator<SignedEntry[]> {
    this.#begin()
    let whole = false
    try {
      const pace = new Pace(this.#timings)
      await this.#ask(encodeFetch(tag, parts))
      let asked = parts.reduce((sum, { first, last }) => sum + last - first + 1, 0)
      while (!whole) {
        const { entries, done } = decodeEntries(await this.#frame(pace), asked)
        asked -= entries.length
        whole = done
        if (entries.length > 0) yield entries
      }
    } catch (err) {
      throw this.#failed(err)
    } finally {
      this.#busy = false
      // what was asked for and is still under way would be taken for the next answer
      if (!whole) this.#failed(new StreamStateError('left before the end'))
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const { closeMs } = this.#timings
    try {
      if (this.#busy) throw new StreamStateError('closed in the middle')
      await this.#stream.close({ signal: AbortSignal.timeout(closeMs) })
      if ((await this.#reader.read(closeMs)) !== undefined) throw new InvalidMessageError('not asked for')
    } catch (err) {
      this.#failed(err)
    }
  }

  #begin(): void {
    if (this.#closed || this.#stream.status !== 'open') throw new StreamStateError('the session has ended')
    if (this.#busy) throw new StreamStateError('one thing at a time')
    this.#busy = true
  }

  async #ask(request: Uint8Array): Promise<void> {
    await writeFrame(this.#stream, request, this.#timings.frameMs)
  }

  async #frame(pace: Pace): Promise<Uint8Array> {
    const from = performance.now()
    const frame = await this.#reader.read(this.#timings.frameMs)
    if (frame === undefined) throw new StreamStateError('closed in the middle of an answer')
    pace.took(performance.now() - from, frame.length)
    return frame
  }

  /** Any fault ends the session. */
  #failed(err: unknown): Error {
    const error = err instanceof Error ? err : new Error(String(err))
    this.#closed = true
    this.#stream.abort(error)
    return error
  }
}
