/**
 * The second way, in one family: the same packets by broadcast on a port of our own, on every interface. It finds people
 * where multicast is blocked or its port held, and answers whoever asks this computer directly.
 */
import type { RemoteInfo, Socket } from 'node:dgram'
import type { Hearing } from '../../../../shared/networkModel.ts'
import type { LanAddress } from '../interfaces.ts'
import { broadcastsOf, interfaceTo, isIPv6, zoneOf } from '../interfaces.ts'
import {
  ALL_HOSTS_6,
  ANSWER_SPACING_MS,
  BEACON_MS,
  FIRST_BROADCAST_MS,
  RETRY_LATER_MS,
  STEADY_MS
} from './constants.ts'
import type { Words } from './ear.ts'
import { Pace, type Saying } from './pace.ts'
import type { Sieve, Sighting } from './sieve.ts'
import { Udp } from './socket.ts'

const BEACONS_A_QUESTION = Math.round(STEADY_MS / BEACON_MS)
/** How much more seldom a search uses broadcast where multicast does it. */
const SEARCH_FACTOR = 4

export interface BeaconInit {
  readonly family: 4 | 6
  readonly port: number
  readonly sieve: Sieve
  readonly words: Words
  /** Whether multicast works on this interface in this family, and brings people. */
  multicastBrings(name: string): boolean
  heardByMulticast(name: string, address: string): boolean
  /** Whether somebody who is on none of our networks may be answered. */
  answersBeyond(): boolean
  sighted(sighting: Sighting): void
}

interface Lan {
  /** In this family, and all. */
  readonly own: readonly LanAddress[]
  readonly lans: readonly LanAddress[]
  readonly pace: Pace
}

export class Beacon {
  readonly #init: BeaconInit
  readonly #lans = new Map<string, Lan>()
  /** On the port that everybody listens on, or on any other as long as somebody holds that one. */
  #proper: Udp | undefined
  #spare: Udp | undefined
  #retryAt = Number.NEGATIVE_INFINITY
  #since: number | undefined
  #stopped = false
  state: Hearing = 'off'

  constructor(init: BeaconInit) {
    this.#init = init
  }

