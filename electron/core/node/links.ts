/** The connections there are, as the network page shows them. */
import type { Connection } from '@libp2p/interface'
import type { DeviceId } from '../../../shared/model.ts'
import type { Found } from '../../../shared/networkModel.ts'
import type { Link } from '../chat/ports.ts'
import { relayOf } from './across/relay.ts'
import { hostPort } from './addresses.ts'
import type { LanAddress } from './interfaces.ts'
import { interfaceTo } from './interfaces.ts'
import type { Lifelines } from './lifelines.ts'

export interface LinksInit {
  readonly connections: readonly Connection[]
  readonly lans: readonly LanAddress[]
  readonly lifelines: Lifelines
  /** What each peer says it runs. */
  readonly agents: ReadonlyMap<string, string>
  found(peer: string): Found
}

export function linksOf({ connections, lans, lifelines, agents, found }: LinksInit): Link[] {
  return connections
    .filter(({ status }) => status === 'open')
    .map(connection => {
      const peer = connection.remotePeer.toString() as DeviceId
      return {
        peer,
        address: connection.remoteAddr.toString(),
        interface: interfaceOf(connection, lans, lifelines),
        direction: connection.direction === 'inbound' ? 'in' : 'out',
        since: connection.timeline.open,
        relay: relayOf(connection) as DeviceId | null,
        found: found(peer),
        agent: agents.get(peer) ?? null
      }
    })
}

/** The one that has our end of the connection; where that is not known, the one whose network the other end is on. */
export function interfaceOf(connection: Connection, lans: readonly LanAddress[], lifelines: Lifelines): string | null {
  const local = lifelines.localHost(connection)
  const own = local === null ? undefined : lans.find(({ address }) => address === local)
  const host = hostPort(connection.remoteAddr)?.host
  return own?.name ?? (host === undefined ? null : interfaceTo(lans, host))
}
