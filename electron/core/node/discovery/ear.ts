/** Multicast on one interface in one family: asks who is there, hears answers, answers when it may. */
import type { RemoteInfo, Socket } from 'node:dgram'
import type { Hearing } from '../../../../shared/networkModel.ts'
import { CROWD } from '../constants.ts'
import type { LanAddress } from '../interfaces.ts'
import { interfaceTo, zoneOf } from '../interfaces.ts'
import {
  ANSWER_EACH_MS,
  ANSWER_SPACING_MAX_MS,
  ANSWER_SPACING_MS,
  FIRST_MS,
  HEARD_MS,
  MAX_HEARD,
  MDNS_GROUP_4,
  MDNS_GROUP_6,
  SPARE_MS,
  STEADY_MAX_MS,
  STEADY_MS,
  STEADY_PEOPLE
} from './constants.ts'
import { Pace, type Saying } from './pace.ts'
import { mentionsUs } from './packets.ts'
import { Recent } from './recent.ts'
import type { Heeded, Sieve, Sighting } from './sieve.ts'
import { Udp } from './socket.ts'

/** What is said, on whichever way. */
export interface Words {
  question(): Buffer
  /** Undefined while there is nothing to say here. @param id of the question that a single asker put */
  announcement(lans: readonly LanAddress[], id?: number): Buffer | undefined
  goodbye(lans: readonly LanAddress[]): Buffer | undefined
  sent(interfaceName: string): void
  /** Whether one more answer to a single asker is given. */
  mayReply(): boolean
}

export interface EarInit {
  readonly family: 4 | 6
  /** The addresses of the interface in this family, and all it has. */
  readonly own: readonly LanAddress[]
  readonly lans: readonly LanAddress[]
  readonly port: number
  readonly sieve: Sieve
  readonly words: Words
  searchFactor(): number
  /** Whether people are heard here in another way already. Whoever is only here speaks himself, and is answered. */
  isSpared(): boolean
  /** Whether this one was just heard here in IPv4, and so hears us there. Asked in IPv6 only. */
  isHeardInIPv4(peer: string): boolean
  sighted(sighting: Sighting): void
  /** About us, and from none of this interface's networks. */
  strange(address: string): void
  failed(state: Extract<Hearing, 'held' | 'failed'>, err: Error): void
}

export class Ear {
  readonly name: string
  readonly #init: EarInit
  readonly #group: string
  readonly #udp: Udp
  readonly #pace: Pace
  readonly #people = new Recent(MAX_HEARD)
  readonly #sources = new Recent(MAX_HEARD)
  /** Who spoke last from an address. */
  readonly #speakers = new Map<string, string>()
  readonly #askers = new Set<string>()
  #looking: NodeJS.Timeout | undefined

