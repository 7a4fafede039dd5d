/** The network while it runs, from start to stop: the node, the parts around it, and what they do at each event. */
import type { Connection, IdentifyResult, PeerId } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { ChatError } from '../../../shared/errors.ts'
import type { DeviceId } from '../../../shared/model.ts'
import type { DialOutcome } from '../../../shared/networkModel.ts'
import type { NetworkFacts, NetworkStatus } from '../chat/ports.ts'
import { relayOf } from './across/relay.ts'
import type { HostPort } from './addresses.ts'
import { hostPort, isLoopback, parseAddress, reachable } from './addresses.ts'
import { devicesOf } from './deviceKey.ts'
import { dialAddress } from './dial.ts'
import { Gater } from './gater.ts'
import { openTo, withPeer } from './holding.ts'
import type { Node } from './libp2p.ts'
import { createNode } from './libp2p.ts'
import { Lifelines } from './lifelines.ts'
import { freePorts, listenersOf, startListening, whilePortsAreTaken } from './listen.ts'
import { asWitness } from './lookout.ts'
import { factsOf } from './networkFacts.ts'
import type { Before, Parts } from './parts.ts'
import { makeParts } from './parts.ts'
import type { Settled } from './settled.ts'
import { isHeard, usedLans } from './settled.ts'
import { StatusWatch } from './status.ts'

/** libp2p's own services are done with a peer that has gone by then. */
const FORGET_MS = 10_000

/** Starts a node and everything around it. Where a start fails, nothing of it is left. */
export const startSession = (init: Settled): Promise<Session> => whilePortsAreTaken(() => tryToStart(init))

async function tryToStart(init: Settled): Promise<Session> {
  const asked = { listen: [...init.listen], taken: null }
  const { listen, taken } = init.transport === 'tcp' ? await freePorts(init.listen) : asked
  const lifelines = new Lifelines()
  const gater = new Gater({ lifelines, rules: () => init.rules, interfaces: init.interfaces })
  let session: Session | undefined
  const node = await createNode({
    ...init,
    listen,
    gater: gater.asked(),
    hello: {
      greeting: () => init.events.greeting(),
      greeted: (connection, greeting) => session?.parts.greeter.greeted(connection, greeting)
    },
    introduce: { provide: (_peer, keys) => init.events.introductions(devicesOf(keys)) },
    receipts: { received: (peer, receipts) => init.events.receipts(peer.toString() as DeviceId, receipts) },
    keys: { asked: (peer, request) => init.events.keys(peer.toString() as DeviceId, request) },
    courier: { carrying: peer => init.events.carrying(peer.toString() as DeviceId) },
    history: { asked: (peer, request) => init.events.history(peer.toString() as DeviceId, request) },
    sync: { syncing: peer => init.events.syncing(peer.toString() as DeviceId) },
    witness: asWitness(() => session?.parts.lookout),
    peers: {
      asked: async (peer, theirs) => await session?.parts.across.exchange.asked(peer.toString(), theirs),
      noted: (peer, theirs) => session?.parts.across.exchange.noted(peer.toString(), theirs)
    },
    accepts: relay => session?.parts.across.crossing.accepts(relay) ?? false
  })
  init.onNode(node)
  session = new Session(init, node, { gater, lifelines }, { listen, taken })
  try {
    await session.start()
    return session
  } catch (err) {
    await session.stop().catch(() => {})
    throw err
  }
}

