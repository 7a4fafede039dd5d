/** What the doctor asks of the network: neighbours' eyes, addresses, routes, and a probe of a whole network. */
import type { Connection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../shared/model.ts'
import type { DialOutcome } from '../../../shared/networkModel.ts'
import type { Announced, ProbeProgress, Routes, Testimony } from '../chat/doctor/looking.ts'
import type { Link } from '../chat/ports.ts'
import type { Sight, Witness, WitnessInit } from '../protocols/witness/index.ts'
import type { HostPort } from './addresses.ts'
import { hostPort } from './addresses.ts'
import { keyOfPeer, peerOfKey } from './deviceKey.ts'
import type { HeardPeers } from './heard.ts'
import { isIPv6 } from './interfaces.ts'
import { askPermission } from './permission.ts'
import { probe } from './probe.ts'
import { reach } from './reach.ts'
import { readRoutes } from './routes.ts'
import { type Settled, usedLans } from './settled.ts'

export interface LookoutInit {
  readonly settled: Settled
  readonly heard: HeardPeers
  witness(): Witness
  /** Where a peer was reached or is said to be, the likeliest first. */
  addressesOf(peer: string): Multiaddr[]
  links(): Link[]
  /** Dials, as if it had announced itself. */
  found(peer: string, addresses: Multiaddr[]): void
  attempt(address: Multiaddr, signal: AbortSignal): Promise<DialOutcome>
}

export class Lookout {
  readonly #init: LookoutInit

  constructor(init: LookoutInit) {
    this.#init = init
  }

  async askWitness(
    connection: Connection,
    { port, about }: { port?: number; about?: DeviceId },
    signal: AbortSignal
  ): Promise<Testimony> {
    const device = about === undefined ? {} : { device: keyOfPeer(about) }
    const question = { ...(port === undefined ? {} : { port }), ...device }
    return await this.#init.witness().ask(connection, question, signal)
  }

  whereabouts(peer: DeviceId): string[] {
    const direct = this.#init.addressesOf(peer).filter(address => hostPort(address) !== undefined)
    return direct.map(String)
  }

  heardFrom(peer: DeviceId): Announced & { interface: string | undefined } {
    return this.#init.heard.from(peer)
  }

  routes(): Promise<Routes | null> {
    return readRoutes(this.#init.settled.interfaces())
  }

  permission(): Promise<'granted' | 'denied' | null> {
    return askPermission(usedLans(this.#init.settled))
  }

  probe(cidr: string | undefined, onProgress: (so: ProbeProgress) => void, signal: AbortSignal): Promise<void> {
    const { settled, found, attempt } = this.#init
    return probe(
      cidr,
      {
        lans: () => usedLans(settled),
        onlyThisLan: () => settled.rules.onlyThisLan,
        reach,
        answered: found,
        listening: (place, limit) => attempt(addressOf(place), limit).catch(() => {})
      },
      onProgress,
      signal
    )
  }

  /** When an announcement of this peer was heard. */
  announced(peer: string): Announced {
    const { multicastMs, broadcastMs } = this.#init.heard.from(peer)
    return { multicastMs, broadcastMs }
  }

  /** How we stand to a device that somebody asks about. */
  sight(device: Uint8Array): Sight | undefined {
    const { settled, links } = this.#init
    const peer = peerNamed(device)
    if (peer === undefined) return undefined
    const own = links().filter(link => link.peer === peer)
    const link = own.find(({ relay }) => relay === null) ?? own[0]
    const attempt = settled.facts.attempts().find(each => each.peer === peer)
    const now = settled.now()
    if (link === undefined) {
      const ago = attempt === undefined ? {} : { agoMs: now - attempt.at }
      return { reach: 'unconnected', address: attempt?.address, outcome: attempt?.outcome, agoMs: undefined, ...ago }
    }
    const isDirect = link.relay === null
    return {
      reach: isDirect ? 'direct' : 'relayed',
      address: isDirect ? this.#listensAt(link) : undefined,
      outcome: attempt?.outcome,
      agoMs: now - link.since
    }
  }

  /** Who dialled us came from a port it does not listen on: what it listens on, at the host it came from. */
  #listensAt({ peer, address, direction }: Link): string {
    const place = placeIn(address) ?? address
    const said = this.#init.addressesOf(peer).map(String)
    // a link-local address means nothing to whoever asks
    if (IS_LINK_LOCAL.test(place)) return placeIn(said.find(each => !IS_LINK_LOCAL.test(each))) ?? place
    if (direction === 'out') return place
    const host = place.replace(/\/tcp\/\d+$/, '/')
    return placeIn(said.find(each => each.startsWith(host))) ?? place
  }
}

/** The other end: what is said to a neighbour that asks, as soon as there is anything to say. */
export const asWitness = (lookout: () => Lookout | undefined): WitnessInit => ({
  dial: async (remote, port, signal) => {
    const host = hostPort(remote)?.host
    return host === undefined ? undefined : await reach({ host, port }, signal)
  },
  announced: peer => lookout()?.announced(peer.toString()) ?? { multicastMs: undefined, broadcastMs: undefined },
  sight: device => lookout()?.sight(device)
})

const IS_LINK_LOCAL = /\/ip6\/fe[89ab]/i
/** Host and port of a multiaddr, without what stands behind them. */
const placeIn = (address: string | undefined): string | undefined => /^.*?\/tcp\/\d+/.exec(address ?? '')?.[0]

const addressOf = ({ host, port }: HostPort): Multiaddr => multiaddr(`/ip${isIPv6(host) ? 6 : 4}/${host}/tcp/${port}`)

function peerNamed(device: Uint8Array): string | undefined {
  try {
    return peerOfKey(device).toString()
  } catch {
    return undefined // 32 bytes that are no point of the curve
  }
}
