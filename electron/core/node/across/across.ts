/** Beyond one's own network: who tells whom of whom, who passes on, and who is reached that way. Its parts, joined. */
import type { Connection, Logger } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../../shared/model.ts'
import type { PeersNote } from '../../protocols/peers/index.ts'
import { hostPort, isLoopback } from '../addresses.ts'
import { MAX_TOLD_PEERS } from '../constants.ts'
import type { LanAddress } from '../interfaces.ts'
import type { Node } from '../libp2p.ts'
import { peerIdOf } from '../peerIds.ts'
import type { Settled } from '../settled.ts'
import { isHeard, usedLans } from '../settled.ts'
import type { BridgeInit } from './bridge.ts'
import { Bridge } from './bridge.ts'
import { Crossing } from './crossing.ts'
import type { Reached, Report } from './exchange.ts'
import { PeerExchange } from './exchange.ts'
import { networkOf } from './networks.ts'
import { relayOf, reserve } from './relay.ts'
import { Ways } from './ways.ts'

export interface AcrossInit {
  readonly init: Settled
  readonly node: Node
  log(part: string): Logger
  /** Whether a connection may be dead. */
  doubts(connection: Connection): boolean
  /** The interface that a connection goes over; null where that cannot be told. */
  interfaceOf(connection: Connection, lans: LanAddress[]): string | null
  /** Somebody told where a peer listens. */
  seen(peer: string, addresses: Multiaddr[]): void
}

export class Across {
  readonly exchange: PeerExchange
  readonly crossing: Crossing
  readonly bridge: Bridge
  readonly ways: Ways
  readonly #across: AcrossInit
  /** Who relays to each peer that is reached through somebody. */
  readonly #relays = new Map<string, string>()
  /** Addresses of each peer that were told already. */
  readonly #told = new Map<string, string>()

  constructor(across: AcrossInit) {
    const { init, node, log } = across
    const { timings } = init
    const self = init.self.toString()
    const now = () => performance.now()
    const ways = new Ways(() => node.getConnections(), across.doubts)
    this.#across = across
    this.ways = ways
    this.bridge = new Bridge({
      ...{ log: log('bridge'), components: node.services.inside, ways, now },
      wanted: () => this.#bridging(),
      met: peer => this.exchange.has(peer),
      networks() {
        const lans = usedLans(init)
        return connection => {
          const name = relayOf(connection) === null ? across.interfaceOf(connection, lans) : null
          return name === null ? null : networkOf(lans, name)
        }
      }
    })
    this.crossing = new Crossing({
      ...{ self, log: log('crossing'), timings, ways, now, random: Math.random },
      allowed: () => this.#state() !== undefined,
      reserve: relay => reserve(relay, AbortSignal.timeout(timings.dialMs)),
      dial: (relay, peer) => this.#dial(relay, peer)
    })
    this.exchange = new PeerExchange({
      ...{ self, log: log('exchange'), timings, ways, now, random: Math.random },
      service: () => node.services.peers,
      state: () => this.#state(),
      record: peer => this.#record(peer),
      told: (peer, report) => this.#heard(peer, report),
      forged: () => init.facts.ignored('forged', null)
    })
  }

  tick(): void {
    this.bridge.tick()
    this.exchange.tick()
    this.crossing.tick()
  }

  /** Connections with a peer have opened or closed: is it reached another way now? */
  moved(peer: string): void {
    const relay = this.ways.relay(peer)
    if (relay === undefined || (this.#relays.get(peer) ?? null) === relay) return
    if (relay === null) this.#relays.delete(peer)
    else this.#relays.set(peer, relay)
    this.#across.init.events.reached(peer as DeviceId, relay as DeviceId | null)
  }

  parted(peer: string): void {
    this.#relays.delete(peer)
    this.#told.delete(peer)
    this.exchange.parted(peer)
    this.crossing.parted(peer)
    this.bridge.parted(peer)
  }

  /** The rules are others now: connections through others may be forbidden. */
  configured(): void {
    if (!this.#across.init.rules.onlyThisLan) return
    for (const connection of this.ways.open()) {
      if (relayOf(connection) !== null) connection.abort(new Error('only this network is allowed'))
    }
  }

  stop(): Promise<void> {
    return this.bridge.stop()
  }

  /** What is said of this computer; undefined while it keeps to its own network, or has nobody to speak for. */
  #state(): PeersNote | undefined {
    const { init } = this.#across
    if (init.rules.onlyThisLan || !init.announcing) return undefined
    return { bridges: this.bridge.offers, quiet: !isHeard(init) }
  }

  /** Who does not want to be heard passes nothing on either. */
  #bridging(): ReturnType<BridgeInit['wanted']> {
    const { init } = this.#across
    const { bridge, onlyThisLan } = init.rules
    if (bridge === 'never' || onlyThisLan || !isHeard(init)) return undefined
    return { limits: init.relayLimits[bridge], always: bridge === 'always' }
  }

  #heard(from: string, report: Report): void {
    this.crossing.told(from, report)
    const { init, seen } = this.#across
    const told = report.reached.map(({ peer, relay }) => ({
      device: peer as DeviceId,
      relay: relay as DeviceId | null
    }))
    init.events.told(from as DeviceId, told)
    const elsewhere = report.reached.map(({ peer, addresses }) => ({ peer, addresses: addresses.filter(isDialable) }))
    const fresh = elsewhere.filter(one => this.#isNews(one))
    for (const { peer, addresses } of fresh.slice(0, MAX_TOLD_PEERS)) seen(peer, addresses)
  }

  /** What is told again and again is no reason to dial again and again. */
  #isNews({ peer, addresses }: Pick<Reached, 'peer' | 'addresses'>): boolean {
    if (addresses.length === 0 || this.ways.to(peer) !== undefined) return false
    const said = addresses.join()
    if (this.#told.get(peer) === said) return false
    this.#told.delete(peer)
    this.#told.set(peer, said)
    const [oldest] = this.#told.keys()
    if (this.#told.size > MAX_TOLD && oldest !== undefined) this.#told.delete(oldest)
    return true
  }

  async #dial(relay: Connection, peer: string): Promise<void> {
    const address = multiaddr(`${relay.remoteAddr}/p2p-circuit/p2p/${peer}`)
    await this.#across.node.dial(address, { signal: AbortSignal.timeout(this.#across.init.timings.dialMs) })
  }

  async #record(peer: string): Promise<Uint8Array> {
    const known = await this.#across.node.peerStore.get(peerIdOf(peer)).catch(() => undefined)
    return known?.peerRecordEnvelope ?? NO_RECORD
  }
}

const MAX_TOLD = 1_024
const NO_RECORD = new Uint8Array()

/** Somebody else's loopback is not ours. */
function isDialable(address: Multiaddr): boolean {
  const place = hostPort(address)
  return place !== undefined && !isLoopback(place.host)
}
