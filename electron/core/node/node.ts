/** The network of Earshot over libp2p: its parts joined, started and stopped in order. The port the chat sees. */
import type { ComponentLogger, Connection } from '@libp2p/interface'
import { defaultLogger } from '@libp2p/logger'
import type { DeviceId } from '../../../shared/model.ts'
import type { DialOutcome } from '../../../shared/networkModel.ts'
import type { Looking } from '../chat/doctor/looking.ts'
import type {
  CourierNetwork,
  HistoryRequest,
  Introduction,
  KeysRequest,
  Met,
  Network,
  NetworkEvents,
  NetworkFacts,
  NetworkRules,
  NetworkStatus,
  Receipt,
  SyncSession
} from '../chat/ports.ts'
import type { Courier } from '../protocols/courier/index.ts'
import { MAX_DEVICES } from '../protocols/introduce/index.ts'
import { MAX_RANGES, MAX_RECEIPTS } from '../protocols/receipts/index.ts'
import type { Timings } from './constants.ts'
import { RELAY_LIMITS, TIMINGS } from './constants.ts'
import { keyOfPeer, peerOfSeed } from './deviceKey.ts'
import { guarded } from './events.ts'
import { Facts } from './facts.ts'
import type { LanAddress } from './interfaces.ts'
import { lanAddresses, readSeldom } from './interfaces.ts'
import type { Node } from './libp2p.ts'
import { factsOf } from './networkFacts.ts'
import type { Session } from './session.ts'
import { startSession } from './session.ts'
import type { Settled } from './settled.ts'
import { usedLans } from './settled.ts'
import type { Receive } from './topics.ts'

export interface NetworkInit {
  /** 32-byte Ed25519 seed. The PeerId is its public key. */
  readonly devicePrivateKey: Uint8Array
  readonly listen: readonly string[]
  /** Whether to find others by multicast. */
  readonly mdns: boolean
  /** Whether to be found. False while the first screen is shown; greetAll() with a greeting makes it true. */
  readonly announce: boolean
  readonly rules: NetworkRules
  /** Addresses to dial at start and for ever, with or without a PeerId. */
  readonly seeds?: readonly string[]
  /** Where people were met before, the last first. */
  readonly met?: readonly Met[]
  readonly events: NetworkEvents
  /** The id of an event from its bytes. Where it throws, the message is rejected by whoever reads it. */
  messageId(data: Uint8Array): Uint8Array
  readonly logger?: ComponentLogger
  /** What peers are told runs here. */
  readonly agent?: string
  /** memory: nodes of one process, for tests. */
  readonly transport?: 'tcp' | 'memory'
  readonly timings?: Partial<Timings>
  /** What is relayed for others. */
  readonly relayLimits?: typeof RELAY_LIMITS
  /** All there are, whatever the rules say of them. */
  readonly interfaces?: () => LanAddress[]
  /** ms since 1970. */
  readonly now?: () => number
  /** Shows the libp2p node before it starts, to tests that cut connections and reset streams. */
  readonly onNode?: (node: Node) => void
}

const NOTHING = {
  port: null,
  portTaken: null,
  addresses: [],
  interfaces: [],
  discovery: false,
  beingHeard: false,
  bridging: false
}

/** The network of one device. Nothing happens before start(). */
export function createNetwork(init: NetworkInit): Network {
  const self = peerOfSeed(init.devicePrivateKey)
  const logger = init.logger ?? defaultLogger()
  const now = init.now ?? Date.now
  return new LanNetwork({
    transport: 'tcp',
    agent: 'earshot',
    seeds: [],
    met: [],
    interfaces: readSeldom(lanAddresses),
    relayLimits: RELAY_LIMITS,
    now,
    facts: new Facts(now),
    onNode: () => {},
    ...init,
    logger,
    events: guarded(init.events, logger.forComponent('earshot:events')),
    self,
    timings: { ...TIMINGS, ...init.timings },
    joined: new Map(),
    announcing: init.announce
  })
}

class LanNetwork implements Network {
  readonly deviceId: DeviceId
  readonly #init: Settled
  #session: Session | undefined

  constructor(init: Settled) {
    this.#init = init
    this.deviceId = init.self.toString() as DeviceId
  }

