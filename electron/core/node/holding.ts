/**
 * Connections that hold: what finds out that one is dead, dials those who are lost, and knows where everybody was
 * reached. Its parts, joined.
 */
import type { Connection, IdentifyResult, Logger } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../shared/model.ts'
import type { DialAttempt, Link } from '../chat/ports.ts'
import { relayOf } from './across/relay.ts'
import { hostPort, isLoopback, parseAddress, peerIn } from './addresses.ts'
import { Dialer } from './dialer.ts'
import type { Gater } from './gater.ts'
import { Heartbeat } from './heartbeat.ts'
import { interfaceTo, isSame } from './interfaces.ts'
import type { Node } from './libp2p.ts'
import type { Lifelines } from './lifelines.ts'
import { linksOf } from './links.ts'
import { Pairs } from './pairs.ts'
import { peerIdOf } from './peerIds.ts'
import { Pinger } from './ping.ts'
import { Redial } from './redial.ts'
import { Seeds } from './seeds.ts'
import type { Settled } from './settled.ts'
import { usedLans } from './settled.ts'
import { Wakes } from './wakes.ts'

const MAX_AGENT_CHARS = 128

export interface HoldingInit {
  readonly init: Settled
  readonly node: Node
  readonly gater: Gater
  readonly lifelines: Lifelines
  log(part: string): Logger
  /** What others can dial. */
  addresses(): string[]
  /** Whether somebody who was connected is lost. */
  searching(isSearching: boolean): void
}

export class Holding {
  readonly heartbeat: Heartbeat
  readonly dialer: Dialer
  readonly redial: Redial
  readonly #init: HoldingInit
  readonly #pairs: Pairs
  readonly #seeds: Seeds
  readonly #wakes: Wakes
  /** What each connected peer says it runs. */
  readonly #agents = new Map<string, string>()
  /** Peers whose last connection was closed in order. */
  readonly #farewells = new Set<string>()
  #lans = ''