  constructor(init: EarInit) {
    this.#init = init
    this.name = init.own[0]?.name ?? ''
    this.#group = init.family === 4 ? MDNS_GROUP_4 : MDNS_GROUP_6
    this.#pace = new Pace({
      firstMs: FIRST_MS,
      first: nth => this.#first(nth),
      spacingMs: () => this.#spacingMs(),
      steady: () => ({ afterMs: this.#steadyMs(), say: 'both' }),
      searchFactor: init.searchFactor,
      announces: () => init.words.announcement(init.own) !== undefined,
      say: what => this.#say(what)
    })
    this.#udp = new Udp({
      family: init.family,
      port: init.port,
      bound: socket => this.#bound(socket),
      heard: (bytes, from) => this.#heard(bytes, from),
      failed: (state, err) => {
        this.#pace.stop()
        init.failed(state, err)
      }
    })
  }

  get ready(): boolean {
    return this.#udp.ready
  }

  /** Whether anybody, or this very address, was heard here lately. */
  heardAnybody(): boolean {
    return this.#count() > 0
  }
  heardFrom(address: string): boolean {
    return this.#sources.has(address, performance.now() - HEARD_MS)
  }

  /** Whether this person was heard here so lately. */
  heard(peer: string, withinMs: number): boolean {
    return this.#people.has(peer, performance.now() - withinMs)
  }

  announce(): void {
    this.#pace.answer()
  }

  searching(since: number | undefined): void {
    this.#pace.searching(since)
  }

  /** Says that we go. */
  goodbye(): void {
    const bytes = this.#init.words.goodbye(this.#init.own)
    if (bytes !== undefined) this.#send(bytes)
  }

  async close(): Promise<void> {
    this.#pace.stop()
    clearTimeout(this.#looking)
    await this.#udp.close()
  }

  #bound(socket: Socket): void {
    const { family, own, lans } = this.#init
    const zone = zoneOf(lans)
    const through = family === 4 ? own[0]?.address : zone === undefined ? undefined : `::%${zone}`
    if (through === undefined) throw new Error('this interface has no address to speak from')
    socket.addMembership(this.#group, through)
    socket.setMulticastInterface(through)
    socket.setMulticastTTL(255)
    socket.setMulticastLoopback(true) // others on this computer listen too
    this.#pace.start()
  }

  #heard(bytes: Buffer, { address, port }: RemoteInfo): void {
    if (!mentionsUs(bytes)) return
    // every socket hears every interface's packets; each minds its own network
    if (interfaceTo(this.#init.lans, address) === null) return this.#init.strange(address)
    const { name, lans } = { name: this.name, lans: this.#init.lans }
    const heeded = this.#init.sieve.heed(bytes, { name, lans, address, found: 'multicast' })
    if (heeded?.kind === 'question') this.#asked(heeded, address, port)
    if (heeded?.kind !== 'sighting') return
    const now = performance.now()
    this.#people.note(heeded.sighting.peer, now)
    this.#sources.note(address, now)
    this.#speaks(address, heeded.sighting.peer)
    this.#pace.othersAnnounced()
    this.#init.sighted(heeded.sighting)
  }

  /** Who asks from another port hears no multicast: an answer to it alone. */
  #asked({ id }: Extract<Heeded, { kind: 'question' }>, address: string, port: number): void {
    if (port === this.#init.port) return this.#askedHere(address)
    const bytes = this.#init.words.mayReply() ? this.#init.words.announcement(this.#init.own, id) : undefined
    if (bytes === undefined) return
    this.#init.words.sent(this.name)
    this.#udp.send(bytes, port, address, false)
  }

  /** All hear what all answer, so who speaks both families is answered in IPv4 alone. */
  #askedHere(address: string): void {
    if (this.#init.family === 4) return this.#pace.othersAsked()
    this.#pace.othersAsked(false)
    this.#askers.add(address)
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined
      const known = [...this.#askers].map(asker => this.#speakers.get(asker))
      this.#askers.clear()
      if (known.some(peer => peer === undefined || !this.#init.isHeardInIPv4(peer))) this.#pace.answer()
    }, SPARE_MS)
  }

  #speaks(address: string, peer: string): void {
    if (this.#init.family === 4) return
    if (this.#speakers.size >= MAX_HEARD) this.#speakers.clear()
    this.#speakers.set(address, peer)
  }

  #say(what: Saying): void {
    const { words, own } = this.#init
    if (what !== 'announce') this.#send(words.question())
    const bytes = what === 'ask' ? undefined : words.announcement(own)
    if (bytes !== undefined) this.#send(bytes)
  }

  #send(bytes: Buffer): void {
    if (!this.ready) return
    this.#init.words.sent(this.name)
    this.#udp.send(bytes, this.#init.port, this.#group)
  }

  /** A crowd has answered the first question, and neighbours tell of whoever was not heard: not everybody answers again. */
  #first(nth: number): Saying | undefined {
    if (nth === 0) return 'both'
    if (this.#init.isSpared()) return undefined
    return this.#count() >= CROWD && nth < FIRST_MS.length - 1 ? 'announce' : 'both'
  }

  /** Everybody answers a question, so the more there are, the more seldom it is put, and answered. */
  #steadyMs(): number {
    return Math.min(STEADY_MAX_MS, STEADY_MS * Math.max(1, this.#count() / STEADY_PEOPLE))
  }
  #spacingMs(): number {
    return Math.min(ANSWER_SPACING_MAX_MS, Math.max(ANSWER_SPACING_MS, this.#count() * ANSWER_EACH_MS))
  }

  #count(): number {
    return this.#people.count(performance.now() - HEARD_MS)
  }
}
