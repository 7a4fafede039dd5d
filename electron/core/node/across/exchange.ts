/**
 * Whom others reach: when to ask them, and what to answer. Asked after a greeting, of a few every minute, and again of a
 * bridge that says that something changed. What they say is hearsay: it expires unless it is said again.
 */
import { createHash } from 'node:crypto'
import type { Logger } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Peers, PeersAnswer, PeersNote, PeersQuestion, ReachedPeer } from '../../protocols/peers/index.ts'
import { MAX_PEERS, openRecord } from '../../protocols/peers/index.ts'
import type { Timings } from '../constants.ts'
import { keyOfPeer, peerOfKey } from '../deviceKey.ts'
import type { Ways } from './ways.ts'

/** Questions under way at once, neighbours asked after their greeting in a minute, and bridges asked in a round. */
const MAX_ASKING = 4
const MAX_FIRST = 3
const MAX_BRIDGES = 8
const MINUTE_MS = 60_000
const LABEL = 'earshot/peers/1'
const NONE = new Uint8Array()

/** A peer that another one reaches. */
export interface Reached {
  peer: string
  /** Who relays; null: directly. */
  relay: string | null
  /** Where it says it listens; read only where we are not connected with it. */
  addresses: Multiaddr[]
}

export interface Report {
  bridges: boolean
  reached: Reached[]
}

export interface ExchangeInit {
  readonly self: string
  readonly log: Logger
  readonly timings: Timings
  readonly ways: Ways
  now(): number
  random(): number
  service(): Peers
  /** What is said of this computer; undefined while it takes no part. */
  state(): PeersNote | undefined
  /** The signed record that a peer gave us; empty where it gave none. */
  record(peer: string): Promise<Uint8Array>
  /** What a peer says, in place of what it said before. */
  told(peer: string, report: Report): void
  /** A record that does not hold. */
  forged(peer: string): void
}

interface Met extends PeersNote {
  askedAt: number
  nextAt: number
  asking: boolean
  /** It is asked once more in a while: who has just come may not have met everybody yet. */
  again: boolean
  /** What it said, and when it said so last; null: nothing is held. */
  report: { at: number; reached: Reached[] } | null
  /** It reaches somebody whom we do not reach directly. */
  useful: boolean
}

const NOTHING: Report = { bridges: false, reached: [] }

export class PeerExchange {
  readonly #init: ExchangeInit
  readonly #met = new Map<string, Met>()
  #firsts: number[] = []
  #roundAt = 0
  #asking = 0
  #noted = { state: '', at: Number.NEGATIVE_INFINITY }

  constructor(init: ExchangeInit) {
    this.#init = init
  }

