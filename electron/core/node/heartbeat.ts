/**
 * Whether a connection still lives, by our own pings. The library's monitor aborts at one slow ping, which a busy peer
 * fails; here several must be missed with nothing else heard in between.
 */
import { randomBytes } from 'node:crypto'
import type { Connection, Logger } from '@libp2p/interface'
import { byteStream } from '@libp2p/utils'
import type { Timings } from './constants.ts'

const PING_PROTOCOL = '/ipfs/ping/1.0.0'
const PING_BYTES = 32

export interface HeartbeatInit {
  readonly log: Logger
  readonly timings: Timings
  connections(): Connection[]
  measured(connection: Connection, rttMs: number): void
}

export class Heartbeat {
  readonly #init: HeartbeatInit
  readonly #misses = new WeakMap<Connection, number>()
  readonly #underWay = new WeakSet<Connection>()
  readonly #heardAt = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(init: HeartbeatInit) {
    this.#init = init
  }

  start(): void {
    this.#timer = setInterval(() => {
      for (const connection of this.#init.connections()) void this.beat(connection)
    }, this.#init.timings.heartbeatMs)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#heardAt.clear()
  }

  /** Anything heard from a peer is a sign of life. */
  heard(peer: string): void {
    this.#heardAt.set(peer, performance.now())
  }

  forget(peer: string): void {
    this.#heardAt.delete(peer)
  }

  /** One ping. Closes the connection at the last of several misses. */
  async beat(connection: Connection): Promise<void> {
    if (connection.status !== 'open' || this.#underWay.has(connection)) return
    this.#underWay.add(connection)
    const sentAt = performance.now()
    try {
      const rttMs = await ping(connection, this.#init.timings.pingMs)
      this.#misses.delete(connection)
      if (rttMs !== undefined) this.#init.measured(connection, rttMs)
    } catch (err) {
      this.#missed(connection, sentAt, err)
    } finally {
      this.#underWay.delete(connection)
    }
  }

  /** An older connection, now that there is a newer one: it answers soon or it is closed. */
  async probe(connection: Connection): Promise<void> {
    try {
      await ping(connection, this.#init.timings.probeMs)
    } catch (err) {
      if (connection.status === 'open') connection.abort(asError(err))
    }
  }

  #missed(connection: Connection, sentAt: number, err: unknown): void {
    const heardAt = this.#heardAt.get(connection.remotePeer.toString()) ?? 0
    const misses = heardAt > sentAt ? 0 : (this.#misses.get(connection) ?? 0) + 1
    this.#misses.set(connection, misses)
    if (misses < this.#init.timings.misses || connection.status !== 'open') return
    this.#init.log('%p does not answer any more - %e', connection.remotePeer, err)
    connection.abort(asError(err))
  }
}

const asError = (err: unknown): Error => (err instanceof Error ? err : new Error(String(err)))

/** The round trip in ms; undefined when the peer answers that it does not know pings, which is life as well. */
async function ping(connection: Connection, timeoutMs: number): Promise<number | undefined> {
  const signal = AbortSignal.timeout(timeoutMs)
  const stream = await connection.newStream(PING_PROTOCOL, { signal, runOnLimitedConnection: true }).catch(err => {
    if (err.name === 'UnsupportedProtocolError') return undefined
    throw err
  })
  if (stream === undefined) return undefined
  try {
    const bytes = byteStream(stream)
    const sentAt = performance.now()
    await bytes.write(randomBytes(PING_BYTES), { signal })
    await bytes.read({ bytes: PING_BYTES, signal })
    const rttMs = performance.now() - sentAt
    void stream.close({ signal }).catch(err => stream.abort(err))
    return rttMs
  } catch (err) {
    stream.abort(asError(err))
    if (err instanceof Error && err.name === 'UnsupportedProtocolError') return undefined
    throw err
  }
}
