/** A stranger may ask, but not without end: a token bucket for each peer of a protocol. */

export interface Rate {
  /** How many at once. */
  readonly burst: number
  readonly perSecond: number
}

// Peers remembered; a peer that is forgotten starts with a full bucket again.
const MAX_PEERS = 1_024

export class TokenBuckets {
  readonly #rate: Rate
  readonly #now: () => number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()

  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate
    this.#now = now
  }

  /** Takes one token of this peer's, or more for what costs more. False: it asks too often. */
  take(peer: string, cost = 1): boolean {
    const now = this.#now()
    const old = this.#buckets.get(peer) ?? { tokens: this.#rate.burst, at: now }
    const tokens = Math.min(this.#rate.burst, old.tokens + ((now - old.at) / 1000) * this.#rate.perSecond)
    const allowed = tokens >= cost
    this.#buckets.delete(peer)
    this.#buckets.set(peer, { tokens: allowed ? tokens - cost : tokens, at: now })
    if (this.#buckets.size > MAX_PEERS) this.#forgetOldest()
    return allowed
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys()
    if (oldest !== undefined) this.#buckets.delete(oldest)
  }
}
