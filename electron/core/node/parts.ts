/** Makes what stands around the libp2p node, and gives each part only what it needs to know. */
import type { Connection, Logger, PeerId } from '@libp2p/interface'
import type { DeviceId } from '../../../shared/model.ts'
import { Across } from './across/across.ts'
import type { HostPort } from './addresses.ts'
import { Discovery } from './discovery/discovery.ts'
import type { Gater } from './gater.ts'
import type { Router } from './gossip.ts'
import { routerOf } from './gossip.ts'
import { Greeter } from './greeter.ts'
import { HeardPeers } from './heard.ts'
import { Holding, openTo, withPeer } from './holding.ts'
import type { Node } from './libp2p.ts'
import type { Lifelines } from './lifelines.ts'
import { interfaceOf } from './links.ts'
import { Lookout } from './lookout.ts'
import { peerIdOf } from './peerIds.ts'
import { Publisher } from './publish.ts'
import type { Redial } from './redial.ts'
import type { Settled } from './settled.ts'
import { isHeard, usedLans } from './settled.ts'
import { Topics } from './topics.ts'
import { Watchdog } from './watchdog.ts'
import { Welcome } from './welcome.ts'

export interface Parts {
  readonly holding: Holding
  readonly watchdog: Watchdog
  readonly topics: Topics
  readonly publisher: Publisher
  readonly greeter: Greeter
  readonly welcome: Welcome
  readonly discovery: Discovery
  readonly across: Across
  readonly lookout: Lookout
}

/** What there is before the node, since the node asks it about each connection. */
export interface Before {
  readonly gater: Gater
  readonly lifelines: Lifelines
}

/** Where we are, as it changes. */
export interface Places {
  /** Where we listen. */
  listening(): HostPort[]
  /** What others can dial. */
  addresses(): string[]
}

interface Context extends Before, Places {
  readonly init: Settled
  readonly node: Node
  readonly router: Router
  readonly self: string
  log(part: string): Logger
  connections(): Connection[]
}

export function makeParts(init: Settled, node: Node, before: Before, places: Places): Parts {
  const context: Context = {
    ...before,
    ...places,
    init,
    node,
    router: routerOf(node.services.pubsub),
    self: init.self.toString(),
    log: part => init.logger.forComponent(`earshot:${part}`),
    connections: () => node.getConnections()
  }
  const holding = new Holding({ ...context, searching: isSearching => discovery.searching(isSearching) })
  const heard = new HeardPeers()
  const discovery = makeDiscovery(context, holding.redial, heard)
  const across = makeAcross(context, holding)
  const welcome = makeWelcome(context)
  return {
    holding,
    watchdog: makeWatchdog(context, holding),
    topics: makeTopics(context),
    publisher: makePublisher(context, holding),
    greeter: makeGreeter(context, holding.redial, across, welcome),
    welcome,
    discovery,
    across,
    lookout: makeLookout(context, holding, heard)
  }
}

const makeWatchdog = ({ init, node, router, connections, log }: Context, { heartbeat }: Holding): Watchdog =>
  new Watchdog({
    router,
    patienceMs: () => heartbeat.patienceMs,
    registrar: node.services.inside.registrar,
    log: log('watchdog'),
    timings: init.timings,
    connections,
    async gossips(peer: PeerId) {
      const known = await node.peerStore.get(peer).catch(() => undefined)
      return known?.protocols.some(protocol => router.protocols.includes(protocol)) ?? false
    }
  })

const makeTopics = ({ init, router, log }: Context): Topics =>
  new Topics({
    router,
    joined: init.joined,
    log: log('topics'),
    subscribed: (peer, topic) => init.events.subscribed(peer, topic)
  })

const makePublisher = ({ init, node, router, log }: Context, { heartbeat }: Holding): Publisher =>
  new Publisher({
    router,
    log: log('publish'),
    timings: init.timings,
    handed: peer => heartbeat.spoke(peer),
    drop(peer, reason) {
      for (const connection of node.getConnections(peerIdOf(peer))) connection.abort(new Error(reason))
    }
  })

const makeGreeter = (
  { init, node, connections, log }: Context,
  redial: Redial,
  across: Across,
  welcome: Welcome
): Greeter =>
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
    settled(peer, outcome) {
      if (outcome === 'greeted') welcome.greeted(peer)
      else if (outcome === 'stranger') welcome.stranger(peer)
      else redial.refused(peer)
    }
  })

const makeWelcome = ({ init, node, log }: Context): Welcome =>
  new Welcome({
    log: log('welcome'),
    timings: init.timings,
    now: () => performance.now(),
    peers: () => node.getPeers().length,
    connections: peer => openTo(node, peer),
    identify: connection => node.services.identify.identify(connection),
    welcomed: peer => init.events.welcomed(peer as DeviceId)
  })

const makeDiscovery = ({ init, self, log, listening }: Context, redial: Redial, heard: HeardPeers): Discovery =>
  new Discovery({
    self,
    log: log('discovery'),
    facts: init.facts,
    interfaces: () => usedLans(init),
    listening,
    announcing: () => isHeard(init),
    onlyThisLan: () => init.rules.onlyThisLan,
    sighted(sighting) {
      heard.heard(sighting)
      redial.seen(sighting.peer, sighting.addresses, sighting.found, sighting.asks)
    }
  })

const makeLookout = ({ init, node }: Context, holding: Holding, heard: HeardPeers): Lookout =>
  new Lookout({
    settled: init,
    heard,
    witness: () => node.services.witness,
    addressesOf: peer => holding.redial.addressesOf(peer),
    links: () => holding.links(),
    found: (peer, addresses) => holding.redial.seen(peer, addresses, 'probe'),
    attempt: (address, signal) => holding.dialer.attempt(address, signal)
  })

const makeAcross = ({ init, node, lifelines, log }: Context, { redial, heartbeat }: Holding): Across =>
  new Across({
    init,
    node,
    log,
    doubts: connection => heartbeat.doubts(connection),
    interfaceOf: (connection, lans) => interfaceOf(connection, lans, lifelines),
    seen(peer, addresses) {
      const whole = addresses.map(address => withPeer(address, peer))
      redial.seen(peer, whole, 'told')
    }
  })
