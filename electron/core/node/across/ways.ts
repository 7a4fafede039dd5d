/** The open connections, and which of them lead through somebody. */
import type { Connection } from '@libp2p/interface'
import { relayOf } from './relay.ts'

export class Ways {
  readonly #connections: () => Connection[]

  constructor(connections: () => Connection[]) {
    this.#connections = connections
  }

  open(): Connection[] {
    return this.#connections().filter(({ status }) => status === 'open')
  }

  /** To one peer: a direct one before a relayed one. */
  to(peer: string): Connection | undefined {
    const open = this.open().filter(({ remotePeer }) => remotePeer.toString() === peer)
    return open.find(connection => relayOf(connection) === null) ?? open[0]
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
