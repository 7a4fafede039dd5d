/**
 * Peers that may be dialled, and where. An announcement is a claim by anybody, so the invented ones must not push out
 * the real ones: those that were connected or met before have a table of their own.
 */
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Found } from '../../../shared/networkModel.ts'
import { MAX_KNOWN_PEERS, MAX_PEER_ADDRESSES, MAX_PROVED_ADDRESSES, MAX_STRANGERS } from './constants.ts'
import type { DialProgress } from './dialer.ts'

export interface Known {
  /** Where it answered, the last first; then where it is said to be, the newest first. */
  proved: Multiaddr[]
  claimed: Multiaddr[]
  /** What was claimed last, as it came. */
  heard: readonly Multiaddr[]
  found: Found
  /** Last sign of it: an announcement or a connection. */
  seenAt: number
  /** Not before. */
  nextAt: number
  triedAt: number
  failures: number
  connectedAt: number | null
  /** Connected once, in this run or an earlier one, or named by whoever runs this copy. */
  isReal: boolean
  /** Connected in this run, and then lost without a farewell. */
  isLost: boolean
  /** Connected in this run, and gone with a farewell; no sign of it since. */
  hasLeft: boolean
  /** There was a sign of it, or of somebody like it, since it was last dialled. */
  isFresh: boolean
  /** With its last announcement it asked who is here. */
  asks: boolean
  dialing: { since: number; progress: DialProgress; stop(): void } | null
  refusedUntil: number
  /** Addresses (as text) where somebody else answered, and until when they are left alone. */
  readonly resting: Map<string, number>
}

const MINUTE_MS = 60_000

export class KnownPeers {
  readonly #real = new Map<string, Known>()
  readonly #strangers = new Map<string, Known>()
  /** Whom not to forget now. */
  readonly #isConnected: (peer: string) => boolean

  constructor(isConnected: (peer: string) => boolean) {
    this.#isConnected = isConnected
  }

  get(peer: string): Known | undefined {
    return this.#real.get(peer) ?? this.#strangers.get(peer)
  }

  *[Symbol.iterator](): IterableIterator<[string, Known]> {
    yield* this.#real
    yield* this.#strangers
  }

  /** The peer, made where there is none; undefined where everybody else there is has to stay. */
  remember(peer: string, found: Found, now: number, nextAt: number): Known | undefined {
    const known = this.get(peer)
    if (known !== undefined) {
      if (found !== 'came' && (known.found === 'came' || known.found === 'met')) known.found = found
      return known
    }
    if (this.#strangers.size >= MAX_STRANGERS && !this.#evict(this.#strangers)) return undefined
    const stranger: Known = {
      proved: [],
      claimed: [],
      heard: [],
      found,
      seenAt: now,
      nextAt,
      triedAt: Number.NEGATIVE_INFINITY,
      failures: 0,
      connectedAt: null,
      isReal: false,
      isLost: false,
      hasLeft: false,
      isFresh: true,
      asks: false,
      dialing: null,
      refusedUntil: 0,
      resting: new Map()
    }
    this.#strangers.set(peer, stranger)
    return stranger
  }

  /** It answered, now or before: nobody's invention. */
  promote(peer: string): void {
    const known = this.#strangers.get(peer)
    if (known === undefined) return
    if (this.#real.size >= MAX_KNOWN_PEERS && !this.#evict(this.#real)) return
    this.#strangers.delete(peer)
    known.isReal = true
    this.#real.set(peer, known)
  }

  /** Among strangers those that were dialled in vain go first, then those not heard for longest. */
  #evict(table: Map<string, Known>): boolean {
    let worst: string | undefined
    let worstRank = Number.POSITIVE_INFINITY
    for (const [peer, known] of table) {
      if (known.dialing !== null || this.#isConnected(peer)) continue
      const rank = known.seenAt - Math.min(known.failures, 10) * MINUTE_MS
      if (rank < worstRank) [worst, worstRank] = [peer, rank]
    }
    return worst !== undefined && table.delete(worst)
  }
}

/** Where it is said to be. What was proved stays, whoever claims something else. */
export function claim(known: Known, addresses: readonly Multiaddr[]): void {
  // the same announcement comes again and again
  if (addresses === known.heard && known.resting.size === 0) return
  known.heard = addresses
  for (const address of addresses) known.resting.delete(address.toString())
  const proved = new Set(known.proved.map(String))
  known.claimed = unique([...addresses, ...known.claimed])
    .filter(address => !proved.has(address.toString()))
    .slice(0, MAX_PEER_ADDRESSES)
}

/** It answered there. */
export function prove(known: Known, address: Multiaddr): void {
  const text = address.toString()
  known.resting.delete(text)
  known.proved = unique([address, ...known.proved]).slice(0, MAX_PROVED_ADDRESSES)
  known.claimed = known.claimed.filter(each => each.toString() !== text)
}

/** Somebody else answers there, perhaps since the network gave the address away: of no use for a while, or until it is claimed anew. */
export function rest(known: Known, address: Multiaddr, until: number): void {
  const text = address.toString()
  const isOurs = [...known.proved, ...known.claimed].some(each => each.toString() === text)
  if (!isOurs) return
  if (known.resting.size >= MAX_PEER_ADDRESSES + MAX_PROVED_ADDRESSES) known.resting.clear()
  known.resting.set(text, until)
}

/** Where to dial it, the likeliest first. */
export function placesOf({ proved, claimed, resting }: Known, now: number): Multiaddr[] {
  if (resting.size === 0) return [...proved, ...claimed]
  return [...proved, ...claimed].filter(address => (resting.get(address.toString()) ?? now) <= now)
}

const unique = (addresses: Multiaddr[]): Multiaddr[] => [
  ...new Map(addresses.map(address => [address.toString(), address])).values()
]
