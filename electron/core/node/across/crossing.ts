/**
 * Reaches through a bridge whom nothing else reaches. Circuit relay takes both: each makes a reservation with the bridge
 * that told it of the other, and one dials. Driven by tick(), so that tests own the clock.
 */
import type { Connection, Logger } from '@libp2p/interface'
import { TokenBuckets } from '../../protocols/rate.ts'
import type { Timings } from '../constants.ts'
import type { Report } from './exchange.ts'
import type { Ways } from './ways.ts'

/** People wanted at once, dials under way, and dials begun in a second. */
const MAX_WANTED = 512
const MAX_DIALS = 4
const MAX_DIALS_PER_SECOND = 8
const RETRY_MS = 500
const MAX_RETRY_MS = 60_000
/** Asking one bridge again though it gave a reservation: within what bridges allow (docs/protocol/11-relay.md). */
const DOUBT_RATE = { burst: 4, perSecond: 1 / 20 }

export interface CrossingInit {
  readonly self: string
  readonly log: Logger
  readonly timings: Timings
  readonly ways: Ways
  now(): number
  random(): number
  /** Whether connections through others are made and taken. */
  allowed(): boolean
  reserve(relay: Connection): Promise<void>
  dial(relay: Connection, peer: string): Promise<void>
}

interface Wanted {
  /** Bridges that reach it directly. */
  readonly relays: Set<string>
  /** Not connected since then; null: it is connected. */
  missingSince: number | null
  /** Its last connection was a relayed one: nothing else is waited for. */
  wasRelayed: boolean
  nextAt: number
  failures: number
  dialing: boolean
}

interface Reservation {
  heldUntil: number
  /** When it is asked for, or asked for again. */
  nextAt: number
  failures: number
  asking: boolean
}

export class Crossing {
  readonly #init: CrossingInit
  readonly #wanted = new Map<string, Wanted>()
  readonly #reservations = new Map<string, Reservation>()
  readonly #doubts: TokenBuckets
  #dialing = 0
  #window = { at: 0, dials: 0 }

  constructor(init: CrossingInit) {
    this.#init = init
    this.#doubts = new TokenBuckets(DOUBT_RATE, init.now)
  }

  /** What a peer says, in place of what it said before. Only what a bridge reaches directly can be reached through it. */
  told(from: string, { bridges, reached }: Report): void {
    const reachable = bridges ? reached.filter(({ relay }) => relay === null).map(({ peer }) => peer) : []
    const named = new Set(reachable)
    for (const [peer, { relays }] of this.#wanted) {
      if (!named.has(peer)) relays.delete(from)
      if (relays.size === 0) this.#wanted.delete(peer)
    }
    for (const peer of named) this.#want(peer, from)
    if (!bridges) this.#reservations.delete(from)
  }

  /** Somebody has no connection with us any more. */
  parted(peer: string): void {
    this.told(peer, { bridges: false, reached: [] })
  }

  /** Whether a peer may reach us through this relay. */
  accepts(relay: string): boolean {
    return this.#init.allowed() && (this.#reservations.get(relay)?.heldUntil ?? 0) > this.#init.now()
  }