  /** Somebody greeted, by name: who only listens is nobody's business. */
  met(peer: string): void {
    if (this.#met.has(peer)) return
    const now = this.#init.now()
    this.#firsts = this.#firsts.filter(at => now - at < MINUTE_MS)
    const isFirst = this.#firsts.length < MAX_FIRST
    if (isFirst) this.#firsts.push(now)
    const nextAt = isFirst ? now + this.#init.timings.peersSoonMs : Number.POSITIVE_INFINITY
    const never = Number.NEGATIVE_INFINITY
    const unasked = { bridges: false, quiet: false, asking: false, useful: false, report: null, askedAt: never }
    this.#met.set(peer, { ...unasked, again: isFirst, nextAt })
    const state = this.#init.state()
    if (state !== undefined && (state.quiet || state.bridges)) this.#note(peer, state)
  }

  has(peer: string): boolean {
    return this.#met.has(peer)
  }

  parted(peer: string): void {
    const met = this.#met.get(peer)
    this.#met.delete(peer)
    if (met?.report != null) this.#init.told(peer, NOTHING)
  }

  /** A peer says that whom it reaches has changed. */
  noted(peer: string, { bridges, quiet }: PeersNote): void {
    const met = this.#met.get(peer)
    if (met === undefined) return
    const isNews = bridges || met.bridges
    Object.assign(met, { bridges, quiet })
    if (!isNews) return
    const now = this.#init.now()
    met.nextAt = Math.min(met.nextAt, Math.max(now, met.askedAt + this.#init.timings.peersNoteMs))
  }

  async asked(peer: string, theirs: PeersQuestion): Promise<PeersAnswer | undefined> {
    const state = this.#init.state()
    const met = this.#met.get(peer)
    if (state === undefined || met === undefined) return undefined
    met.bridges = theirs.bridges
    met.quiet = theirs.quiet
    const digest = this.#digest(this.#reached())
    if (Buffer.compare(digest, theirs.digest) === 0) return { ...state, digest, peers: [] }
    return { ...state, digest, peers: await this.#tellable(peer) }
  }

  tick(): void {
    const now = this.#init.now()
    const state = this.#init.state()
    for (const [peer, met] of this.#met) if (this.#isOld(met, now, state)) this.#forget(peer, met)
    if (state === undefined) return
    if (now >= this.#roundAt) this.#round(now)
    for (const [peer, met] of this.#met) {
      if (this.#asking >= MAX_ASKING) break
      if (!met.asking && now >= met.nextAt) void this.#ask(peer, met, state)
    }
    this.#tellChanged(now, state)
  }

  #isOld({ report }: Met, now: number, state: PeersNote | undefined): boolean {
    return report !== null && (state === undefined || now - report.at > this.#init.timings.peersExpireMs)
  }

  #forget(peer: string, met: Met): void {
    met.report = null
    met.useful = false
    this.#init.told(peer, NOTHING)
  }

  /** Bridges, those who reach somebody that we do not, and one more. */
  #round(now: number): void {
    this.#roundAt = now + this.#init.timings.peersRoundMs * (0.8 + this.#init.random() * 0.4)
    const all = [...this.#met.values()].filter(met => !met.asking)
    const telling = all.filter(met => met.bridges || met.useful).slice(0, MAX_BRIDGES)
    const others = all.filter(met => !met.bridges && !met.useful)
    const one = others[Math.floor(this.#init.random() * others.length)]
    for (const met of one === undefined ? telling : [...telling, one]) met.nextAt = Math.min(met.nextAt, now)
  }

  async #ask(peer: string, met: Met, state: PeersNote): Promise<void> {
    met.asking = true
    met.askedAt = this.#init.now()
    met.nextAt = met.again ? met.askedAt + this.#init.timings.peersAgainMs : Number.POSITIVE_INFINITY
    met.again = false
    this.#asking++
    try {
      const connection = this.#init.ways.to(peer)
      if (connection === undefined) return
      const ours = this.#reached()
      const digest = this.#digest(ours)
      const { bridges, quiet, ...answer } = await this.#init.service().ask(connection, { ...state, digest })
      const isSame = Buffer.compare(answer.digest, digest) === 0
      const reached = isSame ? stillReached(met, ours) : await this.#read(peer, answer.peers)
      if (this.#met.get(peer) !== met || this.#init.state() === undefined) return // gone meanwhile
      const useful = reached.some(each => !this.#init.ways.isDirect(each.peer))
      Object.assign(met, { bridges, quiet, useful, report: { at: this.#init.now(), reached } })
      this.#init.told(peer, { bridges, reached })
    } catch (err) {
      this.#init.log('%s does not say whom it reaches - %e', peer, err)
    } finally {
      met.asking = false
      this.#asking--
    }
  }

  async #read(from: string, peers: ReachedPeer[]): Promise<Reached[]> {
    const found = new Map<string, Reached>()
    for (const { device, relay, record } of peers) {
      const peer = idOf(device)
      const through = relay.length === 0 ? null : idOf(relay)
      if (peer === undefined || through === undefined || peer === this.#init.self || peer === from) continue
      found.set(peer, { peer, relay: through, addresses: await this.#addresses(from, peer, record) })
    }
    return [...found.values()]
  }

  async #addresses(from: string, peer: string, record: Uint8Array): Promise<Multiaddr[]> {
    if (record.length === 0 || this.#init.ways.isDirect(peer)) return []
    const opened = await openRecord(record)
    if (opened?.peer === peer) return opened.addresses
    this.#init.forged(from)
    return []
  }

  /** All who may be told of, to this one. */
  async #tellable(asking: string): Promise<ReachedPeer[]> {
    const told = this.#reached().filter(peer => peer !== asking && this.#met.get(peer)?.quiet === false)
    return await Promise.all(
      told.slice(0, MAX_PEERS).map(async peer => {
        const relay = this.#init.ways.relay(peer)
        const record = await this.#init.record(peer)
        return { device: keyOfPeer(peer), relay: relay == null ? NONE : keyOfPeer(relay), record }
      })
    )
  }

  /** Neighbours learn from a bridge at once that something changed; from others when they ask. */
  #tellChanged(now: number, state: PeersNote): void {
    if (now - this.#noted.at < this.#init.timings.peersNoteMs) return
    const was = this.#noted.state
    const is = JSON.stringify([state, state.bridges ? this.#reached() : []])
    if (was === is) return
    this.#noted = { state: is, at: now }
    const isNews = was !== '' || state.bridges || state.quiet
    if (isNews) for (const peer of this.#met.keys()) if (this.#init.ways.isDirect(peer)) this.#note(peer, state)
  }

  #note(peer: string, state: PeersNote): void {
    const connection = this.#init.ways.to(peer)
    if (connection === undefined) return
    this.#init
      .service()
      .note(connection, state)
      .catch(err => this.#init.log('could not tell %s - %e', peer, err))
  }

  #digest(reached: readonly string[]): Uint8Array {
    const keys = [this.#init.self, ...reached].map(keyOfPeer).sort(Buffer.compare)
    return keys.reduce((hash, key) => hash.update(key), createHash('sha256').update(LABEL)).digest()
  }

  #reached(): string[] {
    const open = new Set(this.#init.ways.open().map(({ remotePeer }) => remotePeer.toString()))
    return [...open].filter(peer => this.#met.has(peer)).sort()
  }
}

/** Of what a peer said before, that which still holds where it reaches the same people as we do: nothing is listed then. */
const stillReached = ({ report }: Met, ours: string[]): Reached[] =>
  report === null ? [] : report.reached.filter(({ peer }) => ours.includes(peer))

/** Undefined: 32 bytes that are no device. */
function idOf(key: Uint8Array): string | undefined {
  try {
    return peerOfKey(key).toString()
  } catch {
    return undefined
  }
}
