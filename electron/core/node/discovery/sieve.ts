/**
 * What of the packets that come in is heeded: from this very network, not too many, about people who can be dialled here.
 * An announcement is a claim by anybody. It leads to a dial at most, and Noise proves the PeerId.
 */
import type { Multiaddr } from '@multiformats/multiaddr'
import { multiaddr } from '@multiformats/multiaddr'
import type { Found } from '../../../../shared/networkModel.ts'
import { hostPort } from '../addresses.ts'
import type { Facts } from '../facts.ts'
import type { LanAddress } from '../interfaces.ts'
import { isLinkLocal6, isOn, isSame, zoneOf } from '../interfaces.ts'
import { Bounds } from './bounds.ts'
import { ASKS_MS, MAX_ADDRESSES, MAX_HEARD } from './constants.ts'
import type { Heard } from './packets.ts'
import { Readings } from './readings.ts'
import { Recent } from './recent.ts'

/** Somebody who could be dialled. */
export interface Sighting {
  readonly peer: string
  readonly addresses: Multiaddr[]
  readonly found: Found
  readonly interface: string
  /** It asked who is here just before: it is new here itself, and dials whoever answers. */
  readonly asks: boolean
}

/** Where a packet came from. `lans` are the addresses of the interface, of both families. */
export interface Origin {
  readonly name: string
  readonly lans: readonly LanAddress[]
  readonly address: string
  readonly found: Found
}

export type Heeded =
  | { readonly kind: 'question'; readonly id: number; readonly alone: boolean }
  | { readonly kind: 'sighting'; readonly sighting: Sighting }

type Announced = Extract<Heard, { kind: 'announcement' }>

export interface SieveInit {
  readonly self: string
  /** Of our own questions. */
  readonly id: number
  readonly facts: Facts
  now(): number
  /** Whether an address is one of this computer's, on whichever interface. */
  isOurs(address: string): boolean
}

export class Sieve {
  readonly #init: SieveInit
  readonly #bounds: Bounds
  readonly #readings = new Readings()
  /** Of what was read before, what it came to where it came from. */
  readonly #sightings = new WeakMap<object, { from: Origin; addresses: Multiaddr[] }>()
  /** Addresses that questions came from. */
  readonly #askers = new Recent(MAX_HEARD)

  constructor(init: SieveInit) {
    this.#init = init
    this.#bounds = new Bounds(init.now)
  }

  heed(bytes: Buffer, from: Origin): Heeded | undefined {
    const { facts } = this.#init
    if (!this.#bounds.admits(from.name, from.address)) return this.#ignore('flood', from)
    const heard = this.#readings.read(bytes)
    if (heard.kind === 'nothing') return undefined
    if (heard.kind === 'ignored') return this.#ignore(heard.reason, from)
    if (heard.kind === 'question') {
      if (heard.id === this.#init.id) return undefined
      facts.heard(from.name)
      this.#askers.note(from.address, this.#init.now())
      return heard
    }
    if (heard.peer === this.#init.self) {
      // two interfaces on one network hear each other
      return this.#init.isOurs(from.address) ? undefined : this.#ignore('self', from)
    }
    if (!heard.leaving) facts.heard(from.name)
    return heard.leaving ? undefined : this.#sighting(heard, from)
  }

  /**
   * A question from none of our networks: somebody was told, or tries, this computer's address.
   * @param answers whether those may be answered
   */
  askedBeyond(bytes: Buffer, address: string, answers: boolean): { readonly id: number } | undefined {
    const { facts, id } = this.#init
    const heard = this.#bounds.admits('', address)
      ? this.#readings.read(bytes)
      : ({ kind: 'ignored', reason: 'flood' } as const)
    if (heard.kind === 'question' && heard.id !== id && answers) return heard
    if (heard.kind !== 'nothing') facts.ignored(heard.kind === 'ignored' ? heard.reason : 'elsewhere', null)
    return undefined
  }

  #sighting(heard: Announced, from: Origin): Heeded | undefined {
    const { peer } = heard
    const addresses = this.#sightedBefore(heard, from) ?? this.#near(heard.addresses, from)
    if (typeof addresses === 'string') return this.#ignore(addresses, from)
    if (!this.#bounds.mayName(from.name, from.address, peer)) return this.#ignore('flood', from)
    this.#sightings.set(heard, { from, addresses })
    const asks = this.#askers.has(from.address, this.#init.now() - ASKS_MS)
    return { kind: 'sighting', sighting: { peer, addresses, found: from.found, interface: from.name, asks } }
  }

  /** The very same array, so that whoever is told of it sees that nothing is new. */
  #sightedBefore(heard: Announced, { name, lans, address }: Origin): Multiaddr[] | undefined {
    const before = this.#sightings.get(heard)
    const { from } = before ?? {}
    return from?.name === name && from.lans === lans && from.address === address ? before?.addresses : undefined
  }

  /** Those of the announced addresses that can be dialled here, or why none of them is heeded. */
  #near(announced: Multiaddr[], { address: sender, lans }: Origin): Multiaddr[] | 'elsewhere' | 'forged' {
    const near = announced.filter(address => lans.some(lan => isOn(lan, hostPort(address)?.host ?? '')))
    if (near.length === 0) return 'elsewhere'
    if (!speaksForItself(near, sender)) return 'forged'
    return near.slice(0, MAX_ADDRESSES).map(address => zoned(address, lans))
  }

  #ignore(reason: Parameters<Facts['ignored']>[0], { name }: Origin): undefined {
    this.#init.facts.ignored(reason, name)
  }
}

/**
 * Whether the sender is among the addresses it announces. Who names only others would have everybody dial them. A sender
 * with a link-local IPv6 address may announce none of these.
 */
function speaksForItself(announced: Multiaddr[], sender: string): boolean {
  const hosts = announced.map(address => hostPort(address)?.host ?? '')
  if (hosts.some(host => isSame(host, sender))) return true
  return isLinkLocal6(sender) && !hosts.some(isLinkLocal6)
}

/** A link-local address means something together with an interface only. */
function zoned(address: Multiaddr, lans: readonly LanAddress[]): Multiaddr {
  const place = hostPort(address)
  const zone = place !== undefined && isLinkLocal6(place.host) ? zoneOf(lans) : undefined
  if (zone === undefined || address.toString().startsWith('/ip6zone/')) return address
  return multiaddr(`/ip6zone/${zone}${address}`)
}
