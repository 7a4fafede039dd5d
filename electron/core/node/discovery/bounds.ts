/** How much is listened to: packets a second of one address and of one interface, and new peers that one may name. */
import { MAX_NEW_PEERS, MAX_PACKETS, MAX_PACKETS_OF_SOURCE, MAX_SOURCES } from './constants.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000

interface Source {
  at: number
  packets: number
  namedAt: number
  readonly named: Set<string>
}

export class Bounds {
  readonly #now: () => number
  readonly #sources = new Map<string, Source>()
  readonly #interfaces = new Map<string, { at: number; packets: number }>()

  /** @param now a clock that only goes forward, in ms */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Whether one more packet is read. An address that talks too much takes nothing from the others. */
  admits(name: string, address: string): boolean {
    const now = this.#now()
    const source = this.#source(name, address)
    if (now - source.at >= SECOND_MS) [source.at, source.packets] = [now, 0]
    if (++source.packets > MAX_PACKETS_OF_SOURCE) return false
    const all = this.#interfaces.get(name)
    if (all === undefined || now - all.at >= SECOND_MS) {
      if (this.#interfaces.size >= MAX_SOURCES) this.#interfaces.clear()
      this.#interfaces.set(name, { at: now, packets: 1 })
      return true
    }
    return ++all.packets <= MAX_PACKETS
  }

  /** Whether an address may speak of this peer: of those it named lately always, of new ones not without end. */
  mayName(name: string, address: string, peer: string): boolean {
    const now = this.#now()
    const source = this.#source(name, address)
    if (source.named.has(peer)) return true
    if (now - source.namedAt >= MINUTE_MS) {
      source.namedAt = now
      source.named.clear()
    }
    if (source.named.size >= MAX_NEW_PEERS) return false
    source.named.add(peer)
    return true
  }

  #source(name: string, address: string): Source {
    const key = `${name} ${address}`
    const source = this.#sources.get(key) ?? { at: this.#now(), packets: 0, namedAt: this.#now(), named: new Set() }
    this.#sources.delete(key)
    this.#sources.set(key, source)
    const [oldest] = this.#sources.keys()
    if (this.#sources.size > MAX_SOURCES && oldest !== undefined) this.#sources.delete(oldest)
    return source
  }
}