  constructor(holding: HoldingInit) {
    this.#init = holding
    this.#wakes = new Wakes(holding.init.now)
    this.heartbeat = makeHeartbeat(holding, peer => this.redial.doubted(peer))
    this.dialer = makeDialer(
      holding,
      () => this.heartbeat.patienceMs,
      (peer, address) => this.redial.misled(peer, address)
    )
    this.redial = makeRedial(holding, this.dialer, this)
    this.#pairs = new Pairs({
      self: holding.init.self.toString(),
      log: holding.log('pairs'),
      timings: holding.init.timings,
      connections: peer => openTo(holding.node, peer),
      probe: connection => this.heartbeat.probe(connection)
    })
    this.#seeds = makeSeeds(holding, this.redial, this.dialer, peer => this.answers(peer))
  }

  start(): void {
    for (const { peer, addresses } of this.#init.init.met) {
      const known = addresses.flatMap(text => parseAddress(text, 0) ?? [])
      this.redial.expect(peer, known, 'met')
    }
    this.#seeds.start()
  }

  stop(): void {
    this.redial.stop()
    this.#seeds.stop()
    this.heartbeat.stop()
    this.#pairs.stop()
  }

  tick(): void {
    if (this.#wakes.look()) this.#moved()
    this.heartbeat.tick()
    this.redial.tick()
    this.#seeds.tick()
  }

  /** Interfaces come and go, and addresses with them. */
  rescan(): void {
    const lans = JSON.stringify(usedLans(this.#init.init))
    if (lans === this.#lans) return
    this.#lans = lans
    this.#moved()
  }

  /** The rules are others now: what they forbid ends, what they allow is dialled. */
  configured(): void {
    for (const connection of this.#init.node.getConnections()) {
      if (!this.#init.gater.allowsConnection(connection)) connection.abort(new Error('the rules forbid it'))
    }
    this.redial.hurry()
    this.#seeds.hurry()
  }

  opened(connection: Connection): void {
    const peer = connection.remotePeer.toString()
    this.redial.connected(peer)
    if (connection.direction === 'inbound' && relayOf(connection) === null) this.redial.forestalled(peer)
    if (connection.direction === 'outbound') this.#proved(peer, connection.remoteAddr)
    this.#pairs.opened(connection)
    this.heartbeat.opened(connection)
  }

  closed(connection: Connection): void {
    const peer = connection.remotePeer.toString()
    if (this.#init.lifelines.isFarewell(connection)) this.#farewells.add(peer)
    else this.#farewells.delete(peer)
  }

  parted(peer: string): void {
    this.redial.disconnected(peer, this.#farewells.delete(peer))
    this.#agents.delete(peer)
  }

  /** @param dialable where it says it listens */
  identified({ connection, agentVersion }: IdentifyResult, dialable: readonly Multiaddr[]): void {
    const peer = connection.remotePeer.toString()
    if (openTo(this.#init.node, peer).length === 0) return
    if (agentVersion !== undefined) this.#agents.set(peer, agentVersion.slice(0, MAX_AGENT_CHARS))
    this.redial.seen(
      peer,
      dialable.map(address => withPeer(address, peer)),
      'came'
    )
    const from = relayOf(connection) === null ? hostPort(connection.remoteAddr)?.host : undefined
    const there = dialable.find(address => hostPort(address)?.host === from)
    if (from !== undefined && there !== undefined) this.#proved(peer, there)
  }

  /** Whether there is a connection to a peer that is not doubted. */
  answers(peer: string): boolean {
    return openTo(this.#init.node, peer).some(connection => !this.heartbeat.doubts(connection))
  }

  links(): Link[] {
    return linksOf({
      connections: this.#init.node.getConnections(),
      lans: this.#init.init.interfaces(),
      lifelines: this.#init.lifelines,
      agents: this.#agents,
      found: peer => this.redial.found(peer)
    })
  }

  /** The network is perhaps another one. Connections that do not answer soon are closed, and whoever is lost is dialled. */
  #moved(): void {
    this.heartbeat.probeAll()
    this.redial.hurry()
    for (const connection of this.#uprooted()) this.redial.uprooted(connection.remotePeer.toString())
    this.#seeds.hurry()
  }

  /** Connections that go from an address which this computer does not have any more. */
  #uprooted(): Connection[] {
    const lans = this.#init.init.interfaces()
    return this.#init.node.getConnections().filter(connection => {
      const host = this.#init.lifelines.localHost(connection)
      return host !== null && !isLoopback(host) && !lans.some(({ address }) => isSame(address, host))
    })
  }

  /** Somebody is there: worth remembering beyond this run. */
  #proved(peer: string, address: Multiaddr): void {
    const whole = withPeer(address, peer)
    if (relayOf({ remoteAddr: whole }) !== null) return
    this.redial.proved(peer, whole)
    if (hostPort(whole) !== undefined) this.#init.init.events.proved(peer as DeviceId, whole.toString())
  }
}

/** The open connections to a peer. */
export const openTo = (node: Node, peer: string): Connection[] =>
  node.getConnections(peerIdOf(peer)).filter(({ status }) => status === 'open')

/** The address with the PeerId in it: then nobody else can answer there unnoticed. */
export const withPeer = (address: Multiaddr, peer: string): Multiaddr =>
  peerIn(address) === undefined ? address.encapsulate(`/p2p/${peer}`) : address

const makeHeartbeat = ({ init, node, lifelines, log }: HoldingInit, doubted: (peer: string) => void): Heartbeat =>
  new Heartbeat({
    log: log('heartbeat'),
    timings: init.timings,
    now: () => performance.now(),
    random: Math.random,
    connections: () => node.getConnections(),
    heardAt: connection => lifelines.heardAt(connection),
    pinger: (connection, echoed) => new Pinger({ connection, echoed, now: () => performance.now() }),
    measured: ({ remotePeer }, rttMs) => init.events.measured(remotePeer.toString() as DeviceId, rttMs),
    doubted: ({ remotePeer }) => doubted(remotePeer.toString())
  })

const makeDialer = (
  { init, node, gater, addresses }: HoldingInit,
  patienceMs: () => number,
  misled: (peer: string, address: Multiaddr) => void
): Dialer =>
  new Dialer({
    self: init.self.toString(),
    patienceMs,
    timings: init.timings,
    transports: node.services.inside.transportManager,
    upgrader: node.services.inside.upgrader,
    ours: () => addresses().flatMap(text => hostPort(multiaddr(text)) ?? []),
    allows: address => gater.allows(address),
    ended(attempt) {
      noteAttempt(init, attempt)
      if (attempt.outcome === 'wrong-peer' && attempt.peer !== null) misled(attempt.peer, multiaddr(attempt.address))
    }
  })

function noteAttempt({ facts, interfaces, now }: Settled, attempt: Omit<DialAttempt, 'at'>): void {
  facts.attempted({ ...attempt, at: now() })
  if (attempt.outcome === 'self' || attempt.outcome === 'outside') return // nothing went out
  const host = hostPort(multiaddr(attempt.address))?.host
  facts.dialled(host === undefined ? null : interfaceTo(interfaces(), host), attempt.outcome === 'reached')
}

const makeRedial = ({ init, node, log, searching }: HoldingInit, dialer: Dialer, holding: Holding): Redial =>
  new Redial({
    self: init.self.toString(),
    log: log('redial'),
    timings: init.timings,
    now: () => performance.now(),
    random: Math.random,
    connections: () => node.getConnections().length,
    isConnected: peer => holding.answers(peer),
    isThroughSomebody: peer => openTo(node, peer).every(connection => relayOf(connection) !== null),
    searching,
    patienceMs: () => holding.heartbeat.patienceMs,
    dial: async (peer, addresses, signal, progress) => {
      const whole = addresses.map(address => withPeer(address, peer))
      await dialer.dial(whole, signal, progress)
    }
  })

const makeSeeds = (
  { init, log }: HoldingInit,
  redial: Redial,
  dialer: Dialer,
  answers: (peer: string) => boolean
): Seeds =>
  new Seeds({
    seeds: init.seeds.flatMap(text => parseAddress(text, 0) ?? []),
    timings: init.timings,
    now: () => performance.now(),
    isConnected: answers,
    expect: (peer, address) => redial.expect(peer, [address], 'seed'),
    dial: async (address, signal) => {
      const peer = (await dialer.one(address, signal)).remotePeer.toString()
      redial.seen(peer, [withPeer(address, peer)], 'seed')
      return peer
    },
    failed: (address, err) => log('seeds')('nobody at %s - %e', address, err)
  })
