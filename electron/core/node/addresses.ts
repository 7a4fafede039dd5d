/** Addresses: which port is ours, what others can dial, and what a person may type. */
import { createServer } from 'node:net'
import type { PeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import { CODE_IP4, CODE_IP6, CODE_P2P, CODE_TCP, multiaddr } from '@multiformats/multiaddr'
import type { LanAddress } from './interfaces.ts'
import { isIPv6 } from './interfaces.ts'

const MAX_ADDRESS_CHARS = 512

export interface HostPort {
  readonly host: string
  readonly port: number
}

/** Host and port of a TCP address; undefined when it is none. */
export function hostPort(address: Multiaddr): HostPort | undefined {
  let host: string | undefined
  let port: number | undefined
  for (const { code, value } of address.getComponents()) {
    if (code === CODE_IP4 || code === CODE_IP6) host ??= value
    else if (code === CODE_TCP) port ??= Number(value)
    else if (code !== CODE_P2P) return undefined
  }
  return host === undefined || port === undefined ? undefined : { host, port }
}

export const isLoopback = (host: string): boolean => host.startsWith('127.') || host === '::1'
const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** The PeerId in an address. */
export const peerIn = (address: Multiaddr): string | undefined =>
  address.getComponents().findLast(({ code }) => code === CODE_P2P)?.value

/**
 * What a person may type or paste: a multiaddr, or HOST or HOST:PORT with an IPv4 address. Undefined for nonsense.
 * @param standardPort for a HOST alone
 */
export function parseAddress(text: string, standardPort: number): Multiaddr | undefined {
  const trimmed = text.trim()
  if (trimmed.length > MAX_ADDRESS_CHARS) return undefined
  const plain = /^(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?$/.exec(trimmed)
  try {
    const address = multiaddr(plain ? `/ip4/${plain[1]}/tcp/${plain[2] ?? standardPort}` : trimmed)
    const id = peerIn(address)
    if (id !== undefined) peerIdFromString(id)
    const names = address.getComponents().map(({ name }) => name)
    const dialable = hostPort(address) !== undefined || names[0] === 'memory'
    return dialable ? address : undefined
  } catch {
    return undefined
  }
}

/** Multiaddrs with the PeerId for every interface that is listened on; loopback only where there is nothing else. */
export function reachable(listening: HostPort[], lans: LanAddress[], self: PeerId): string[] {
  const found = new Set<string>()
  for (const { host, port } of listening) {
    const hosts = isWildcard(host) ? sameFamily(lans, host) : [host]
    for (const each of hosts) found.add(`/ip${isIPv6(each) ? 6 : 4}/${each}/tcp/${port}/p2p/${self}`)
  }
  const all = [...found]
  const outside = all.filter(address => !isLoopback(address.split('/')[2] ?? ''))
  return outside.length > 0 ? outside : all
}

const sameFamily = (lans: LanAddress[], host: string): string[] =>
  lans.map(({ address }) => address).filter(address => isIPv6(address) === isIPv6(host))

/** What to listen on, with a free port in place of each one that is taken, and the first that was. */
export async function freePorts(listen: readonly string[]): Promise<{ listen: string[]; taken: number | null }> {
  let taken: number | null = null
  const free: string[] = []
  for (const text of listen) {
    const place = hostPort(multiaddr(text))
    if (place === undefined || place.port === 0 || !(await isTaken(place))) free.push(text)
    else {
      taken ??= place.port
      free.push(text.replace(`/tcp/${place.port}`, '/tcp/0'))
    }
  }
  return { listen: free, taken }
}

function isTaken({ host, port }: HostPort): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', err => resolve('code' in err && (err.code === 'EADDRINUSE' || err.code === 'EACCES')))
    server.listen({ host, port }, () => server.close(() => resolve(false)))
  })
}
