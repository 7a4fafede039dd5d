/** What peers say of themselves by multicast DNS, as @libp2p/mdns and go-libp2p write it. Spec: libp2p/specs discovery/mdns */
import { peerIdFromString } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import { multiaddr } from '@multiformats/multiaddr'
import type { ResponsePacket } from 'multicast-dns'
import { hostPort, isLoopback, peerIn } from '../addresses.ts'

export const SERVICE = '_p2p._udp.local'
const PREFIX = 'dnsaddr='
const TTL_SECONDS = 120
/** A TXT string holds no more. */
const MAX_TXT_BYTES = 255
const MAX_ADDRESSES = 8
/** Records of one packet that are looked at. */
const MAX_RECORDS = 64

export interface Sighting {
  readonly peer: string
  readonly addresses: Multiaddr[]
}

export type Answer = Extract<ResponsePacket['answers'], readonly unknown[]>[number]

/** The answer to "who is there?": one name, and an address in each TXT record. */
export function announcement(name: string, addresses: readonly string[]): Answer[] {
  const instance = `${name}.${SERVICE}`
  const answers: Answer[] = [{ name: SERVICE, type: 'PTR', class: 'IN', ttl: TTL_SECONDS, data: instance }]
  for (const address of addresses.slice(0, MAX_ADDRESSES)) {
    const data = PREFIX + address
    if (Buffer.byteLength(data) > MAX_TXT_BYTES) continue
    answers.push({ name: instance, type: 'TXT', class: 'IN', ttl: TTL_SECONDS, data })
  }
  return answers
}

/** Whether somebody asks for us. */
export const asksForPeers = (questions: readonly { name: string }[]): boolean =>
  questions.slice(0, MAX_RECORDS).some(({ name }) => name === SERVICE)

/** The peer in an answer, or undefined when there is none that could be dialled. Never throws. */
export function readSighting(packet: Pick<ResponsePacket, 'answers' | 'additionals'>): Sighting | undefined {
  const records = [...(packet.answers ?? []), ...(packet.additionals ?? [])].slice(0, MAX_RECORDS)
  if (!records.some(({ type, name }) => type === 'PTR' && name === SERVICE)) return undefined
  let peer: string | undefined
  const addresses: Multiaddr[] = []
  for (const text of records.flatMap(textsOf).slice(0, MAX_RECORDS)) {
    const address = readAddress(text)
    const id = address && peerIn(address)
    if (address === undefined || id === undefined || (peer !== undefined && id !== peer)) continue
    peer = id
    if (addresses.push(address) === MAX_ADDRESSES) break
  }
  return peer === undefined ? undefined : { peer, addresses }
}

function textsOf(record: Answer): string[] {
  if (record.type !== 'TXT') return []
  const data: unknown = record.data
  const parts: unknown[] = Array.isArray(data) ? data : [data]
  return parts.filter(part => typeof part === 'string' || Buffer.isBuffer(part)).map(String)
}

function readAddress(text: string): Multiaddr | undefined {
  if (!text.startsWith(PREFIX) || text.length > MAX_TXT_BYTES) return undefined
  try {
    const address = multiaddr(text.slice(PREFIX.length))
    const place = hostPort(address)
    const id = peerIn(address)
    if (place === undefined || id === undefined || isLoopback(place.host) || place.port === 0) return undefined
    peerIdFromString(id)
    return address
  } catch {
    return undefined
  }
}
