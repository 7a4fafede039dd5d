/**
 * What two that meet do once they have greeted: identify, with which gossip begins, and what the chat has for each other.
 * Who is near is seen first: all of it waits while others come, and is then done with one after the other.
 */
import type { Connection, Logger } from '@libp2p/interface'
import type { Timings } from './constants.ts'

export interface WelcomeInit {
  readonly log: Logger
  readonly timings: Timings
  /** Ms, by a clock that is never set. */
  now(): number
  /** How many are connected. */
  peers(): number
  /** The open connections to a peer. */
  connections(peer: string): Connection[]
  identify(connection: Connection): Promise<unknown>
  /** It is the turn of somebody who greeted. */
  welcomed(peer: string): void
}

export class Welcome {
  readonly #init: WelcomeInit
  /** Who greeted and waits, since when. */
  readonly #waiting = new Map<string, number>()
  readonly #welcomed = new Set<string>()
  /** Connections that are to be identified: in their peer's turn, or soon where that does not greet. */
  readonly #unidentified = new Map<Connection, NodeJS.Timeout>()
  #cameAt = Number.NEGATIVE_INFINITY
  #turnAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(init: WelcomeInit) {
    this.#init = init
  }

  opened(connection: Connection): void {
    const peer = connection.remotePeer.toString()
    const waitMs = this.#welcomed.has(peer) ? 0 : this.#init.timings.unheardMs + this.#lullMs()
    this.#unidentified.set(
      connection,
      setTimeout(() => this.#identify(connection), waitMs)
    )
  }

  closed(connection: Connection): void {
    clearTimeout(this.#unidentified.get(connection))
    this.#unidentified.delete(connection)
  }

  /** A greeting held: the first one, or one of somebody whose profile or channels have changed. */
  greeted(peer: string): void {
    const now = this.#init.now()
    if (!this.#welcomed.has(peer)) this.#cameAt = now
    if (!this.#waiting.has(peer)) this.#waiting.set(peer, now)
    for (const connection of this.#init.connections(peer)) clearTimeout(this.#unidentified.get(connection))
    this.#schedule(now)
  }

  /** It does not speak our protocol, but perhaps others that we speak. */
  stranger(peer: string): void {
    for (const connection of this.#init.connections(peer)) this.#identify(connection)
  }

  parted(peer: string): void {
    this.#welcomed.delete(peer)
    if (this.#waiting.delete(peer)) this.#schedule(this.#init.now())
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#waiting.clear()
    for (const connection of this.#unidentified.keys()) this.closed(connection)
  }

  /** The more are near, the longer somebody new is busy with all of them. */
  #lullMs(): number {
    const { lullEachMs, lullMostMs } = this.#init.timings
    return Math.min(lullEachMs * (this.#init.peers() - 1), lullMostMs)
  }

  /** In the order in which they came, the first one after a moment in which nobody came. */
  #schedule(now: number): void {
    clearTimeout(this.#timer)
    const [since] = this.#waiting.values()
    if (since === undefined) return
    const { lullLatestMs, turnMs } = this.#init.timings
    const at = Math.max(Math.min(this.#cameAt + this.#lullMs(), since + lullLatestMs), this.#turnAt + turnMs)
    this.#timer = setTimeout(() => this.#turn(), Math.max(0, at - now))
  }

  #turn(): void {
    const [peer] = this.#waiting.keys()
    if (peer === undefined) return
    this.#turnAt = this.#init.now()
    this.#waiting.delete(peer)
    this.#schedule(this.#turnAt)
    this.#welcomed.add(peer)
    for (const connection of this.#init.connections(peer)) this.#identify(connection)
    this.#init.welcomed(peer)
  }

  #identify(connection: Connection): void {
    if (!this.#unidentified.has(connection)) return
    this.closed(connection)
    if (connection.status !== 'open') return
    this.#init
      .identify(connection)
      .catch(err => this.#init.log('%p was not identified - %e', connection.remotePeer, err))
  }
}
