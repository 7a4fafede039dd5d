/** Addresses: what others can dial, what is announced to them, and what a person may type. */
import type { PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import { CODE_IP4, CODE_IP6, CODE_IP6ZONE, CODE_P2P, CODE_TCP, multiaddr } from '@multiformats/multiaddr'
import type { LanAddress } from './interfaces.ts'
import { isIPv6, isLinkLocal6 } from './interfaces.ts'

const MAX_ADDRESS_CHARS = 512

export interface HostPort {
  readonly host: string
  readonly port: number
}

/** Host and port of a TCP address, with the zone in the host where there is one; undefined when it is none. */
export function hostPort(address: Multiaddr): HostPort | undefined {
  let host: string | undefined
  let port: number | undefined
  let zone = ''
  for (const { code, value } of address.getComponents()) {
    if (code === CODE_IP4 || code === CODE_IP6) host ??= value
    else if (code === CODE_IP6ZONE) zone = `%${value}`
    else if (code === CODE_TCP) port ??= Number(value)
    else if (code !== CODE_P2P) return undefined
  }
  return host === undefined || port === undefined ? undefined : { host: host + zone, port }
}

export const isLoopback = (host: string): boolean => host.startsWith('127.') || host === '::1'
const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** The PeerId in an address. */
export const peerIn = (address: Multiaddr): string | undefined =>
  address.getComponents().findLast(({ code }) => code === CODE_P2P)?.value

/**
 * What a person may type or paste: a multiaddr, HOST or HOST:PORT with an IPv4 address, or HOST or [HOST]:PORT with an IPv6
 * address, a link-local one with its interface behind a %. Undefined for nonsense.
 * @param standardPort for a HOST alone
 */
export function parseAddress(text: string, standardPort: number): Multiaddr | undefined {
  const trimmed = text.trim()
  if (trimmed.length > MAX_ADDRESS_CHARS) return undefined
  try {
    const address = multiaddr(plainAddress(trimmed, standardPort) ?? trimmed)
    const id = peerIn(address)
    if (id !== undefined) peerIdFromString(id)
    const names = address.getComponents().map(({ name }) => name)
    const dialable = hostPort(address) !== undefined || names[0] === 'memory'
    return dialable ? address : undefined
  } catch {
    return undefined
  }
}

function plainAddress(text: string, standardPort: number): string | undefined {
  const four = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/.exec(text)
  if (four !== null) return `/ip4/${four[1]}/tcp/${four[2] ?? standardPort}`
  const six = /^(\[)?([0-9a-f:.]*:[0-9a-f:.]*)(?:%([\w.:-]+))?(?:\](?::(\d{1,5}))?)?$/i.exec(text)
  if (six === null || (six[1] === undefined) === text.includes(']')) return undefined
  const zone = six[3] === undefined ? '' : `/ip6zone/${six[3]}`
  return `${zone}/ip6/${six[2]}/tcp/${six[4] ?? standardPort}`
}

/**
 * Multiaddrs with the PeerId for every interface that is listened on; loopback, and addresses that mean something on one
 * network only, where there is nothing else.
 */
export function reachable(listening: readonly HostPort[], lans: readonly LanAddress[], self: PeerId): string[] {
  const found = new Map<string, string>()
  for (const { host, port } of listening) {
    const hosts = isWildcard(host)
      ? lans.map(({ address }) => address).filter(each => isIPv6(each) === isIPv6(host))
      : [host]
    for (const each of hosts) found.set(multiaddrOf(each, port, String(self)), each)
  }
  const all = [...found]
  const outside = all.filter(([, host]) => !isLoopback(host) && !isLinkLocal6(host))
  return (outside.length > 0 ? outside : all).map(([text]) => text)
}

/** What is announced to others on the network of these addresses: what they can reach from there. */
export function announced(listening: readonly HostPort[], lans: readonly LanAddress[], self: string): string[] {
  return lans.flatMap(({ address }) =>
    listening
      .filter(({ host }) => host === address || (isWildcard(host) && isIPv6(host) === isIPv6(address)))
      .map(({ port }) => multiaddrOf(address, port, self))
  )
}

const multiaddrOf = (host: string, port: number, self: string): string =>
  `/ip${isIPv6(host) ? 6 : 4}/${host}/tcp/${port}/p2p/${self}`
