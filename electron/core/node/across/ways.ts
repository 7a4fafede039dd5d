/** The open connections, and which of them lead through somebody. */
import type { Connection } from '@libp2p/interface'
import { relayOf } from './relay.ts'

export class Ways {
  readonly #connections: () => Connection[]
  readonly #doubts: (connection: Connection) => boolean

  /** @param doubts whether a connection may be dead */
  constructor(connections: () => Connection[], doubts: (connection: Connection) => boolean = () => false) {
    this.#connections = connections
    this.#doubts = doubts
  }

  open(): Connection[] {
    return this.#connections().filter(({ status }) => status === 'open')
  }

  /** Who relays the best connection to each peer; null for a direct one. */
  relays(): Map<string, string | null> {
    const relays = new Map<string, string | null>()
    for (const connection of this.open()) {
      const peer = connection.remotePeer.toString()
      if (relays.get(peer) !== null) relays.set(peer, relayOf(connection))
    }
    return relays
  }

  /** To one peer: one that answers before one that may be dead, and a direct one before a relayed one. */
  to(peer: string): Connection | undefined {
    const open = this.open().filter(({ remotePeer }) => remotePeer.toString() === peer)
    const sure = open.filter(connection => !this.#doubts(connection))
    const best = sure.length > 0 ? sure : open
    return best.find(connection => relayOf(connection) === null) ?? best[0]
  }

  isDirect(peer: string): boolean {
    const connection = this.to(peer)
    return connection !== undefined && relayOf(connection) === null
  }

  /** Who relays the best connection to a peer; null for a direct one, undefined where there is none. */
  relay(peer: string): string | null | undefined {
    const connection = this.to(peer)
    return connection === undefined ? undefined : relayOf(connection)
  }
}
