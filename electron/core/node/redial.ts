/**
 * Whom to dial, and when. Discovery speaks once and a lost connection stays lost in libp2p; this never gives up on a
 * peer it has seen. Where one of those that were lost shows itself, the network is back: all of them are dialled at
 * once. Driven by tick(), so that tests own the clock.
 */
import type { Logger } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Found } from '../../../shared/networkModel.ts'
import type { Timings } from './constants.ts'
import {
  ENOUGH_CONNECTIONS,
  MAX_ABSENT_PER_SECOND,
  MAX_DIALS,
  MAX_DIALS_PER_SECOND,
  MAX_STRANGERS_PER_SECOND,
  SHORT_LIVED_MS
} from './constants.ts'
import { isLeftTo, isNewHere, isUntried } from './crowd.ts'
import { DialProgress } from './dialer.ts'
import type { Known } from './known.ts'
import { claim, KnownPeers, placesOf, prove, rest } from './known.ts'

export interface RedialInit {
  readonly self: string
  readonly log: Logger
  readonly timings: Timings
  now(): number
  random(): number
  connections(): number
  /** Over something that answers. */
  isConnected(peer: string): boolean
  /** Of one that is connected: only through somebody else. */
  isThroughSomebody(peer: string): boolean
  /** How much longer than usual others are waited for now, in ms. */
  patienceMs(): number
  dial(peer: string, addresses: Multiaddr[], signal: AbortSignal, progress: DialProgress): Promise<void>
  /** Whether somebody who was connected was lost: then discovery looks harder. */
  searching(isSearching: boolean): void
}

const MINUTE_MS = 60_000
/** Who is connected is looked at again after this. */
const RECHECK_MS = 1_000
/** How long it takes to meet a crowd. */
const NEW_MS = 10_000
const HOUR_MS = 60 * MINUTE_MS

export class Redial {
  readonly #init: RedialInit
  readonly #known: KnownPeers
  #dialing = 0
  #window = { at: 0, dials: 0, absent: 0, strangers: 0 }
  #isSearching = false
  #newUntil = Number.NEGATIVE_INFINITY

  constructor(init: RedialInit) {
    this.#init = init
    this.#known = new KnownPeers(init.isConnected)
  }

