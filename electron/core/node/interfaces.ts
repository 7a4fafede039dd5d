/** The addresses of the interfaces that others could be on, as they are now, and what is known of the interfaces. */
import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { LanInterface } from '../../../shared/networkModel.ts'

/** One address of one interface. An interface has as many as it has addresses, of both families. */
export interface LanAddress {
  readonly name: string
  readonly address: string
  /** Bits of the network. */
  readonly prefix: number
  /** Number of the interface; link-local IPv6 addresses have it. */
  readonly scope?: number
}

/** All that are up and not internal, public ranges like private ones. IPv4 first, link-local IPv6 last. */
export function lanAddresses(): LanAddress[] {
  const found: LanAddress[] = []
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    for (const { address, cidr, internal, scopeid = 0 } of addresses ?? []) {
      const prefix = Number(cidr?.split('/')[1])
      if (internal || !Number.isInteger(prefix)) continue
      found.push({ name, address, prefix, ...(scopeid === 0 ? {} : { scope: scopeid }) })
    }
  }
  return found.sort((a, b) => rank(a.address) - rank(b.address))
}

export const isIPv6 = (host: string): boolean => host.includes(':')
/** fe80::/10: means something together with an interface only. */
export const isLinkLocal6 = (host: string): boolean => /^fe[89ab][0-9a-f]:/i.test(host)

const rank = (address: string): number => (isLinkLocal6(address) ? 2 : isIPv6(address) ? 1 : 0)

/** Whether an address is on an interface's own network. */
export function isOn({ address, prefix }: LanAddress, other: string): boolean {
  if (isIPv6(address) !== isIPv6(other)) return false
  const ours = bitsOf(address)
  const theirs = bitsOf(other)
  if (ours === undefined || theirs === undefined) return false
  const hostBits = BigInt((isIPv6(address) ? 128 : 32) - prefix)
  return ours >> hostBits === theirs >> hostBits
}

/** The IPv4 broadcast addresses of an interface's networks. One that has room for no other host has none. */
export function broadcastsOf(lans: readonly LanAddress[]): string[] {
  const found = new Set<string>()
  for (const { address, prefix } of lans) {
    const bits = isIPv6(address) || prefix > 30 ? undefined : bits4(address)
    if (bits === undefined) continue
    const last = bits | ((1n << BigInt(32 - prefix)) - 1n)
    found.add([24n, 16n, 8n, 0n].map(shift => (last >> shift) & 255n).join('.'))
  }
  return [...found]
}

/** Whether two addresses are one, however they are written. */
export const isSame = (one: string, other: string): boolean =>
  isOn({ name: '', address: one, prefix: isIPv6(one) ? 128 : 32 }, other)

/** How the system writes an interface behind a link-local address: by name, on Windows by number. */
export function zoneOf(lans: readonly LanAddress[]): string | undefined {
  if (process.platform !== 'win32') return lans[0]?.name
  return lans.find(({ scope }) => scope !== undefined)?.scope?.toString()
}

function bitsOf(host: string): bigint | undefined {
  return isIPv6(host) ? bits6(host) : bits4(host)
}

function bits4(host: string): bigint | undefined {
  const parts = host.split('.')
  if (parts.length !== 4 || !parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined
  return parts.reduce((number, part) => (number << 8n) | BigInt(part), 0n)
}

function bits6(host: string): bigint | undefined {
  const [address = ''] = host.split('%')
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  const last = dotted === null ? 0n : bits4(dotted[2] ?? '')
  if (last === undefined) return undefined
  const plain = dotted === null ? address : `${dotted[1]}${(last >> 16n).toString(16)}:${(last & 0xffffn).toString(16)}`
  const halves = plain.split('::')
  const [head = [], tail = []] = halves.map(half => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length > 2 || missing < 0 || (halves.length === 1 && missing > 0)) return undefined
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail]
  if (!groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n)
}

/** The name of the interface whose own network an address is on; null where there is none. A zone decides by itself. */
export function interfaceTo(lans: readonly LanAddress[], host: string): string | null {
  const [address = '', zone] = host.split('%')
  if (zone !== undefined) return lans.find(({ name, scope }) => name === zone || `${scope}` === zone)?.name ?? null
  return lans.find(lan => isOn(lan, address))?.name ?? null
}

const BY_NAME: ReadonlyArray<readonly [RegExp, LanInterface['kind']]> = [
  [/^(tun|tap|wg|utun|ppp|tailscale|zt|nordlynx|ipsec)|vpn|wireguard/i, 'vpn'],
  [/^(docker|br-|veth|virbr|vmnet|vboxnet|vnic|bridge|awdl|llw|lxc|lxd)|vethernet|virtual|hyper-v|vmware/i, 'virtual'],
  [/^(wl|wifi|ath)|wi-?fi|wlan|wireless/i, 'wifi'],
  [/^(eth|en|em|eno)|ethernet|lan/i, 'ethernet']
]

/** What an interface is, as far as the system or its name tells. On a Mac Wi-Fi and cable have the same names. */
export function kindOf(name: string, sysfs = '/sys/class/net'): LanInterface['kind'] {
  const folder = `${sysfs}/${name}`
  if (/^[\w.:@-]+$/.test(name) && existsSync(folder)) {
    if (existsSync(`${folder}/wireless`) || existsSync(`${folder}/phy80211`)) return 'wifi'
    if (existsSync(`${folder}/tun_flags`) || /DEVTYPE=wireguard/.test(read(`${folder}/uevent`))) return 'vpn'
    if (existsSync(`${folder}/device`)) return 'ethernet'
  }
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'other'
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** The same, read again only after a while: the system takes long over it, and it is asked for at every packet and dial. */
export function readSeldom<T>(read: () => T, everyMs = 250, now: () => number = () => performance.now()): () => T {
  let last: { at: number; value: T } | undefined
  return () => {
    if (last === undefined || now() - last.at >= everyMs) last = { at: now(), value: read() }
    return last.value
  }
}