  /** Speaks on these interfaces from now on. Called at every look, to try a port again. @param lans of both families */
  serve(lans: readonly LanAddress[]): void {
    const isOwn = ({ address }: LanAddress): boolean => isIPv6(address) === (this.#init.family === 6)
    const named = [...Map.groupBy(lans, ({ name }) => name)]
    const byName = new Map(named.filter(([, all]) => all.some(isOwn)))
    for (const [name, { lans: before, pace }] of this.#lans) {
      if (sameAddresses(before, byName.get(name) ?? [])) continue
      pace.stop()
      this.#lans.delete(name)
    }
    if (byName.size > 0) this.#open()
    for (const [name, all] of byName) {
      if (this.#lans.has(name)) continue
      const pace = this.#pace(name)
      this.#lans.set(name, { own: all.filter(isOwn), lans: all, pace })
      pace.searching(this.#since)
      pace.start()
    }
  }

  announce(): void {
    for (const { pace } of this.#lans.values()) pace.answer()
  }

  searching(since: number | undefined): void {
    this.#since = since
    for (const { pace } of this.#lans.values()) pace.searching(since)
  }

  goodbye(): void {
    for (const [name, { own }] of this.#lans) this.#send(name, this.#init.words.goodbye(own))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const { pace } of this.#lans.values()) pace.stop()
    this.#lans.clear()
    await Promise.all([this.#proper?.close(), this.#spare?.close()])
  }

  hears(name: string): Hearing | undefined {
    return this.#lans.has(name) ? this.state : undefined
  }

  #pace(name: string): Pace {
    let beacons = 0
    return new Pace({
      firstMs: FIRST_BROADCAST_MS,
      first: () => (this.#isFoundAnyway(name) ? undefined : 'both'),
      spacingMs: () => ANSWER_SPACING_MS,
      steady: () => {
        if (this.#isFoundAnyway(name)) return { afterMs: BEACON_MS, say: undefined }
        // everybody's beacons come in on the proper port; on another one must ask
        const asks = this.state !== 'works' || ++beacons % BEACONS_A_QUESTION === 0
        return { afterMs: BEACON_MS, say: asks ? 'both' : 'announce' }
      },
      searchFactor: () => (this.#isFoundAnyway(name) ? SEARCH_FACTOR : 1),
      announces: () => this.#init.words.announcement(this.#lans.get(name)?.own ?? []) !== undefined,
      say: what => this.#say(name, what)
    })
  }

  /** Where multicast works and brings people, broadcast is for answers, and now and then for a search: whoever hears nothing but it speaks there. */
  #isFoundAnyway(name: string): boolean {
    return this.#init.multicastBrings(name)
  }

  #open(): void {
    const now = performance.now()
    if (this.#stopped || this.#proper !== undefined || this.#retryAt > now) return
    const proper = this.#udp(this.#init.port, state => {
      this.#proper = undefined
      this.#retryAt = performance.now() + RETRY_LATER_MS
      this.state = state
      if (state === 'held') this.#openSpare()
    })
    this.#proper = proper
  }

  #openSpare(): void {
    if (this.#stopped || this.#spare !== undefined) return
    this.#spare = this.#udp(0, () => {
      this.#spare = undefined
    })
  }

  #udp(port: number, failed: (state: 'held' | 'failed') => void): Udp {
    return new Udp({
      family: this.#init.family,
      port,
      bound: socket => this.#bound(socket, port),
      heard: (bytes, from) => this.#heard(bytes, from),
      failed
    })
  }

  #bound(socket: Socket, port: number): void {
    if (this.#init.family === 4) socket.setBroadcast(true)
    else socket.setMulticastLoopback(true) // others on this computer listen too
    if (port === 0) return
    this.state = 'works'
    void this.#spare?.close()
    this.#spare = undefined
  }

  #heard(bytes: Buffer, { address, port }: RemoteInfo): void {
    const all = [...this.#lans.values()].flatMap(({ lans }) => lans)
    const name = interfaceTo(all, address)
    const lan = name === null ? undefined : this.#lans.get(name)
    if (name === null || lan === undefined) return this.#heardBeyond(bytes, address, port)
    const heeded = this.#init.sieve.heed(bytes, { name, lans: lan.lans, address, found: 'broadcast' })
    if (heeded?.kind === 'sighting') {
      lan.pace.othersAnnounced()
      this.#init.sighted(heeded.sighting)
    }
    if (heeded?.kind !== 'question') return
    if (port !== this.#init.port) this.#reply(name, this.#init.words.announcement(lan.own, heeded.id), port, address)
    // whoever speaks multicast here hears the answer by that
    else if (!this.#init.heardByMulticast(name, address)) lan.pace.othersAsked()
  }

  /** From none of our networks: an announcement leads nowhere; a question to this computer itself may be answered. */
  #heardBeyond(bytes: Buffer, address: string, port: number): void {
    const asked = this.#init.sieve.askedBeyond(bytes, address, this.#init.answersBeyond())
    if (asked === undefined) return
    const own = [...this.#lans.values()].flatMap(lan => lan.own)
    this.#reply(null, this.#init.words.announcement(own, asked.id), port, address)
  }

  #reply(name: string | null, bytes: Buffer | undefined, port: number, address: string): void {
    if (bytes === undefined || !this.#init.words.mayReply()) return
    if (name !== null) this.#init.words.sent(name)
    this.#proper?.send(bytes, port, address, false)
  }

  #say(name: string, what: Saying): void {
    const lan = this.#lans.get(name)
    if (lan === undefined) return
    if (what !== 'announce') this.#send(name, this.#init.words.question())
    if (what !== 'ask') this.#send(name, this.#init.words.announcement(lan.own))
  }

  #send(name: string, bytes: Buffer | undefined): void {
    const lan = this.#lans.get(name)
    const udp = this.#proper?.ready === true ? this.#proper : this.#spare
    if (lan === undefined || udp?.ready !== true || bytes === undefined) return
    const zone = zoneOf(lan.lans)
    const targets =
      this.#init.family === 6 ? (zone === undefined ? [] : [`${ALL_HOSTS_6}%${zone}`]) : broadcastsOf(lan.own)
    if (targets.length > 0) this.#init.words.sent(name)
    // one interface that cannot send is no reason to close the socket of all
    for (const target of targets) udp.send(bytes, this.#init.port, target, false)
  }
}

const sameAddresses = (one: readonly LanAddress[], other: readonly LanAddress[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
