/** Makes what stands around the libp2p node, and gives each part only what it needs to know. */
import type { Connection, Logger, PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../shared/model.ts'
import { Across } from './across/across.ts'
import type { HostPort } from './addresses.ts'
import { peerIn } from './addresses.ts'
import { Discovery } from './discovery/discovery.ts'
import type { Router } from './gossip.ts'
import { routerOf } from './gossip.ts'
import { Greeter } from './greeter.ts'
import { Heartbeat } from './heartbeat.ts'
import type { Node } from './libp2p.ts'
import { Pairs } from './pairs.ts'
import { Publisher } from './publish.ts'
import { Redial } from './redial.ts'
import type { Settled } from './settled.ts'
import { isHeard, usedLans } from './settled.ts'
import { Topics } from './topics.ts'
import { Watchdog } from './watchdog.ts'

export interface Parts {
  readonly heartbeat: Heartbeat
  readonly redial: Redial
  readonly watchdog: Watchdog
  readonly pairs: Pairs
  readonly topics: Topics
  readonly publisher: Publisher
  readonly greeter: Greeter
  readonly discovery: Discovery
  readonly across: Across
}

interface Context {
  readonly init: Settled
  readonly node: Node
  readonly router: Router
  readonly self: string
  log(part: string): Logger
  connections(): Connection[]
}

/** @param listening where we listen */
export function makeParts(init: Settled, node: Node, listening: () => HostPort[]): Parts {
  const context: Context = {
    init,
    node,
    router: routerOf(node.services.pubsub),
    self: init.self.toString(),
    log: part => init.logger.forComponent(`earshot:${part}`),
    connections: () => node.getConnections()
  }
  const heartbeat = makeHeartbeat(context)
  const redial = makeRedial(context)
  const across = makeAcross(context, redial)
  return {
    heartbeat,
    redial,
    watchdog: makeWatchdog(context),
    pairs: makePairs(context, heartbeat),
    topics: makeTopics(context, heartbeat),
    publisher: makePublisher(context),
    greeter: makeGreeter(context, redial, across),
    discovery: makeDiscovery(context, redial, listening),
    across
  }
}

/** Whether there is an open connection to a peer. */
export const isConnected = (node: Node, peer: string): boolean =>
  node.getConnections(peerIdFromString(peer)).some(({ status }) => status === 'open')

const makeHeartbeat = ({ init, connections, log }: Context): Heartbeat =>
  new Heartbeat({
    log: log('heartbeat'),
    timings: init.timings,
    connections,
    measured: ({ remotePeer }, rttMs) => init.events.measured(remotePeer.toString() as DeviceId, rttMs)
  })

const makeRedial = ({ init, node, self, connections, log }: Context): Redial =>
  new Redial({
    self,
    log: log('redial'),
    timings: init.timings,
    now: () => performance.now(),
    random: Math.random,
    connections: () => connections().length,
    isConnected: peer => isConnected(node, peer),
    dial: async (peer, addresses) => {
      await node.dial(addresses, { signal: AbortSignal.timeout(init.timings.dialMs) })
    }
  })

/** The address with the PeerId in it: then nobody else can answer there unnoticed. */
export const withPeer = (address: Multiaddr, peer: string): Multiaddr =>
  peerIn(address) === undefined ? address.encapsulate(`/p2p/${peer}`) : address

const makeWatchdog = ({ init, node, router, connections, log }: Context): Watchdog =>
  new Watchdog({
    router,
    registrar: node.services.inside.registrar,
    log: log('watchdog'),
    timings: init.timings,
    connections,
    async gossips(peer: PeerId) {
      const known = await node.peerStore.get(peer).catch(() => undefined)
      return known?.protocols.some(protocol => router.protocols.includes(protocol)) ?? false
    }
  })

const makePairs = ({ init, node, self, log }: Context, heartbeat: Heartbeat): Pairs =>
  new Pairs({
    self,
    log: log('pairs'),
    timings: init.timings,
    connections: peer => node.getConnections(peerIdFromString(peer)),
    probe: connection => void heartbeat.probe(connection)
  })

const makeTopics = ({ init, router, log }: Context, heartbeat: Heartbeat): Topics =>
  new Topics({
    router,
    joined: init.joined,
    log: log('topics'),
    heard: peer => heartbeat.heard(peer),
    subscribed: (peer, topic) => init.events.subscribed(peer, topic)
  })

const makePublisher = ({ init, node, router, log }: Context): Publisher =>
  new Publisher({
    router,
    log: log('publish'),
    timings: init.timings,
    drop(peer, reason) {
      for (const connection of node.getConnections(peerIdFromString(peer))) connection.abort(new Error(reason))
    }
  })

const makeGreeter = ({ init, node, connections, log }: Context, redial: Redial, across: Across): Greeter =>
  new Greeter({
    log: log('greeter'),
    timings: init.timings,
    hello: () => node.services.hello,
    connections,
    judge(peer, greeting) {
      if (greeting === undefined) return true // somebody who only listens
      const holds = init.events.greeted(peer as DeviceId, greeting)
      if (holds) across.exchange.met(peer)
      return holds
    },
    refused: peer => redial.refused(peer)
  })

const makeDiscovery = ({ init, self, log }: Context, redial: Redial, listening: () => HostPort[]): Discovery =>
  new Discovery({
    self,
    log: log('discovery'),
    facts: init.facts,
    interfaces: () => usedLans(init),
    listening,
    announcing: () => isHeard(init),
    onlyThisLan: () => init.rules.onlyThisLan,
    sighted: sighting => redial.seen(sighting.peer, sighting.addresses)
  })

const makeAcross = ({ init, node, log }: Context, redial: Redial): Across =>
  new Across({
    init,
    node,
    log,
    seen: (peer, addresses) =>
      redial.seen(
        peer,
        addresses.map(address => withPeer(address, peer))
      )
  })
