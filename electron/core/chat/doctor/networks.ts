/** Questions that several checks ask of the networks of this computer. */
import type { LanInterface } from '../../../../shared/networkModel.ts'
import { isWithin, placeOf } from '../network/places.ts'
import type { Findings } from './findings.ts'

export const usedOf = ({ facts }: Findings): LanInterface[] => facts.interfaces.filter(({ used }) => used)

/** Whether a multiaddr means something on one network only. */
export const isOnlyThere = (address: string): boolean => isLinkLocal6(placeOf(address)?.host ?? '')

const isLinkLocal6 = (address: string): boolean => /^fe[89ab]/i.test(address)
/** An address a computer chose since nobody gave it one. */
export const isSelfMade = (address: string): boolean => address.startsWith('169.254.') || isLinkLocal6(address)

/** The address people would name: IPv4 before IPv6, a given one before one that was chosen. */
export function addressOf({ addresses }: LanInterface): string | undefined {
  const all = addresses.map(({ address }) => address)
  const given = all.filter(address => !isSelfMade(address))
  return (given.find(address => !address.includes(':')) ?? given[0] ?? all[0]) as string | undefined
}

/** 'eth0 10.20.4.17'. */
export const described = (lan: LanInterface): string => [lan.name, addressOf(lan) ?? ''].join(' ').trim()

/** The used interface whose network a multiaddr leads to. */
export function networkOf(findings: Findings, address: string): LanInterface | undefined {
  const place = placeOf(address)
  if (place === undefined) return undefined
  return usedOf(findings).find(({ name, addresses }) =>
    isLinkLocal6(place.host) && address.startsWith('/ip6zone/')
      ? address.startsWith(`/ip6zone/${name}/`)
      : addresses.some(network => isWithin(place.host, network))
  )
}

/** What people are shown of a multiaddr: '10.20.4.31', and the port where it is not the usual one. */
export function shown(address: string, usualPort = 47_100): string {
  const place = placeOf(address)
  if (place === undefined) return address
  if (place.port === usualPort) return place.host
  return place.host.includes(':') ? `[${place.host}]:${place.port}` : `${place.host}:${place.port}`
}

export const directTies = ({ ties }: Findings): Findings['ties'] => ties.filter(({ link }) => link.relay === null)
