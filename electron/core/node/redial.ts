/**
 * Whom to dial, and when. Discovery speaks once and a lost connection stays lost in libp2p; this never gives up on a
 * peer it has seen. Driven by tick(), so that tests own the clock.
 */
import type { Logger } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Timings } from './constants.ts'
import {
  ENOUGH_CONNECTIONS,
  MAX_DIALS,
  MAX_DIALS_PER_SECOND,
  MAX_KNOWN_PEERS,
  MAX_PEER_ADDRESSES,
  SHORT_LIVED_MS
} from './constants.ts'

export interface RedialInit {
  readonly self: string
  readonly log: Logger
  readonly timings: Timings
  now(): number
  random(): number
  connections(): number
  isConnected(peer: string): boolean
  dial(peer: string, addresses: Multiaddr[]): Promise<void>
}

interface Known {
  addresses: Multiaddr[]
  /** Last sign of it: an announcement or a connection. */
  seenAt: number
  /** Not before. */
  nextAt: number
  triedAt: number
  failures: number
  connectedAt: number | null
  everConnected: boolean
  dialing: boolean
  refusedUntil: number
}

const MINUTE_MS = 60_000

export class Redial {
  readonly #init: RedialInit
  readonly #known = new Map<string, Known>()
  #dialing = 0
  #window = { at: 0, dials: 0 }

  constructor(init: RedialInit) {
    this.#init = init
  }

  /** A peer announced itself, or told its addresses. */
  seen(peer: string, addresses: Multiaddr[]): void {
    if (peer === this.#init.self || addresses.length === 0) return
    const now = this.#init.now()
    const known = this.#known.get(peer) ?? this.#remember(peer, now)
    if (known === undefined) return
    const all = [...addresses, ...known.addresses]
    const unique = new Map(all.map(address => [address.toString(), address]))
    known.addresses = [...unique.values()].slice(0, MAX_PEER_ADDRESSES)
    known.seenAt = now
    // It is there now: no reason to wait out a long pause, but never twice within the shortest.
    const soon = Math.max(now + this.#grace(peer), known.triedAt + 2 * this.#init.timings.redialMs)
    known.nextAt = Math.min(known.nextAt, soon)
  }

  connected(peer: string): void {
    const known = this.#known.get(peer)
    if (known === undefined) return
    known.connectedAt = known.seenAt = this.#init.now()
    known.everConnected = true
  }

  disconnected(peer: string): void {
    const known = this.#known.get(peer)
    if (known === undefined) return
    const now = this.#init.now()
    const brief = now - (known.connectedAt ?? now) < SHORT_LIVED_MS
    known.failures = brief ? known.failures + 1 : 0
    known.connectedAt = null
    known.seenAt = now
    known.nextAt = now + this.#pause(known, now) + this.#grace(peer)
  }

  /** What it said did not hold, or what we said not to it: left alone for a good while. */
  refused(peer: string): void {
    const known = this.#known.get(peer)
    if (known !== undefined) known.refusedUntil = this.#init.now() + this.#init.timings.refusedMs
  }

  /** The network changed: everybody is worth a dial now. */
  hurry(): void {
    const now = this.#init.now()
    for (const [peer, known] of this.#known) known.nextAt = Math.min(known.nextAt, now + this.#grace(peer))
  }

  tick(): void {
    const now = this.#init.now()
    if (this.#init.connections() >= ENOUGH_CONNECTIONS) return
    if (now - this.#window.at >= 1_000) this.#window = { at: now, dials: 0 }
    for (const [peer, known] of this.#known) {
      if (this.#dialing >= MAX_DIALS || this.#window.dials >= MAX_DIALS_PER_SECOND) return
      if (known.dialing || known.nextAt > now || known.refusedUntil > now) continue
      if (!this.#init.isConnected(peer)) void this.#dial(peer, known)
    }
  }

  /** Peers whose addresses are remembered. */
  has(peer: string): boolean {
    return this.#known.has(peer)
  }

  async #dial(peer: string, known: Known): Promise<void> {
    known.dialing = true
    this.#dialing++
    this.#window.dials++
    try {
      await this.#init.dial(peer, known.addresses)
    } catch (err) {
      known.failures++
      this.#init.log('could not reach %s - %e', peer, err)
    } finally {
      const now = this.#init.now()
      known.dialing = false
      known.triedAt = now
      known.nextAt = now + this.#pause(known, now)
      this.#dialing--
    }
  }

  #remember(peer: string, now: number): Known | undefined {
    if (this.#known.size >= MAX_KNOWN_PEERS && !this.#evict()) return undefined
    const known: Known = {
      addresses: [],
      seenAt: now,
      nextAt: now + this.#grace(peer),
      triedAt: Number.NEGATIVE_INFINITY,
      failures: 0,
      connectedAt: null,
      everConnected: false,
      dialing: false,
      refusedUntil: 0
    }
    this.#known.set(peer, known)
    return known
  }

  /** Forgets whom we never reached, before whom we have not heard longest. */
  #evict(): boolean {
    let worst: string | undefined
    let worstRank = Number.POSITIVE_INFINITY
    for (const [peer, known] of this.#known) {
      if (known.dialing || this.#init.isConnected(peer)) continue
      const rank = known.seenAt + (known.everConnected ? 365 * 24 * 60 * MINUTE_MS : 0)
      if (rank < worstRank) [worst, worstRank] = [peer, rank]
    }
    return worst !== undefined && this.#known.delete(worst)
  }

  #pause(known: Known, now: number): number {
    const { redialMs, redialSoonMs, redialLaterMs, redialSeldomMs } = this.#init.timings
    const away = now - known.seenAt
    const longest = away < 2 * MINUTE_MS ? redialSoonMs : away < 60 * MINUTE_MS ? redialLaterMs : redialSeldomMs
    const pause = Math.min(longest, redialMs * 2 ** Math.min(known.failures, 16))
    return pause * (0.75 + this.#init.random() / 2)
  }

  /** The lower PeerId dials first; the other after a while, since a firewall may block one direction. */
  #grace(peer: string): number {
    return this.#init.self < peer ? 0 : this.#init.timings.graceMs
  }
}