  tick(): void {
    if (!this.#init.allowed()) return
    const now = this.#init.now()
    if (now - this.#window.at >= 1_000) this.#window = { at: now, dials: 0 }
    const needed = new Set<string>()
    const relays = this.#init.ways.relays()
    for (const [peer, wanted] of this.#wanted) {
      const relay = this.#relayFor(peer, wanted, relays, now)
      if (relay === undefined) continue
      needed.add(relay)
      if (wanted.missingSince !== null && this.#hasAsked(relay)) this.#maybeDial(peer, wanted, relay, now)
    }
    for (const relay of needed) this.#keepReserved(relay, now)
  }

  #want(peer: string, relay: string): void {
    const wanted = this.#wanted.get(peer)
    if (wanted !== undefined) wanted.relays.add(relay)
    else if (this.#wanted.size < MAX_WANTED) {
      const fresh = { missingSince: null, wasRelayed: false, nextAt: 0, failures: 0, dialing: false }
      this.#wanted.set(peer, { relays: new Set([relay]), ...fresh })
    }
  }

  /** The bridge that is needed for a peer; undefined while it is reached directly, or may still be. */
  #relayFor(peer: string, wanted: Wanted, relays: Map<string, string | null>, now: number): string | undefined {
    const by = relays.get(peer)
    if (by !== undefined) {
      Object.assign(wanted, { missingSince: null, wasRelayed: by !== null })
      return by ?? undefined
    }
    if (wanted.missingSince === null) this.#lost(wanted, now)
    wanted.missingSince ??= now
    const waited = now - wanted.missingSince
    if (!wanted.wasRelayed && waited < this.#init.timings.acrossMs) return undefined
    return [...wanted.relays].sort().find(relay => relays.get(relay) === null)
  }

  #lost({ wasRelayed, relays }: Wanted, now: number): void {
    if (wasRelayed) for (const relay of relays) this.#doubt(relay, now)
  }

  /** A bridge that began anew knows of no reservation any more: where a connection ended or did not come about, it is asked. */
  #doubt(relay: string, now: number): void {
    const reservation = this.#reservations.get(relay)
    if (reservation === undefined || reservation.nextAt <= now || reservation.failures > 0) return
    if (this.#doubts.take(relay)) reservation.nextAt = now
  }

  /** Who gets no reservation may still reach those who have one. */
  #hasAsked(relay: string): boolean {
    return this.accepts(relay) || (this.#reservations.get(relay)?.failures ?? 0) > 0
  }

  /** The lower PeerId dials; the other after a while. */
  #maybeDial(peer: string, wanted: Wanted, relay: string, now: number): void {
    const { acrossMs, graceMs } = this.#init.timings
    const waited = now - (wanted.missingSince ?? now) - (wanted.wasRelayed ? 0 : acrossMs)
    if (this.#init.self > peer && waited < graceMs) return
    if (wanted.dialing || now < wanted.nextAt) return
    if (this.#dialing >= MAX_DIALS || this.#window.dials >= MAX_DIALS_PER_SECOND) return
    const connection = this.#init.ways.to(relay)
    if (connection !== undefined) void this.#dial(peer, wanted, connection)
  }

  async #dial(peer: string, wanted: Wanted, relay: Connection): Promise<void> {
    wanted.dialing = true
    this.#dialing++
    this.#window.dials++
    try {
      await this.#init.dial(relay, peer)
      wanted.failures = 0
    } catch (err) {
      this.#init.log('could not reach %s through %p - %e', peer, relay.remotePeer, err)
      wanted.failures++
      this.#doubt(relay.remotePeer.toString(), this.#init.now())
    } finally {
      wanted.dialing = false
      wanted.nextAt = this.#init.now() + this.#pause(wanted.failures)
      this.#dialing--
    }
  }

  #keepReserved(relay: string, now: number): void {
    const none = { heldUntil: 0, nextAt: now, failures: 0, asking: false }
    const reservation = this.#reservations.get(relay) ?? none
    this.#reservations.set(relay, reservation)
    const connection = this.#init.ways.to(relay)
    if (connection !== undefined && !reservation.asking && now >= reservation.nextAt) {
      void this.#reserve(connection, reservation)
    }
  }

  async #reserve(relay: Connection, reservation: Reservation): Promise<void> {
    reservation.asking = true
    try {
      await this.#init.reserve(relay)
      const now = this.#init.now()
      const { renewMs, reservedMs } = this.#init.timings
      Object.assign(reservation, { failures: 0, nextAt: now + renewMs, heldUntil: now + reservedMs })
    } catch (err) {
      this.#init.log('%p gives no reservation - %e', relay.remotePeer, err)
      reservation.failures++
      reservation.nextAt = this.#init.now() + this.#pause(reservation.failures)
    } finally {
      reservation.asking = false
    }
  }

  #pause(failures: number): number {
    const pause = failures === 0 ? RETRY_MS / 2 : Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** Math.min(failures - 1, 7))
    return pause * (0.75 + this.#init.random() / 2)
  }
}
