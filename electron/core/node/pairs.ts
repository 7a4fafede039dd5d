/**
 * One connection for a pair of peers. Both dial, so two come about; both ends keep the same one: that which the lower
 * PeerId dialled, a direct one before one through somebody. Of several that the same end dialled, that end alone closes
 * the newer ones. But first those that were there before must answer: one that died with the network must not win.
 */
import type { Connection, Logger } from '@libp2p/interface'
import { relayOf } from './across/relay.ts'
import type { Timings } from './constants.ts'

export interface PairsInit {
  readonly self: string
  readonly log: Logger
  readonly timings: Timings
  connections(peer: string): Connection[]
  /** Does this connection still answer? Closes it where not. */
  probe(connection: Connection): Promise<boolean>
}

export class Pairs {
  readonly #init: PairsInit
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(init: PairsInit) {
    this.#init = init
  }

  /** Called when a connection has opened. */
  opened(connection: Connection): void {
    const peer = connection.remotePeer.toString()
    const older = this.#open(peer).filter(other => other !== connection)
    if (older.length === 0) return
    const settled = Promise.all(older.map(other => this.#init.probe(other)))
    // not at once: the dial itself has not returned, and a hello may be under way
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      settled
        .then(() => this.#closeSurplus(peer))
        .catch(err => this.#init.log.error('could not settle the connections to %s - %e', peer, err))
    }, this.#init.timings.surplusMs)
    this.#timers.add(timer)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #closeSurplus(peer: string): void {
    const [, ...surplus] = this.#order(peer, this.#open(peer))
    for (const extra of surplus) {
      // who dialled a connection closes it: never both ends at once
      if (extra.direction === 'outbound') this.#close(extra)
    }
  }

  #open(peer: string): Connection[] {
    return this.#init.connections(peer).filter(({ status }) => status === 'open')
  }

  /** The connection of a pair that both ends keep comes first. */
  #order(peer: string, open: Connection[]): Connection[] {
    const kept = this.#init.self < peer ? 'outbound' : 'inbound'
    const rank = (connection: Connection) =>
      (relayOf(connection) === null ? 0 : 2) + (connection.direction === kept ? 0 : 1)
    return [...open].sort((a, b) => rank(a) - rank(b) || a.timeline.open - b.timeline.open)
  }

  #close(extra: Connection): void {
    this.#init.log('closing a second connection to %p', extra.remotePeer)
    extra.close().catch(err => extra.abort(err))
  }
}
