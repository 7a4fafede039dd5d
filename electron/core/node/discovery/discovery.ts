/**
 * Finds peers on every interface, in both families, by multicast and, as a second way, by broadcast. A socket for each
 * interface: one for all needs a default route, which a LAN without a router has not. Interfaces come and go, and ports
 * may be held by somebody else: rescan() mends both.
 */
import { randomBytes, randomInt } from 'node:crypto'
import type { Logger } from '@libp2p/interface'
import type { Hearing } from '../../../../shared/networkModel.ts'
import type { HostPort } from '../addresses.ts'
import { announced } from '../addresses.ts'
import type { Facts } from '../facts.ts'
import type { LanAddress } from '../interfaces.ts'
import { interfaceTo, isIPv6, isSame } from '../interfaces.ts'
import type { Hears } from '../networkFacts.ts'
import { Beacon } from './beacon.ts'
import {
  ASKS_MS,
  BROADCAST_PORT,
  MAX_INTERFACES,
  MAX_REPLIES,
  MDNS_PORT,
  RETRY_LATER_MS,
  RETRY_MS
} from './constants.ts'
import { Ear, type Words } from './ear.ts'
import { announcement, question } from './packets.ts'
import { Sieve, type Sighting } from './sieve.ts'

export interface DiscoveryInit {
  readonly self: string
  readonly log: Logger
  readonly facts: Facts
  readonly ports?: { readonly multicast: number; readonly broadcast: number }
  /** The addresses of the interfaces that may be used. */
  interfaces(): LanAddress[]
  /** Where we listen. */
  listening(): HostPort[]
  announcing(): boolean
  onlyThisLan(): boolean
  sighted(sighting: Sighting): void
}

interface Failure {
  readonly state: Extract<Hearing, 'held' | 'failed'>
  readonly until: number
}

export class Discovery {
  readonly #init: DiscoveryInit
  readonly #sieve: Sieve
  readonly #ears = new Map<string, Ear>()
  readonly #failures = new Map<string, Failure>()
  readonly #beacons: readonly Beacon[]
  readonly #words: Words
  readonly #ports: { readonly multicast: number; readonly broadcast: number }
  // random, so that it says nothing of the computer and is new at every start
  readonly #name = randomBytes(16).toString('hex')
  readonly #id = randomInt(1, 2 ** 16)
  #replies = { at: 0, count: 0 }
  /** As of the last look. */
  #lans: readonly LanAddress[] = []
  #since: number | undefined
  #wasAnnouncing: boolean
  #stopped = false

