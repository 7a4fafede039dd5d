/**
 * Finds peers on every interface, with a socket for each: a socket for all needs a default route, which a LAN without a
 * router has not. Interfaces come and go, and port 5353 may be held by somebody else: rescan() mends both.
 */
import { randomBytes } from 'node:crypto'
import type { Logger } from '@libp2p/interface'
import type { LanAddress } from '../interfaces.ts'
import { isIPv6 } from '../interfaces.ts'
import type { Hears } from '../networkFacts.ts'
import { Ear } from './ear.ts'
import type { Sighting } from './records.ts'

const MDNS_PORT = 5353
const RETRY_MS = 5_000
/** More interfaces than any computer people chat on. */
const MAX_EARS = 16

export interface DiscoveryInit {
  readonly self: string
  readonly log: Logger
  readonly port?: number
  interfaces(): LanAddress[]
  /** Multiaddrs that others can dial. */
  addresses(): string[]
  announcing(): boolean
  sighted(sighting: Sighting): void
}

export class Discovery {
  readonly #init: DiscoveryInit
  readonly #ears = new Map<string, Ear>()
  readonly #retryAt = new Map<string, number>()
  // random, so that it says nothing of the computer and is new at every start
  readonly #name = randomBytes(16).toString('hex')
  #stopped = false

  constructor(init: DiscoveryInit) {
    this.#init = init
  }

  /** Whether at least one interface is listened on. */
  get works(): boolean {
    for (const ear of this.#ears.values()) if (ear.ready) return true
    return false
  }

  /** Opens sockets for interfaces that have come, closes those of interfaces that have gone. True: something changed. */
  rescan(): boolean {
    if (this.#stopped) return false
    const now = performance.now()
    const lans = new Map(this.#lans().map(lan => [`${lan.name} ${lan.address}/${lan.prefix}`, lan]))
    let changed = false
    for (const key of this.#ears.keys()) {
      if (lans.has(key)) continue
      this.#close(key)
      changed = true
    }
    for (const [key, lan] of lans) {
      if (this.#ears.has(key) || this.#ears.size >= MAX_EARS || (this.#retryAt.get(key) ?? 0) > now) continue
      this.#open(key, lan)
      changed = true
    }
    for (const key of this.#retryAt.keys()) if (!lans.has(key)) this.#retryAt.delete(key)
    return changed
  }

  /** The rules are others now. */
  configured(): void {
    this.rescan()
    this.announce()
  }

  hears(name: string): Hears {
    const ears = [...this.#ears.values()].filter(({ lan }) => lan.name === name)
    const multicast = ears.some(({ ready }) => ready) ? 'works' : ears.length > 0 ? 'failed' : 'off'
    return { multicast, broadcast: 'off' }
  }

  /** Tells everybody where we are. */
  announce(): void {
    for (const ear of this.#ears.values()) ear.announce()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const ears = [...this.#ears.values()]
    this.#ears.clear()
    await Promise.all(ears.map(ear => ear.close()))
  }

  #lans(): LanAddress[] {
    return this.#init.interfaces().filter(({ address }) => !isIPv6(address))
  }

  #open(key: string, lan: LanAddress): void {
    const ear = new Ear({
      lan,
      name: this.#name,
      log: this.#init.log,
      port: this.#init.port ?? MDNS_PORT,
      addresses: () => this.#addressesOn(lan),
      sighted: sighting => {
        if (sighting.peer !== this.#init.self) this.#init.sighted(sighting)
      },
      failed: () => {
        this.#retryAt.set(key, performance.now() + RETRY_MS)
        this.#close(key)
      }
    })
    this.#ears.set(key, ear)
  }

  #close(key: string): void {
    const ear = this.#ears.get(key)
    this.#ears.delete(key)
    void ear?.close()
  }

  /** Only what can be reached on that interface: others need not learn where else we are. */
  #addressesOn({ address }: LanAddress): string[] {
    if (!this.#init.announcing()) return []
    return this.#init.addresses().filter(text => text.startsWith(`/ip4/${address}/`))
  }
}
