/** The sync protocol as a service: opens sessions, takes them, and bounds how many there are. */
import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError, StreamStateError, TimeoutError } from '@libp2p/interface'
import { TokenBuckets } from '../rate.ts'
import { answer } from './answer.ts'
import type { SyncTimings } from './constants.ts'
import {
  FETCH_RATE,
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_SESSIONS,
  RATE,
  SYNC_PROTOCOL,
  TIMINGS
} from './constants.ts'
import type { SyncComponents, SyncInit, Sync as SyncInterface, SyncSession } from './index.ts'
import { Pull } from './pull.ts'

export class SyncService implements SyncInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/sync'
  readonly #components: SyncComponents
  readonly #init: SyncInit
  readonly #timings: SyncTimings
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)
  readonly #fetchRate = new TokenBuckets(FETCH_RATE)
  readonly #inbound = new Sessions()
  readonly #outbound = new Sessions()

  constructor(components: SyncComponents, init: SyncInit) {
    this.#components = components
    this.#init = init
    this.#timings = { ...TIMINGS, ...init.timings }
    this.#log = components.logger.forComponent('earshot:sync')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(SYNC_PROTOCOL, this.#serve, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(SYNC_PROTOCOL)
  }

  async open(connection: Connection): Promise<SyncSession> {
    const leave = this.#outbound.enter(connection.remotePeer.toString())
    try {
      const signal = AbortSignal.timeout(this.#timings.openMs)
      const stream = await connection.newStream(SYNC_PROTOCOL, { signal, runOnLimitedConnection: true })
      if (stream.status !== 'open') throw new StreamStateError('not taken')
      stream.addEventListener('close', leave)
      return new Pull(stream, this.#timings)
    } catch (err) {
      leave()
      throw err
    }
  }

  readonly #serve = async (stream: Stream, { remotePeer }: Connection): Promise<void> => {
    const { sessionMs, closeMs } = this.#timings
    const tooLong = () => stream.abort(new TimeoutError('a session that is too long'))
    const timer = setTimeout(tooLong, sessionMs)
    try {
      await this.#answer(stream, remotePeer)
      await stream.close({ signal: AbortSignal.timeout(closeMs) })
    } catch (err) {
      stream.abort(err instanceof Error ? err : new Error(String(err)))
      this.#log.error('no sync for %p - %e', remotePeer, err)
    } finally {
      clearTimeout(timer)
    }
  }

  async #answer(stream: Stream, remotePeer: Connection['remotePeer']): Promise<void> {
    const peer = remotePeer.toString()
    if (!this.#rate.take(peer)) throw new InvalidMessageError('syncs too often')
    const leave = this.#inbound.enter(peer)
    try {
      const answers = this.#init.syncing(remotePeer)
      if (answers === undefined) throw new InvalidMessageError('not now')
      try {
        const allows = (question: 'compare' | 'fetch', cost: number) =>
          (question === 'fetch' ? this.#fetchRate : this.#rate).take(peer, cost)
        await answer(stream, { answers, timings: this.#timings, allows })
      } finally {
        answers.end()
      }
    } finally {
      leave()
    }
  }
}

/** Sessions under way with each peer. */
class Sessions {
  readonly #peers = new Map<string, number>()

  /** Counts one; what is returned ends it. Throws where there are too many. */
  enter(peer: string): () => void {
    const count = this.#peers.get(peer) ?? 0
    if (count >= MAX_SESSIONS) throw new InvalidMessageError('too many sessions')
    this.#peers.set(peer, count + 1)
    let left = false
    return () => {
      if (left) return
      left = true
      const rest = (this.#peers.get(peer) ?? 1) - 1
      if (rest === 0) this.#peers.delete(peer)
      else this.#peers.set(peer, rest)
    }
  }
}
