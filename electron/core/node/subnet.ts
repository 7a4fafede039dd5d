/** Networks as people write them, 10.20.4.0/22, and the addresses in them that a computer may have. */
import { isIP } from 'node:net'
import { isIPv6, isOn, type LanAddress } from './interfaces.ts'

export interface Subnet {
  readonly family: 4 | 6
  readonly first: bigint
  readonly prefix: number
}

/** The network that an address is in; undefined for what is no address. */
export function networkOf(address: string, prefix: number): Subnet | undefined {
  const bits = bitsOf(address)
  const family = isIPv6(address) ? 6 : 4
  const size = family === 6 ? 128 : 32
  if (bits === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > size) return undefined
  const free = BigInt(size - prefix)
  return { family, first: (bits >> free) << free, prefix }
}

/** ADDRESS/PREFIX; an address alone is a network of one. Undefined for anything else. */
export function parseCidr(text: string): Subnet | undefined {
  const [, address = '', digits] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text.trim()) ?? []
  return networkOf(address, digits === undefined ? (isIPv6(address) ? 128 : 32) : Number(digits))
}

export const cidrOf = ({ family, first, prefix }: Subnet): string => `${textOf(first, family)}/${prefix}`

/** How many addresses it has, those that no computer may have included. */
export const sizeOf = ({ family, prefix }: Subnet): bigint => 1n << BigInt((family === 6 ? 128 : 32) - prefix)

/** Ascending, without the network's own address and that for everybody. */
export function* hostsOf(subnet: Subnet): IterableIterator<string> {
  const { family, first } = subnet
  const size = sizeOf(subnet)
  const isPlain = family === 6 || size <= 2n
  for (let at = isPlain ? 0n : 1n; at < (isPlain ? size : size - 1n); at++) yield textOf(first + at, family)
}

/** Whether computers may be there: no loopback, no multicast, no address that means nothing on a LAN. */
export function isForComputers({ family, first }: Subnet): boolean {
  if (family === 6) return first >> 120n !== 0xffn && first >> 118n !== 0xfe80n >> 6n && first > 1n
  const top = Number(first >> 24n)
  return top > 0 && top !== 127 && top < 224
}

/** Whether all of it is on one of these networks. */
export const isAmong = ({ family, first, prefix }: Subnet, lans: readonly LanAddress[]): boolean =>
  lans.some(lan => lan.prefix <= prefix && isOn(lan, textOf(first, family)))

function bitsOf(address: string): bigint | undefined {
  if (isIP(address) === 4) return address.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n)
  if (isIP(address) !== 6 || address.includes('.') || address.includes('%')) return undefined
  const [head = '', tail] = address.split('::')
  const groups = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(':'))
  const [before, after] = [groups(head), groups(tail)]
  const all = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return all.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n)
}

function textOf(bits: bigint, family: 4 | 6): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map(shift => (bits >> shift) & 255n).join('.')
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map(shift => ((bits >> shift) & 0xffffn).toString(16))
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}
