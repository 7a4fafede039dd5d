/** The answering side of a session: one request after the other, made as fast as the peer reads, and no faster. */
import { setImmediate } from 'node:timers/promises'
import type { Stream } from '@libp2p/interface'
import { InvalidMessageError, StreamStateError } from '@libp2p/interface'
import { PARTS_A_FETCH, type SyncTimings } from './constants.ts'
import { encodeEntries, LAST_FRAME } from './entries.ts'
import { FrameReader, writeFrame } from './frames.ts'
import { encodeFrontiers } from './frontiers.ts'
import type { Comparison, Part, SyncAnswers } from './index.ts'
import { decodeRequest } from './requests.ts'

export interface AnswerInit {
  readonly answers: SyncAnswers
  readonly timings: SyncTimings
  /** False: this peer compares, or fetches, too often. `cost`: as many of them. */
  allows(question: 'compare' | 'fetch', cost: number): boolean
}

/** Answers until the peer closes the stream. Throws at any fault. */
export async function answer(stream: Stream, init: AnswerInit): Promise<void> {
  const session = new Answering(stream, init)
  const reader = new FrameReader(stream)
  for (;;) {
    const frame = await reader.read(init.timings.idleMs)
    if (frame === undefined) return
    const question = decodeRequest(frame)
    if ('fetch' in question) await session.fetch(question.fetch)
    else await session.compare(question.comparison)
  }
}

class Answering {
  readonly #stream: Stream
  readonly #init: AnswerInit
  /** Rooms of the last answer: of others nothing is told. */
  #tags: Set<string> | undefined

  constructor(stream: Stream, init: AnswerInit) {
    this.#stream = stream
    this.#init = init
  }

  async compare(theirs: Comparison): Promise<void> {
    // the session itself was counted when it was opened
    if (this.#tags !== undefined) this.#count('compare')
    const compared = this.#init.answers.compare(theirs)
    this.#tags = new Set(compared.rooms.map(({ tag }) => keyOf(tag)))
    for (const frame of encodeFrontiers(compared)) await this.#write(frame)
  }

  async fetch({ tag, parts }: { tag: Uint8Array; parts: Part[] }): Promise<void> {
    this.#count('fetch', 1 + Math.floor(parts.length / PARTS_A_FETCH))
    if (this.#tags?.has(keyOf(tag)) !== true) throw new InvalidMessageError('a room that was not compared')
    for (const entries of this.#init.answers.fetch(tag, parts)) {
      for (const frame of encodeEntries(entries)) await this.#write(frame)
      if (entries.length === 0) await setImmediate()
      if (this.#stream.status !== 'open') throw new StreamStateError('the peer is gone')
    }
    await this.#write(LAST_FRAME)
  }

  /** A long answer leaves the event loop to others after each frame. */
  async #write(frame: Uint8Array): Promise<void> {
    await writeFrame(this.#stream, frame, this.#init.timings.idleMs)
    await setImmediate()
  }

  #count(question: 'compare' | 'fetch', cost = 1): void {
    if (!this.#init.allows(question, cost)) throw new InvalidMessageError('asks too often')
  }
}

const keyOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
