/**
 * Which way packets take. A UDP socket that is connected asks the system, with all its tables and rules, for the address it
 * would send from, and sends nothing: the same on every system, and without rights.
 */
import { createSocket } from 'node:dgram'
import type { Routes } from '../chat/doctor/looking.ts'
import { MDNS_GROUP_4 } from './discovery/constants.ts'
import { isIPv6, isLinkLocal6, isOn, type LanAddress } from './interfaces.ts'
import { hostsOf, networkOf } from './subnet.ts'

/** Of each half of the internet, and of each private range: a VPN may take any of them. */
const ELSEWHERE = ['1.0.0.1', '192.0.2.1', '10.255.255.254', '172.31.255.254', '192.168.255.254']
const DISCARD_PORT = 9
const LOOK_MS = 1_000

/** The address packets to a host would leave from; undefined where no way leads there. */
export type WayTo = (host: string) => Promise<string | undefined>

/** @param lans all there are */
export async function readRoutes(lans: readonly LanAddress[], wayTo: WayTo = systemWay): Promise<Routes> {
  const nameOf = (source: string | undefined): string | null =>
    lans.find(({ address }) => address === source)?.name ?? null
  const elsewhere = await Promise.all(ELSEWHERE.filter(host => !lans.some(lan => isOn(lan, host))).map(wayTo))
  const caught: Routes['caught'] = []
  for (const lan of lans) {
    const neighbour = someoneOn(lan)
    const source = neighbour === undefined ? undefined : await wayTo(neighbour)
    const by = nameOf(source)
    if (source !== undefined && by !== null && by !== lan.name && !isOn(lan, source))
      caught.push({ network: lan.name, by })
  }
  return {
    multicast: nameOf(await wayTo(MDNS_GROUP_4)),
    elsewhere: [...new Set(elsewhere.flatMap(source => nameOf(source) ?? []))],
    caught
  }
}

/** An address on the same network that is not ours. */
function someoneOn(lan: LanAddress): string | undefined {
  if (isLinkLocal6(lan.address)) return undefined
  const network = networkOf(lan.address, lan.prefix)
  if (network === undefined) return undefined
  for (const host of hostsOf(network)) if (host !== lan.address) return host
  return undefined
}

function systemWay(host: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
    const end = (source?: string): void => {
      clearTimeout(timer)
      socket.close()
      resolve(source)
    }
    const timer = setTimeout(end, LOOK_MS)
    socket.once('error', () => end())
    socket.connect(DISCARD_PORT, host, (err?: Error) => {
      if (err === undefined || err === null) end(socket.address().address)
      else end()
    })
  })
}
