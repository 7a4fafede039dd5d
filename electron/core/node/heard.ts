/** When and where each peer's announcement was heard last: neighbours ask for it, and the doctor. Bounded. */
import type { Found } from '../../../shared/networkModel.ts'
import type { Announced } from '../chat/doctor/looking.ts'

/** As many as discovery remembers; a stranger who invents more makes the oldest be forgotten. */
const MAX_PEERS = 512

interface Heard {
  multicastAt?: number
  broadcastAt?: number
  interface: string
}

export class HeardPeers {
  readonly #now: () => number
  readonly #peers = new Map<string, Heard>()

  /** @param now a clock that is never set, in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  heard({ peer, found, interface: name }: { peer: string; found: Found; interface: string }): void {
    const before = this.#peers.get(peer)
    const at =
      found === 'multicast' ? { multicastAt: this.#now() } : found === 'broadcast' ? { broadcastAt: this.#now() } : {}
    this.#peers.delete(peer)
    this.#peers.set(peer, { ...before, ...at, interface: name })
    const [oldest] = this.#peers.keys()
    if (this.#peers.size > MAX_PEERS && oldest !== undefined) this.#peers.delete(oldest)
  }

  from(peer: string): Announced & { interface: string | undefined } {
    const heard = this.#peers.get(peer)
    const ago = (at: number | undefined): number | undefined => (at === undefined ? undefined : this.#now() - at)
    return {
      multicastMs: ago(heard?.multicastAt),
      broadcastMs: ago(heard?.broadcastAt),
      interface: heard?.interface
    }
  }
}
