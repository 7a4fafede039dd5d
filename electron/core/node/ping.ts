/**
 * Pings of the multiplexer. Over a stream of the ping protocol one costs twice the bytes, since every 32 of them are
 * answered by window updates too, and with fifty people that is most of what a quiet computer sends.
 */
import type { Connection } from '@libp2p/interface'

/** What yamux offers beyond the published interface, and libp2p keeps behind a connection. */
interface Muxer {
  /** Sends one, unless one is under way; resolves with its answer. */
  ping(): Promise<number>
}

export interface PingerInit {
  readonly connection: Connection
  now(): number
  echoed(rttMs: number): void
}

export class Pinger {
  readonly #init: PingerInit
  readonly #muxer: Muxer
  #isUnderWay = false

  constructor(init: PingerInit) {
    this.#init = init
    this.#muxer = muxerOf(init.connection)
  }

  /** TCP sees to it that it arrives or nothing does: a second one would only wait behind the first. */
  send(): void {
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    const sentAt = this.#init.now()
    this.#muxer
      .ping() // without a signal: yamux takes an answer it does not wait for any more for a fault, and closes
      .then(() => this.#init.echoed(this.#init.now() - sentAt))
      .catch(() => {}) // the connection has closed
      .finally(() => {
        this.#isUnderWay = false
      })
  }
}

/** Throws when this version of libp2p lacks what we rely on. */
function muxerOf(connection: Connection): Muxer {
  const muxer: unknown = Reflect.get(connection, 'muxer')
  const isWhole = typeof muxer === 'object' && muxer !== null && typeof Reflect.get(muxer, 'ping') === 'function'
  if (!isWhole) throw new Error('this version of libp2p is not the one Earshot was built for')
  return muxer as Muxer
}
