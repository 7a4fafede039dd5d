/** Hosts and ports, and which network a host is on: as text, so that the chat needs no libp2p for it. */
import { BlockList, isIP, SocketAddress } from 'node:net'

export interface Place {
  readonly host: string
  readonly port: number
}

/** Host and port that a multiaddr of TCP begins with; undefined where it begins with something else. */
export function placeOf(address: string): Place | undefined {
  const [, host = '', port] = /^(?:\/ip6zone\/[^/]+)?\/ip[46]\/([^/]+)\/tcp\/(\d{1,5})(?:\/|$)/.exec(address) ?? []
  const number = Number(port)
  return isIP(host) !== 0 && number > 0 && number <= 65_535 ? { host, port: number } : undefined
}

export const multiaddrOf = ({ host, port }: Place): string => `/ip${familyOf(host).slice(-1)}/${host}/tcp/${port}`

export const familyOf = (host: string): 'ipv4' | 'ipv6' => (host.includes(':') ? 'ipv6' : 'ipv4')

/** Whether a host is in the network that an address with its prefix is in. False for anything malformed. */
export function isWithin(host: string, network: { address: string; prefix: number }): boolean {
  const family = familyOf(network.address)
  if (isIP(host) === 0 || familyOf(host) !== family) return false
  try {
    const list = new BlockList()
    list.addSubnet(network.address, network.prefix, family)
    return list.check(host, family)
  } catch {
    return false
  }
}

/** 4 or 16 bytes; undefined for what is no address. */
export function hostBytes(host: string): Uint8Array | undefined {
  if (isIP(host) === 4) return Uint8Array.from(host.split('.').map(Number))
  if (isIP(host) !== 6 || host.includes('.') || host.includes('%')) return undefined
  const [before = '', after] = host.split('::')
  const groups = (text: string | undefined): number[] =>
    text === undefined || text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16))
  const [head, tail] = [groups(before), groups(after)]
  const all = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
  return Uint8Array.from(all.flatMap(group => [group >> 8, group & 0xff]))
}

export function hostOfBytes(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const hex = Buffer.from(bytes).toString('hex')
  const address = (hex.match(/.{4}/g) ?? []).join(':')
  return new SocketAddress({ address, family: 'ipv6' }).address
}