  /**
   * A peer announced itself, told its addresses, or somebody told of it.
   * @param asks it asked who is here as well
   */
  seen(peer: string, addresses: readonly Multiaddr[], found: Found, asks = false): void {
    if (peer === this.#init.self || addresses.length === 0) return
    const now = this.#init.now()
    const known = this.#known.remember(peer, found, now, now + this.#grace(peer, asks))
    if (known === undefined) return
    known.asks = asks
    claim(known, addresses)
    this.#sign(peer, known, now)
  }

  /** Where somebody was met before, or is said to be by whoever runs this copy: dialled now, and then seldom. */
  expect(peer: string, addresses: readonly Multiaddr[], found: 'met' | 'seed'): void {
    if (peer === this.#init.self || addresses.length === 0) return
    const now = this.#init.now()
    const known = this.#known.remember(peer, found, now, now + this.#grace(peer))
    if (known === undefined) return
    for (const address of [...addresses].reverse()) prove(known, address)
    known.seenAt = now - HOUR_MS // nobody has heard it yet
    known.isFresh = false
    this.#known.promote(peer)
  }

  /** A connection has opened, in whichever direction. */
  connected(peer: string): void {
    const now = this.#init.now()
    const known = this.#known.remember(peer, 'came', now, now)
    if (known === undefined) return
    this.#known.promote(peer)
    const wasLost = known.isLost
    known.connectedAt = known.seenAt = now
    known.isLost = known.hasLeft = known.isFresh = false
    if (wasLost) this.hurry(each => each.isLost)
  }

  /** This address of a connected peer is known to work. */
  proved(peer: string, address: Multiaddr): void {
    const known = this.#known.get(peer)
    if (known !== undefined) prove(known, address)
  }

  /** It has dialled us meanwhile. A dial of ours that it has not begun to answer is of no use any more. */
  forestalled(peer: string): void {
    const dialing = this.#known.get(peer)?.dialing ?? null
    if (dialing !== null && !dialing.progress.isAnswered) dialing.stop()
  }

  /** @param farewell the other end closed the connection in order: it is not looked for, only dialled now and then */
  disconnected(peer: string, farewell = false): void {
    const known = this.#known.get(peer)
    if (known === undefined) return
    const now = this.#init.now()
    const wasDoubted = known.isLost
    const brief = now - (known.connectedAt ?? now) < SHORT_LIVED_MS
    known.failures = brief ? known.failures + 1 : 0
    known.connectedAt = null
    known.seenAt = now
    known.isLost = !farewell
    known.hasLeft = farewell
    const pause = farewell ? this.#init.timings.redialSoonMs : this.#pause(known, now)
    const nextAt = now + pause + this.#grace(peer)
    // of one that was doubted the wait began with the doubt
    known.nextAt = wasDoubted && !farewell ? Math.min(known.nextAt, nextAt) : nextAt
  }

  /** A connection that may be dead is no reason not to dial. */
  doubted(peer: string): void {
    const known = this.#known.get(peer)
    if (known === undefined) return
    known.isLost = true
    known.isFresh = true
    known.nextAt = this.#init.now() + this.#init.timings.redialMs + this.#grace(peer)
  }

  /** The address of ours that its connection goes from is gone. The other end cannot know yet: dialled at once, by us. */
  uprooted(peer: string): void {
    const known = this.#known.get(peer)
    if (known === undefined) return
    known.isLost = true
    known.isFresh = true
    known.nextAt = this.#init.now()
  }

  /** Somebody else answered at this address of it. */
  misled(peer: string, address: Multiaddr): void {
    const known = this.#known.get(peer)
    if (known !== undefined) rest(known, address, this.#init.now() + this.#init.timings.refusedMs)
  }

  /** What it said did not hold, or what we said not to it: left alone for a good while. */
  refused(peer: string): void {
    const known = this.#known.get(peer)
    if (known !== undefined) known.refusedUntil = this.#init.now() + this.#init.timings.refusedMs
  }

  /** The network changed, or is back: these are worth a dial now, and a dial that was begun before is begun anew. */
  hurry(whom: (known: Known) => boolean = ({ isReal, connectedAt }) => isReal && connectedAt === null): void {
    const now = this.#init.now()
    for (const [peer, known] of this.#known) if (whom(known)) this.#soon(peer, known, now)
  }

  tick(): void {
    const now = this.#init.now()
    this.#search()
    if (this.#init.connections() >= ENOUGH_CONNECTIONS) return
    if (now - this.#window.at >= 1_000) this.#window = { at: now, dials: 0, absent: 0, strangers: 0 }
    const due: Array<[string, Known]> = []
    const isNew = this.#isNewHere(now)
    for (const [peer, known] of this.#known) {
      const isDue = known.nextAt <= now || (isNew && isUntried(known))
      if (known.dialing !== null || !isDue || known.refusedUntil > now) continue
      if (placesOf(known, now).length === 0) continue
      if (this.#isWanted(peer, known, now)) due.push([peer, known])
      else known.nextAt = now + RECHECK_MS
    }
    due.sort(([, a], [, b]) => urgency(a) - urgency(b) || a.nextAt - b.nextAt)
    for (const [peer, known] of due) {
      if (this.#dialing >= MAX_DIALS || this.#window.dials >= MAX_DIALS_PER_SECOND) return
      if (this.#affords(known, now)) void this.#dial(peer, known)
    }
  }

  /** Ends the dials under way. */
  stop(): void {
    for (const [, { dialing }] of this.#known) dialing?.stop()
  }

  /** Where it was reached or is said to be, the likeliest first. */
  addressesOf(peer: string): Multiaddr[] {
    const known = this.#known.get(peer)
    return known === undefined ? [] : [...known.proved, ...known.claimed]
  }

  /** Peers whose addresses are remembered. */
  has(peer: string): boolean {
    return this.#known.get(peer) !== undefined
  }

  found(peer: string): Found {
    return this.#known.get(peer)?.found ?? 'came'
  }

  /** Who is reached through somebody is tried directly too: at any sign of it, else seldom. */
  #isWanted(peer: string, { isFresh, triedAt }: Known, now: number): boolean {
    if (!this.#init.isConnected(peer)) return true
    if (!this.#init.isThroughSomebody(peer)) return false
    return isFresh || now - triedAt >= this.#init.timings.redialSeldomMs
  }

  /** It is there now: no reason to wait out a long pause. And if it was lost, then so are the others no more. */
  #sign(peer: string, known: Known, now: number): void {
    known.seenAt = now
    known.hasLeft = false
    if (this.#init.isConnected(peer) && !this.#init.isThroughSomebody(peer)) return
    this.#soon(peer, known, now)
    if (known.isLost) this.hurry(each => each.isLost)
  }

  /** Never twice within the shortest pause, however often it is called for. */
  #soon(peer: string, known: Known, now: number): void {
    const { redialMs } = this.#init.timings
    known.isFresh ||= known.isLost || now - known.seenAt < HOUR_MS
    if (known.dialing !== null && now - known.dialing.since >= this.#staleMs(known.dialing.progress))
      known.dialing.stop()
    known.nextAt = Math.min(known.nextAt, Math.max(now + this.#grace(peer, known.asks), known.triedAt + 2 * redialMs))
  }

  /** A dial that nobody takes may have begun while the network was away; one that was taken only needs its time. */
  #staleMs({ isAccepted }: DialProgress): number {
    return isAccepted ? this.#init.timings.dialMs : this.#init.timings.staleMs
  }

  /** Until everybody has been dialled: with each that is met, it looks less so. */
  #isNewHere(now: number): boolean {
    if (isNewHere(this.#known, this.#init.connections())) this.#newUntil = now + NEW_MS
    return now < this.#newUntil
  }

  #search(): void {
    let isSearching = false
    const now = this.#init.now()
    let isBack = false
    for (const [peer, known] of this.#known) {
      if (!known.isLost) continue
      const answers = this.#init.isConnected(peer) // it was only slow
      if (answers || now - known.seenAt > 24 * HOUR_MS) known.isLost = false
      isBack ||= answers
      isSearching ||= known.isLost
    }
    if (isBack) this.hurry(each => each.isLost)
    if (isSearching === this.#isSearching) return
    this.#isSearching = isSearching
    this.#init.searching(isSearching)
  }

  /** Those nobody has heard of lately have a rate of their own, so have those that may be inventions. */
  #affords({ isReal, isFresh, failures, seenAt }: Known, now: number): boolean {
    const window = this.#window
    if (!isReal) {
      if (window.strangers >= (failures === 0 ? MAX_STRANGERS_PER_SECOND : MAX_ABSENT_PER_SECOND)) return false
      window.strangers++
    } else if (!isFresh) {
      if (window.absent >= (now - seenAt < HOUR_MS ? MAX_ABSENT_PER_SECOND : 1)) return false
      window.absent++
    }
    window.dials++
    return true
  }

  async #dial(peer: string, known: Known): Promise<void> {
    const stopped = new AbortController()
    const progress = new DialProgress()
    known.dialing = { since: this.#init.now(), progress, stop: () => stopped.abort() }
    known.isFresh = false
    this.#dialing++
    try {
      await this.#init.dial(peer, placesOf(known, this.#init.now()), stopped.signal, progress)
    } catch (err) {
      if (!stopped.signal.aborted) known.failures++
      this.#init.log('could not reach %s - %e', peer, err)
    } finally {
      const now = this.#init.now()
      known.dialing = null
      known.triedAt = now
      // stopped to be dialled anew: at once
      known.nextAt = stopped.signal.aborted && known.isFresh ? now : now + this.#pause(known, now)
      this.#dialing--
    }
  }

  #pause(known: Known, now: number): number {
    const { redialMs, redialSoonMs, redialLaterMs, redialSeldomMs } = this.#init.timings
    const away = now - known.seenAt
    // who left says so when it comes back, and each dial in vain is a broadcast that asks everybody where it is
    const isSought = away < 2 * MINUTE_MS && !known.hasLeft
    const longest = isSought ? redialSoonMs : away < HOUR_MS ? redialLaterMs : redialSeldomMs
    const shortest = away >= HOUR_MS ? redialLaterMs : known.hasLeft ? redialSoonMs : redialMs
    const pause = Math.min(longest, shortest * 2 ** Math.min(known.failures, 16))
    return pause * (0.75 + this.#init.random() / 2)
  }

  /**
   * The lower PeerId dials first; the other after a while, since a firewall may block one direction. Where all are slow,
   * later; and later still where it is left to somebody new.
   */
  #grace(peer: string, asks = false): number {
    const { graceMs, leaveMs } = this.#init.timings
    const first = isLeftTo(asks, this.#init.connections) ? leaveMs + this.#init.patienceMs() : 0
    return this.#init.self < peer ? first : first + graceMs + this.#init.patienceMs()
  }
}

/** Who shows itself before who does not, who was lost before who was met once, and inventions, as they may be, last. */
const urgency = ({ isReal, isFresh, isLost, failures }: Known): number =>
  isReal ? (isFresh ? 0 : 2) + (isLost ? 0 : 1) : 4 + (failures === 0 ? 0 : 2) + (isFresh ? 0 : 1)
