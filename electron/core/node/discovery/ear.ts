/** One interface's multicast socket: asks who is there, hears answers, answers when it may. */
import type { Logger } from '@libp2p/interface'
import type { MulticastDNS, QueryPacket, ResponsePacket } from 'multicast-dns'
import multicastDns from 'multicast-dns'
import { hostPort } from '../addresses.ts'
import type { LanAddress } from '../interfaces.ts'
import { isOn } from '../interfaces.ts'
import type { Sighting } from './records.ts'
import { announcement, asksForPeers, readSighting, SERVICE } from './records.ts'

/** Asked at once, again while others are starting, then steadily. */
const QUERY_AFTER_MS = [0, 300, 1_000, 3_000, 6_000]
const QUERY_EVERY_MS = 10_000
/** An answer is heard by all, so many questions need one. */
const ANSWER_SPACING_MS = 250
/** Packets of one interface looked at in a second. */
const MAX_PACKETS_PER_SECOND = 200

export interface EarInit {
  readonly lan: LanAddress
  readonly name: string
  readonly log: Logger
  readonly port: number
  /** Addresses to announce here; none while only browsing. */
  addresses(): string[]
  sighted(sighting: Sighting): void
  /** The socket works no more. */
  failed(err: Error): void
}

export class Ear {
  readonly #init: EarInit
  readonly #socket: MulticastDNS
  readonly #timers = new Set<NodeJS.Timeout>()
  #answerAt: NodeJS.Timeout | undefined
  #answeredAt = Number.NEGATIVE_INFINITY
  #window = { at: 0, packets: 0 }
  #closed = false
  ready = false

  constructor(init: EarInit) {
    this.#init = init
    this.#socket = multicastDns({ interface: init.lan.address, bind: '0.0.0.0', port: init.port, reuseAddr: true })
    this.#socket.on('error', this.#failed)
    this.#socket.on('warning', this.#warned)
    this.#socket.on('ready', this.#started)
    this.#socket.on('query', this.#onQuery)
    this.#socket.on('response', this.#onResponse)
  }

  get lan(): LanAddress {
    return this.#init.lan
  }

  /** Tells everybody on this interface where we are, soon. */
  announce(): void {
    if (this.#answerAt !== undefined || this.#closed) return
    const wait = Math.max(0, this.#answeredAt + ANSWER_SPACING_MS - performance.now())
    this.#answerAt = setTimeout(() => {
      this.#answerAt = undefined
      this.#answeredAt = performance.now()
      const addresses = this.#init.addresses()
      if (addresses.length > 0) this.#socket.respond(announcement(this.#init.name, addresses), undefined, this.#sent)
    }, wait)
  }

  /** Asks who is there. */
  ask(): void {
    if (!this.#closed) {
      this.#socket.query({ questions: [{ name: SERVICE, type: 'PTR' }] }, undefined, this.#sent)
    }
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve()
    this.#closed = true
    this.ready = false
    for (const timer of this.#timers) clearTimeout(timer)
    clearTimeout(this.#answerAt)
    return new Promise(resolve => {
      try {
        this.#socket.destroy(() => resolve())
      } catch {
        resolve() // a socket that never was bound
      }
    })
  }

  readonly #started = (): void => {
    this.ready = true
    const speak = () => {
      this.ask()
      this.announce()
    }
    for (const afterMs of QUERY_AFTER_MS) this.#timers.add(setTimeout(speak, afterMs))
    this.#timers.add(setInterval(() => this.ask(), QUERY_EVERY_MS))
  }

  readonly #onQuery = (packet: QueryPacket, from: { address: string }): void => {
    if (this.#isOurs(from) && asksForPeers(packet.questions)) this.announce()
  }

  readonly #onResponse = (packet: ResponsePacket, from: { address: string }): void => {
    if (!this.#isOurs(from)) return
    const sighting = readSighting(packet)
    if (sighting === undefined) return
    // others may announce every address they have; one on this very network is the one to dial
    const near = sighting.addresses.filter(address => isOn(this.#init.lan, hostPort(address)?.host ?? ''))
    this.#init.sighted({ ...sighting, addresses: near.length > 0 ? near : sighting.addresses })
  }

  /** Every socket hears every interface's packets; each minds its own network, and not without end. */
  #isOurs({ address }: { address: string }): boolean {
    if (!isOn(this.#init.lan, address)) return false
    const now = performance.now()
    if (now - this.#window.at >= 1_000) this.#window = { at: now, packets: 0 }
    return ++this.#window.packets <= MAX_PACKETS_PER_SECOND
  }

  readonly #sent = (err?: Error | null): void => {
    if (err) this.#failed(err)
  }

  /** A malformed packet is somebody else's trouble, a failed system call is ours. */
  readonly #warned = (err: Error): void => {
    if ('syscall' in err) this.#failed(err)
    else this.#init.log.trace('a packet that is none - %e', err)
  }

  readonly #failed = (err: Error): void => {
    if (this.#closed) return
    this.#init.log.error('multicast fails on %s - %e', this.#init.lan.name, err)
    this.ready = false
    this.#init.failed(err)
  }
}