  constructor(init: DiscoveryInit) {
    this.#init = init
    this.#ports = init.ports ?? { multicast: MDNS_PORT, broadcast: BROADCAST_PORT }
    this.#sieve = new Sieve({
      self: init.self,
      id: this.#id,
      facts: init.facts,
      now: () => performance.now(),
      isOurs: address => this.#lans.some(lan => isSame(lan.address, address))
    })
    this.#words = this.#makeWords()
    this.#beacons = [this.#makeBeacon(4), this.#makeBeacon(6)]
    this.#wasAnnouncing = init.announcing()
  }

  /** Whether people are found by themselves on at least one interface, in whichever way. */
  get works(): boolean {
    const ways = [...new Set(this.#lans.map(({ name }) => name))].map(name => this.hears(name))
    return ways.some(({ multicast, broadcast }) => multicast === 'works' || broadcast === 'works')
  }

  /** Opens sockets for interfaces that have come, closes those of interfaces that have gone. True: these, or their addresses, changed. */
  rescan(): boolean {
    if (this.#stopped) return false
    const named = [...Map.groupBy(this.#init.interfaces(), lan => lan.name)].slice(0, MAX_INTERFACES)
    const lans = named.flatMap(([, all]) => all)
    const wanted = new Map<string, { family: 4 | 6; own: LanAddress[]; lans: LanAddress[] }>()
    for (const [name, all] of named) {
      for (const family of [4, 6] as const) {
        const own = all.filter(({ address }) => isIPv6(address) === (family === 6))
        if (own.length > 0) wanted.set(keyOf(name, family, all), { family, own, lans: all })
      }
    }
    for (const key of this.#ears.keys()) if (!wanted.has(key)) this.#close(key)
    for (const key of this.#failures.keys()) if (!wanted.has(key)) this.#failures.delete(key)
    for (const [key, ear] of wanted) if (this.#mayOpen(key)) this.#open(key, ear)
    for (const beacon of this.#beacons) beacon.serve(lans)
    const changed = JSON.stringify(lans) !== JSON.stringify(this.#lans)
    this.#lans = lans
    return changed
  }

  /** Whether, and where, we are to be heard may be otherwise now: tells everybody, or takes it back. */
  configured(): void {
    const announcing = this.#init.announcing()
    if (this.#wasAnnouncing && !announcing) this.#goodbye()
    this.#wasAnnouncing = announcing
    this.rescan()
    this.announce()
  }

  /** Tells everybody where we are. */
  announce(): void {
    this.#wasAnnouncing = this.#init.announcing()
    for (const voice of [...this.#ears.values(), ...this.#beacons]) voice.announce()
  }

  /** Whether somebody known is lost: then everybody announces himself often, until they are back. */
  searching(on: boolean): void {
    if (on === (this.#since !== undefined)) return
    this.#since = on ? performance.now() : undefined
    for (const voice of [...this.#ears.values(), ...this.#beacons]) voice.searching(this.#since)
  }

  /** How an interface is listened on: in IPv4 where it has it. */
  hears(name: string): Hears {
    return {
      multicast: this.#multicast(name, 4) ?? this.#multicast(name, 6) ?? 'off',
      broadcast: this.#beacons.map(beacon => beacon.hears(name)).find(state => state !== undefined) ?? 'off'
    }
  }

  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    if (this.#init.announcing()) this.#goodbye()
    const ears = [...this.#ears.values()]
    this.#ears.clear()
    await Promise.all([...ears.map(ear => ear.close()), ...this.#beacons.map(beacon => beacon.stop())])
  }

  #goodbye(): void {
    for (const voice of [...this.#ears.values(), ...this.#beacons]) voice.goodbye()
  }

  #mayOpen(key: string): boolean {
    const failure = this.#failures.get(key)
    return !this.#ears.has(key) && (failure?.until ?? 0) <= performance.now()
  }

  #open(key: string, { family, own, lans }: { family: 4 | 6; own: LanAddress[]; lans: LanAddress[] }): void {
    const ear = new Ear({
      family,
      own,
      lans,
      port: this.#ports.multicast,
      sieve: this.#sieve,
      words: this.#words,
      // one family is enough to notice somebody's return
      searchFactor: () => (family === 6 && this.#multicast(ear.name, 4) === 'works' ? 4 : 1),
      isSpared: () => family === 6 && (this.#earOf(ear.name, 4)?.heardAnybody() ?? false),
      isHeardInIPv4: peer => this.#earOf(ear.name, 4)?.heard(peer, ASKS_MS) ?? false,
      sighted: sighting => this.#init.sighted(sighting),
      strange: address => this.#strange(ear, address),
      failed: (state, err) => {
        this.#init.log.error('multicast fails on %s in IPv%d - %e', ear.name, family, err)
        const again = this.#failures.has(key) ? RETRY_LATER_MS : RETRY_MS
        this.#failures.set(key, { state, until: performance.now() + again })
        this.#close(key)
      }
    })
    ear.searching(this.#since)
    this.#ears.set(key, ear)
  }

  #close(key: string): void {
    const ear = this.#ears.get(key)
    this.#ears.delete(key)
    void ear?.close()
  }

  /** Undefined where the interface has no address of this family. */
  #multicast(name: string, family: 4 | 6): Hearing | undefined {
    const prefix = `${name} ${family} `
    for (const [key, ear] of this.#ears) if (key.startsWith(prefix) && ear.ready) return 'works'
    for (const [key, { state }] of this.#failures) if (key.startsWith(prefix)) return state
    return undefined
  }

  /** Heard by every socket of a family, and by none as its own: counted once. */
  #strange(ear: Ear, address: string): void {
    const family = isIPv6(address)
    const first = this.#ears.entries().find(([key]) => key.includes(` ${family ? 6 : 4} `))?.[1]
    if (ear === first && interfaceTo(this.#lans, address) === null) this.#init.facts.ignored('elsewhere', null)
  }

  #earOf(name: string, family: 4 | 6): Ear | undefined {
    return this.#ears.entries().find(([key]) => key.startsWith(`${name} ${family} `))?.[1]
  }

  #makeBeacon(family: 4 | 6): Beacon {
    return new Beacon({
      family,
      port: this.#ports.broadcast,
      sieve: this.#sieve,
      words: this.#words,
      multicastBrings: name => this.#earOf(name, family)?.heardAnybody() ?? false,
      heardByMulticast: (name, address) => this.#earOf(name, family)?.heardFrom(address) ?? false,
      answersBeyond: () => !this.#init.onlyThisLan(),
      sighted: sighting => this.#init.sighted(sighting)
    })
  }

  #makeWords(): Words {
    const { self, facts, announcing, listening } = this.#init
    const say = (lans: readonly LanAddress[], more: { id?: number; leaving?: boolean }): Buffer | undefined => {
      const addresses = announced(listening(), lans, self)
      return addresses.length === 0 ? undefined : announcement({ name: this.#name, addresses, ...more })
    }
    return {
      question: () => question(this.#id),
      announcement: (lans, id) => (announcing() ? say(lans, id === undefined ? {} : { id }) : undefined),
      goodbye: lans => say(lans, { leaving: true }),
      sent: name => facts.sent(name),
      mayReply: () => this.#mayReply()
    }
  }

  #mayReply(): boolean {
    const now = performance.now()
    if (now - this.#replies.at >= 1_000) this.#replies = { at: now, count: 0 }
    return ++this.#replies.count <= MAX_REPLIES
  }
}

/** A socket belongs to an interface with exactly these addresses. */
const keyOf = (name: string, family: 4 | 6, lans: readonly LanAddress[]): string =>
  `${name} ${family} ${lans.map(({ address, prefix }) => `${address}/${prefix}`).join(' ')}`
