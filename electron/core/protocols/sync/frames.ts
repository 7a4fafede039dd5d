/** Frames on a stream: a varint length and so many bytes. Nothing is taken from the peer before it is asked for. */
import type { Stream } from '@libp2p/interface'
import { InvalidMessageError, StreamStateError, TimeoutError } from '@libp2p/interface'
import { Uint8ArrayList } from 'uint8arraylist'
import { MAX_BUFFER_BYTES, MAX_FRAME_BYTES, PIPE_LOW_BYTES } from './constants.ts'
import { putVarint } from './varints.ts'

const MAX_LENGTH_BYTES = 3

/** Reads one frame at a time. In between the stream is paused: the peer may send what its window takes, and no more. */
export class FrameReader {
  readonly #stream: Stream
  readonly #buffer = new Uint8ArrayList()
  #fault: Error | undefined
  #changes = 0
  #wake: (() => void) | undefined

  constructor(stream: Stream) {
    this.#stream = stream
    stream.addEventListener('message', ({ data }) => {
      this.#buffer.append(data)
      if (this.#buffer.byteLength > MAX_BUFFER_BYTES) this.#fault ??= new InvalidMessageError('more than its window')
      this.#changed()
    })
    stream.addEventListener('remoteCloseWrite', () => this.#changed())
    stream.addEventListener('close', ({ error }) => {
      this.#fault ??= error
      this.#changed()
    })
    this.#pause()
  }

  /** The next frame; undefined where the peer has closed after whole ones. Throws when it is late, cut off, too long. */
  async read(withinMs: number): Promise<Uint8Array | undefined> {
    const lateAt = performance.now() + withinMs
    try {
      for (;;) {
        if (this.#fault !== undefined) throw this.#fault
        const frame = this.#take()
        if (frame !== undefined) return frame
        if (this.#ended()) {
          if (this.#buffer.byteLength === 0) return undefined
          throw new InvalidMessageError('a frame that is cut off')
        }
        const before = this.#changes
        if (this.#stream.readStatus === 'paused') this.#stream.resume()
        if (this.#changes === before) await this.#change(lateAt - performance.now())
      }
    } finally {
      this.#pause()
    }
  }

  #take(): Uint8Array | undefined {
    let length = 0
    for (let at = 0; at < this.#buffer.byteLength; at++) {
      if (at === MAX_LENGTH_BYTES) throw new InvalidMessageError('a length that does not end')
      const byte = this.#buffer.get(at)
      length += (byte & 127) * 128 ** at
      if (byte > 127) continue
      if (length > MAX_FRAME_BYTES) throw new InvalidMessageError('a frame that is too long')
      const start = at + 1
      if (this.#buffer.byteLength < start + length) return undefined
      const frame = this.#buffer.subarray(start, start + length)
      this.#buffer.consume(start + length)
      return frame
    }
    return undefined
  }

  #ended(): boolean {
    return this.#stream.remoteWriteStatus !== 'writable' && this.#stream.readBufferLength === 0
  }

  #pause(): void {
    if (this.#stream.readStatus === 'readable') this.#stream.pause()
  }

  #changed(): void {
    this.#changes++
    this.#wake?.()
  }

  async #change(withinMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(() => reject(new TimeoutError('no answer in time')), Math.max(0, withinMs))
    this.#wake = resolve
    try {
      await promise
    } finally {
      clearTimeout(timer)
      this.#wake = undefined
    }
  }
}

/** Writes a frame and waits until most of it has gone. Throws when the peer takes nothing for so long. */
export async function writeFrame(stream: Stream, frame: Uint8Array, stalledMs: number): Promise<void> {
  if (frame.length > MAX_FRAME_BYTES) throw new RangeError(`a frame of ${frame.length} bytes`)
  const length: number[] = []
  putVarint(length, frame.length)
  stream.send(new Uint8ArrayList(Uint8Array.from(length), frame))
  let least = stream.writeBufferLength
  let movedAt = performance.now()
  while (stream.writeBufferLength > PIPE_LOW_BYTES) {
    await moved(stream, stalledMs)
    if (stream.status !== 'open') throw new StreamStateError('the stream ended before all was written')
    if (stream.writeBufferLength < least) {
      least = stream.writeBufferLength
      movedAt = performance.now()
    } else if (performance.now() - movedAt > stalledMs * 0.9) {
      throw new TimeoutError('takes nothing')
    }
  }
}

/** Resolves when a stream has moved, has ended, or after a while. */
function moved(stream: Stream, timeoutMs: number): Promise<void> {
  const events = ['drain', 'idle', 'close'] as const
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      for (const event of events) stream.removeEventListener(event, done)
      setImmediate(resolve) // the stream refills its window in a microtask after the event
    }
    const timer = setTimeout(done, timeoutMs)
    for (const event of events) stream.addEventListener(event, done)
  })
}