export class Session {
  readonly node: Node
  readonly parts: Parts
  readonly #init: Settled
  readonly #gater: Gater
  readonly #listen: readonly string[]
  readonly #taken: number | null
  readonly #status: StatusWatch
  readonly #forgetting = new Set<NodeJS.Timeout>()
  /** What the start has come to. Asked for at every packet, and the library looks through all interfaces for it. */
  #listening: HostPort[] | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(init: Settled, node: Node, before: Before, ports: { listen: readonly string[]; taken: number | null }) {
    this.#init = init
    this.#gater = before.gater
    this.#listen = ports.listen
    this.#taken = ports.taken
    this.node = node
    this.parts = makeParts(init, node, before, {
      listening: () => this.#listeners(),
      addresses: () => this.addresses()
    })
    this.#status = new StatusWatch({
      everyMs: init.timings.interfacesMs,
      looked: () => this.#rescan(),
      read: () => this.status(),
      changed: () => init.events.statusChanged()
    })
  }

  async start(): Promise<void> {
    this.node.addEventListener('connection:open', this.#opened)
    this.node.addEventListener('connection:close', this.#closed)
    this.node.addEventListener('peer:disconnect', this.#parted)
    this.node.addEventListener('peer:identify', this.#identified)
    await startListening(this.node, this.#init.transport === 'tcp' ? this.#listen.length : 0)
    this.parts.topics.start()
    this.#rescan()
    this.parts.holding.start()
    this.#status.start()
    this.#timer = setInterval(this.#tick, this.#init.timings.tickMs)
  }

  async stop(): Promise<void> {
    this.#gater.shut()
    clearInterval(this.#timer)
    for (const timer of this.#forgetting) clearTimeout(timer)
    this.#status.stop()
    this.parts.holding.stop()
    this.parts.topics.stop()
    this.parts.welcome.stop()
    await this.parts.discovery.stop()
    await this.parts.across.stop()
    await this.node.stop()
    this.node.removeEventListener('connection:open', this.#opened)
    this.node.removeEventListener('connection:close', this.#closed)
    this.node.removeEventListener('peer:disconnect', this.#parted)
    this.node.removeEventListener('peer:identify', this.#identified)
    for (const timer of this.#forgetting) clearTimeout(timer)
  }

  status(): NetworkStatus {
    const firsts = Map.groupBy(usedLans(this.#init), ({ name }) => name)
    const interfaces = [...firsts].map(([name, [first]]) => ({ name, address: first?.address ?? '' }))
    return {
      online: interfaces.length > 0,
      port: this.#listeners()[0]?.port ?? null,
      portTaken: this.#taken,
      addresses: this.addresses(),
      interfaces,
      discovery: this.parts.discovery.works,
      beingHeard: isHeard(this.#init),
      bridging: this.parts.across.bridge.dependents().length > 0
    }
  }

  facts(): NetworkFacts {
    return factsOf(this.#init, { links: this.parts.holding.links(), hears: name => this.parts.discovery.hears(name) })
  }

  /** The rules are others now: what they forbid ends, what they allow begins. */
  configured(): void {
    this.parts.discovery.configured()
    this.parts.across.configured()
    this.parts.holding.configured()
    this.#status.look()
  }

  addresses(): string[] {
    if (this.#init.transport === 'memory') return this.node.getMultiaddrs().map(String)
    return reachable(this.#listeners(), usedLans(this.#init), this.#init.self)
  }

  connect(address: string): Promise<DeviceId> {
    const { holding, across, greeter } = this.parts
    return dialAddress(address, {
      greeter,
      timeoutMs: this.#init.timings.connectMs,
      standardPort: this.#standardPort(),
      connectionTo: peer => (across.ways.isDirect(peer) ? across.ways.to(peer) : undefined),
      dial: (target, signal) => holding.dialer.one(target, signal),
      remember: (peer, target) => holding.redial.seen(peer, [withPeer(target, peer)], 'typed')
    })
  }

  /** Dials, and says how it ended. Throws ChatError peer.address. */
  async attempt(address: string, expected: DeviceId | undefined, signal: AbortSignal): Promise<DialOutcome> {
    const target = parseAddress(address, this.#standardPort())
    if (target === undefined) throw new ChatError('peer.address')
    const whole = expected === undefined ? target : withPeer(target, expected)
    return await this.parts.holding.dialer.attempt(whole, signal)
  }

  #standardPort(): number {
    const [first] = this.#init.listen
    return (first === undefined ? undefined : hostPort(multiaddr(first))?.port) ?? 0
  }

  /** Where we listen: what was asked for, with the ports that were given. */
  #listeners(): HostPort[] {
    if (this.node.status !== 'started') return []
    this.#listening ??= listenersOf(this.node, this.#listen)
    return this.#listening
  }

  /** Interfaces come and go: sockets for them, and everybody is asked whether they are still there. */
  #rescan(): void {
    if (this.#init.transport === 'memory') return
    if (this.#init.mdns) this.parts.discovery.rescan()
    this.parts.holding.rescan()
  }

  readonly #tick = (): void => {
    const now = performance.now()
    this.parts.holding.tick()
    this.parts.topics.tick()
    this.parts.greeter.tick(now)
    this.parts.across.tick()
    void this.parts.watchdog.tick(now)
  }

  readonly #opened = ({ detail: connection }: CustomEvent<Connection>): void => {
    this.parts.holding.opened(connection)
    this.parts.across.moved(connection.remotePeer.toString())
    this.parts.welcome.opened(connection)
    this.parts.greeter.opened(connection)
  }

  readonly #closed = ({ detail: connection }: CustomEvent<Connection>): void => {
    const peer = connection.remotePeer.toString()
    this.parts.holding.closed(connection)
    this.parts.welcome.closed(connection)
    // not now: whoever closed it may close the others as well, and a stream that is just being opened fails beyond catching
    setImmediate(() => {
      const remaining = this.parts.across.ways.to(peer)
      if (remaining === undefined) return
      this.parts.across.moved(peer)
      this.parts.greeter.moved(remaining)
      this.parts.watchdog.reattach(remaining)
    })
  }

  readonly #parted = ({ detail: peerId }: CustomEvent<PeerId>): void => {
    const peer = peerId.toString()
    this.parts.holding.parted(peer)
    this.parts.greeter.forget(peer)
    this.parts.welcome.parted(peer)
    this.parts.topics.forget(peer)
    this.parts.across.parted(peer)
    this.#forgetLater(peerId)
    this.#init.events.parted(peer as DeviceId)
  }

  /** Who dialled us says where it listens: there it is dialled when it is lost. */
  readonly #identified = ({ detail }: CustomEvent<IdentifyResult>): void => {
    const isHere = relayOf(detail.connection) === null
    const loopback = isHere && this.#listeners().every(({ host }) => isLoopback(host))
    const dialable = detail.listenAddrs.filter(address => {
      const place = hostPort(address)
      return place === undefined ? String(address).startsWith('/memory/') : !isLoopback(place.host) || loopback
    })
    this.parts.holding.identified(detail, dialable)
  }

  /** libp2p remembers everybody who ever connected; those whom we shall not dial are forgotten. */
  #forgetLater(peerId: PeerId): void {
    const peer = peerId.toString()
    const timer = setTimeout(() => {
      this.#forgetting.delete(timer)
      if (openTo(this.node, peer).length > 0 || this.parts.holding.redial.has(peer)) return
      this.node.peerStore.delete(peerId).catch(() => {})
    }, FORGET_MS)
    this.#forgetting.add(timer)
  }
}
