/** What peers say of themselves in DNS packets, as @libp2p/mdns and go-libp2p write it. Spec: libp2p/specs discovery/mdns */
import { peerIdFromString } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import { multiaddr } from '@multiformats/multiaddr'
import type { Answer, DecodedPacket, Question } from 'dns-packet'
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet'
import { hostPort, isLoopback, peerIn } from '../addresses.ts'
import type { IgnoredReason } from '../facts.ts'
import { isIPv6 } from '../interfaces.ts'
import { MAX_ADDRESSES, MAX_PACKET_BYTES, MAX_RECORDS, MAX_TXT_BYTES, TTL_SECONDS } from './constants.ts'

export const SERVICE = '_p2p._udp.local'
const PREFIX = 'dnsaddr='
const HEADER_BYTES = 12
/** Class IN with the bit that asks for an answer to the asker alone. */
const UNICAST_WANTED = 'UNKNOWN_32769'

export type Heard =
  /** `id` is the asker's; `alone`: it would rather have the answer sent to it alone. */
  | { readonly kind: 'question'; readonly id: number; readonly alone: boolean }
  | { readonly kind: 'announcement'; readonly peer: string; readonly addresses: Multiaddr[]; readonly leaving: boolean }
  /** Other people's printers. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason }

/** "Who is there?" @param id tells our own questions, that come back to us, from those of others */
export const question = (id: number): Buffer =>
  encode({ type: 'query', id, questions: [{ type: 'PTR', class: 'IN', name: SERVICE }] })

export interface Announcement {
  /** Says nothing of the computer or the person. */
  readonly name: string
  /** Multiaddrs with the PeerId. */
  readonly addresses: readonly string[]
  /** Takes it back. */
  readonly leaving?: boolean
  /** Of the question that this answers, for an asker that is told alone. */
  readonly id?: number
}

/**
 * "Here I am": one name, and the addresses as strings of one TXT record, since go-libp2p heeds the last one only. It also
 * wants a host with an address: the name serves as that.
 */
export function announcement({ name, addresses, leaving = false, id }: Announcement): Buffer {
  const instance = `${name}.${SERVICE}`
  const texts = addresses.map(address => PREFIX + address).filter(text => Buffer.byteLength(text) <= MAX_TXT_BYTES)
  const [first] = addresses
  const place = first === undefined ? undefined : hostPort(multiaddr(first))
  const record = { class: 'IN', ttl: leaving ? 0 : TTL_SECONDS } as const
  // where the specification wants the addresses, and rust-libp2p alone looks for them
  const additionals: Answer[] = [{ ...record, type: 'TXT', name: instance, data: texts.slice(0, MAX_ADDRESSES) }]
  if (place !== undefined) {
    const type = isIPv6(place.host) ? 'AAAA' : 'A'
    additionals.push({ ...record, type: 'SRV', name: instance, data: { port: place.port, target: `${name}.local` } })
    additionals.push({ ...record, type, name: `${name}.local`, data: place.host })
  }
  return encode({
    type: 'response',
    flags: AUTHORITATIVE_ANSWER,
    ...(id === undefined ? {} : { id, questions: [{ type: 'PTR', class: 'IN', name: SERVICE }] }),
    answers: [{ ...record, type: 'PTR', name: SERVICE, data: instance }],
    additionals
  })
}

/** Whether a packet may be about us at all: printers and music players share the port. Cheap. */
export const mentionsUs = (bytes: Buffer): boolean => bytes.includes('_p2p')

/** Never throws. */
export function readPacket(bytes: Buffer): Heard {
  if (bytes.length > MAX_PACKET_BYTES) return { kind: 'ignored', reason: 'too-long' }
  if (bytes.length < HEADER_BYTES) return { kind: 'ignored', reason: 'malformed' }
  const records = [4, 6, 8, 10].reduce((sum, at) => sum + bytes.readUInt16BE(at), 0)
  if (records > MAX_RECORDS) return { kind: 'ignored', reason: 'too-many' }
  try {
    const packet = decode(bytes)
    return packet.type === 'query' ? readQuestion(packet) : readAnnouncement(packet)
  } catch {
    return { kind: 'ignored', reason: 'malformed' }
  }
}

function readQuestion({ id = 0, questions = [] }: DecodedPacket): Heard {
  const ours = questions.filter(isOurs)
  if (ours.length === 0) return { kind: 'nothing' }
  return { kind: 'question', id, alone: ours.some(({ class: of }) => String(of) === UNICAST_WANTED) }
}

const ASKS_FOR_US: ReadonlySet<string> = new Set(['PTR', 'ANY'])
const isOurs = ({ name, type }: Question): boolean => name === SERVICE && ASKS_FOR_US.has(type)

function readAnnouncement({ answers = [], additionals = [] }: DecodedPacket): Heard {
  const records = [...answers, ...additionals]
  const named = records.find(({ type, name }) => type === 'PTR' && name === SERVICE)
  if (named === undefined || !('ttl' in named)) return { kind: 'nothing' }
  const texts = records
    .flatMap(textsOf)
    .filter(text => text.startsWith(PREFIX))
    .slice(0, MAX_RECORDS)
  const all = texts.flatMap(text => readAddress(text.slice(PREFIX.length)) ?? [])
  const [first] = all
  if (first === undefined) return { kind: 'ignored', reason: 'malformed' }
  const addresses = all.filter(({ peer }) => peer === first.peer).flatMap(({ dialable }) => dialable ?? [])
  return { kind: 'announcement', peer: first.peer, addresses, leaving: named.ttl === 0 }
}

function textsOf(record: Answer): string[] {
  if (record.type !== 'TXT') return []
  const data: unknown = record.data
  const parts: unknown[] = Array.isArray(data) ? data : [data]
  return parts.filter(part => typeof part === 'string' || Buffer.isBuffer(part)).map(String)
}

/** Who an address leads to, and the address where it can be dialled at all: TCP, and not this computer itself. */
function readAddress(text: string): { peer: string; dialable: Multiaddr | undefined } | undefined {
  if (text.length > MAX_TXT_BYTES) return undefined
  try {
    const address = multiaddr(text)
    const peer = peerIn(address)
    if (peer === undefined) return undefined
    peerIdFromString(peer)
    const place = hostPort(address)
    const dialable = place !== undefined && place.port !== 0 && !isLoopback(place.host)
    return { peer, dialable: dialable ? address : undefined }
  } catch {
    return undefined
  }
}
