/** Passes things on between people who do not reach each other: when this computer offers that, for whom, and how much. */
import type { CircuitRelayServerComponents, CircuitRelayService } from '@libp2p/circuit-relay-v2'
import { RELAY_V2_HOP_CODEC, RELAY_V2_STOP_CODEC } from '@libp2p/circuit-relay-v2'
import type { Connection, Logger, Stream } from '@libp2p/interface'
import { start, stop } from '@libp2p/interface'
import { TokenBuckets } from '../../protocols/rate.ts'
import { peerIdOf } from '../peerIds.ts'
import type { RelayLimits } from './relay.ts'
import { relayServer } from './relay.ts'
import type { Ways } from './ways.ts'

/** Asked for by one peer: reservations, and connections to others. */
const RESERVATION_RATE = { burst: 8, perSecond: 1 / 10 }
const CIRCUIT_RATE = { burst: 64, perSecond: 2 }
/** Somebody who goes for a moment is no reason to drop everybody's connections. */
const LINGER_MS = 30_000
/** How long a connection that was allowed may take to come about. */
const OPENING_MS = 15_000
/** How often it is looked whether two networks meet here. */
const LOOK_MS = 1_000

export interface BridgeInit {
  readonly log: Logger
  readonly components: CircuitRelayServerComponents
  readonly ways: Ways
  now(): number
  /** How much is relayed, by the rules; undefined: never. `always`: also where nobody seems to need it. */
  wanted(): { limits: RelayLimits; always: boolean } | undefined
  /** Whether a peer has greeted by name. */
  met(peer: string): boolean
  /** As they are now: tells which network a connection goes over, null where that cannot be told. */
  networks(): (connection: Connection) => string | null
}

interface Circuit {
  readonly from: string
  readonly to: string
  readonly at: number
  wasOpen: boolean
}

export class Bridge {
  readonly #init: BridgeInit
  readonly #reservations: TokenBuckets
  readonly #requests: TokenBuckets
  /** Who was allowed to connect to whom, and when. */
  readonly #circuits = new Map<string, Circuit>()
  #server: CircuitRelayService | undefined
  #limits: RelayLimits | undefined
  #neededAt = Number.NEGATIVE_INFINITY
  #lookedAt = Number.NEGATIVE_INFINITY
  #turning: Promise<void> = Promise.resolve()

  constructor(init: BridgeInit) {
    this.#init = init
    this.#reservations = new TokenBuckets(RESERVATION_RATE, init.now)
    this.#requests = new TokenBuckets(CIRCUIT_RATE, init.now)
  }

  /** Whether others may connect through this computer now. */
  get offers(): boolean {
    return this.#server !== undefined
  }

  tick(): void {
    const now = this.#init.now()
    const wanted = this.#init.wanted()
    if (wanted !== undefined && (wanted.always || this.#joinsNetworks(now))) this.#neededAt = now
    const limits = wanted !== undefined && now - this.#neededAt < LINGER_MS ? wanted.limits : undefined
    if (limits !== this.#limits) this.#turn(limits)
    for (const [key, circuit] of this.#circuits) {
      if (this.#isOpen(circuit)) circuit.wasOpen = true
      else if (circuit.wasOpen || now - circuit.at > OPENING_MS) this.#circuits.delete(key)
    }
  }

  /** Those who are connected with somebody through this computer now. */
  dependents(): string[] {
    return [...new Set([...this.#circuits.values()].filter(this.#isOpen).flatMap(({ from, to }) => [from, to]))]
  }

  /** Whoever has gone needs no reservation: another may have its place. */
  parted(peer: string): void {
    const id = peerIdOf(peer)
    const reservation = this.#server?.reservations.get(id)
    if (reservation === undefined) return
    reservation.signal.clear() // or its end would take a later reservation with it
    this.#server?.reservations.delete(id)
  }

  async stop(): Promise<void> {
    this.#turn(undefined)
    await this.#turning
  }

  /** People on two networks at least. */
  #joinsNetworks(now: number): boolean {
    if (now - this.#lookedAt < LOOK_MS) return false
    this.#lookedAt = now
    const networkOf = this.#init.networks()
    const networks = new Set<string>()
    for (const connection of this.#init.ways.open()) {
      const network = this.#init.met(connection.remotePeer.toString()) ? networkOf(connection) : null
      if (network !== null) networks.add(network)
    }
    return networks.size > 1
  }

  #turn(limits: RelayLimits | undefined): void {
    const before = this.#server
    this.#limits = limits
    this.#server = limits === undefined ? undefined : this.#makeServer(limits)
    const after = this.#server
    this.#init.log(after === undefined ? 'passes nothing on any more' : 'passes things on for others')
    this.#turning = this.#turning
      .then(() => stop(before))
      .then(() => start(after))
      .catch(err => this.#init.log.error('could not turn the relay - %e', err))
  }

  #makeServer(limits: RelayLimits): CircuitRelayService {
    return relayServer(this.#init.components, limits, {
      mayReserve: peer => this.#init.met(peer) && this.#reservations.take(peer),
      mayConnect: (from, to) => this.#mayConnect(from, to, limits)
    })
  }

  #mayConnect(from: string, to: string, limits: RelayLimits): boolean {
    const { met, now } = this.#init
    if (!met(from) || !met(to) || !this.#requests.take(from) || this.#circuits.size >= limits.circuits) return false
    this.#circuits.set(`${from} ${to}`, { from, to, at: now(), wasOpen: false })
    return true
  }

  readonly #isOpen = ({ from, to }: Circuit): boolean =>
    this.#carries(from, RELAY_V2_HOP_CODEC, 'inbound') && this.#carries(to, RELAY_V2_STOP_CODEC, 'outbound')

  #carries(peer: string, protocol: string, direction: Stream['direction']): boolean {
    const isOne = (stream: Stream) =>
      stream.protocol === protocol && stream.direction === direction && stream.status === 'open'
    return this.#init.ways
      .open()
      .some(connection => connection.remotePeer.toString() === peer && connection.streams.some(isOne))
  }
}