  async start(): Promise<void> {
    if (this.#session !== undefined) throw new Error('the network has started already')
    this.#session = await startSession(this.#init)
  }

  async stop(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    await session?.stop()
  }

  status(): NetworkStatus {
    return this.#session?.status() ?? { ...NOTHING, online: usedLans(this.#init).length > 0 }
  }

  facts(): NetworkFacts {
    return this.#session?.facts() ?? factsOf(this.#init)
  }

  configure(rules: NetworkRules): void {
    this.#init.rules = rules
    this.#session?.configured()
  }

  dependents(): DeviceId[] {
    return (this.#session?.parts.across.bridge.dependents() ?? []) as DeviceId[]
  }

  addresses(): string[] {
    return this.#session?.addresses() ?? []
  }

  join(topic: string, receive: Receive): void {
    if (this.#session === undefined) this.#init.joined.set(topic, receive)
    else this.#session.parts.topics.join(topic, receive)
  }

  leave(topic: string): void {
    if (this.#session === undefined) this.#init.joined.delete(topic)
    else this.#session.parts.topics.leave(topic)
  }

  async publish(topic: string, data: Uint8Array): Promise<number> {
    return (await this.#session?.parts.publisher.publish(topic, data)) ?? 0
  }

  subscribers(topic: string): DeviceId[] {
    return this.#session?.parts.topics.subscribers(topic) ?? []
  }

  connect(address: string): Promise<DeviceId> {
    return this.#running().connect(address)
  }

  async attempt(address: string, expected: DeviceId | undefined, signal: AbortSignal): Promise<DialOutcome> {
    return await this.#running().attempt(address, expected, signal)
  }

  greetAll(): void {
    if (this.#init.events.greeting() !== undefined && !this.#init.announcing) {
      this.#init.announcing = true
      this.#session?.parts.discovery.announce()
    }
    this.#session?.parts.greeter.greetAll()
  }

  async askIntroductions(peer: DeviceId, devices: DeviceId[]): Promise<Introduction[]> {
    const keys = devices.slice(0, MAX_DEVICES).map(keyOfPeer)
    if (keys.length === 0) return []
    return await this.#running().node.services.introduce.ask(this.#connection(peer), keys)
  }

  async sendReceipts(peer: DeviceId, receipts: Receipt[]): Promise<void> {
    const bounded = receipts.slice(0, MAX_RECEIPTS).map(receipt => ({
      ...receipt,
      ranges: receipt.ranges.slice(0, MAX_RANGES),
      read: receipt.read.slice(0, MAX_RANGES)
    }))
    await this.#running().node.services.receipts.send(this.#connection(peer), bounded)
  }

  async exchangeKeys(peer: DeviceId, request: KeysRequest): Promise<Uint8Array[]> {
    return await this.#running().node.services.keys.exchange(this.#connection(peer), request)
  }

  async askHistory(peer: DeviceId, request: HistoryRequest): Promise<Uint8Array[]> {
    return await this.#running().node.services.history.ask(this.#connection(peer), request)
  }

  async sync(peer: DeviceId): Promise<SyncSession> {
    return await this.#running().node.services.sync.open(this.#connection(peer))
  }

  get looking(): Looking {
    const lookout = (): Session['parts']['lookout'] => this.#running().parts.lookout
    return {
      askWitness: async (peer, question, signal) =>
        await lookout().askWitness(this.#connection(peer), question, signal),
      whereabouts: peer => lookout().whereabouts(peer),
      heardFrom: peer => lookout().heardFrom(peer),
      routes: async () => await lookout().routes(),
      permission: async () => await lookout().permission(),
      probe: async (cidr, onProgress, signal) => await lookout().probe(cidr, onProgress, signal)
    }
  }

  get courier(): CourierNetwork {
    const service = (): Courier => this.#running().node.services.courier
    return {
      put: async (peer, tag, parcel) => await service().put(this.#connection(peer), tag, parcel),
      take: async (peer, tags, after) => await service().take(this.#connection(peer), tags, after),
      drop: async (peer, dropped) => await service().drop(this.#connection(peer), dropped)
    }
  }

  #running(): Session {
    if (this.#session === undefined) throw new Error('the network is not started')
    return this.#session
  }

  #connection(peer: DeviceId): Connection {
    const connection = this.#running().parts.across.ways.to(peer)
    if (connection === undefined) throw new Error('no connection to this peer')
    return connection
  }
}
