/** The code that others paste or scan to reach this computer: who it is and where, and a check that it is whole. Spec: docs/protocol/13-codes.md */
import { ChatError } from '../../../../shared/errors.ts'
import type { DeviceId } from '../../../../shared/model.ts'
import { equal, labelled, sha256 } from '../../crypto/bytes.ts'
import { deviceIdOf, deviceKeyOf } from '../../crypto/deviceId.ts'
import { familyOf, hostBytes, hostOfBytes, multiaddrOf, type Place, placeOf } from './places.ts'

const PREFIX = 'earshot:peer/'
const LABEL = 'earshot/peer-code/1'
const VERSION = 1
const KEY_BYTES = 32
const CHECK_BYTES = 4
const MAX_PLACES = 8
const MAX_CHARS = 400

export interface PeerCode {
  peer: DeviceId
  /** Multiaddrs with the PeerId, as they were written. */
  addresses: string[]
}

/** Whether a text is meant to be a code. */
export const looksLikeCode = (text: string): boolean => text.trim().toLowerCase().startsWith('earshot:')

/** @param addresses multiaddrs; those that lead nowhere from another computer are left out */
export function writePeerCode(peer: DeviceId, addresses: readonly string[]): string {
  const key = deviceKeyOf(peer)
  if (key === undefined) throw new TypeError('not the PeerId of a device')
  const places = addresses.flatMap(address => placeOf(address) ?? []).filter(({ host }) => !isOnlyHere(host))
  const body = Buffer.concat([Uint8Array.of(VERSION), key, ...places.slice(0, MAX_PLACES).map(placeBytes)])
  return PREFIX + Buffer.concat([body, checkOf(body)]).toString('base64url')
}

/** Throws ChatError peer.code. */
export function readPeerCode(text: string): PeerCode {
  const trimmed = text.trim()
  const written = trimmed.slice(PREFIX.length)
  if (trimmed.length > MAX_CHARS || !trimmed.startsWith(PREFIX) || !/^[\w-]+$/.test(written)) throw broken()
  const bytes = new Uint8Array(Buffer.from(written, 'base64url'))
  const body = bytes.subarray(0, -CHECK_BYTES)
  if (body.length <= KEY_BYTES || body[0] !== VERSION || !equal(bytes.subarray(-CHECK_BYTES), checkOf(body)))
    throw broken()
  const peer = peerOf(body.subarray(1, 1 + KEY_BYTES))
  const places = readPlaces(body.subarray(1 + KEY_BYTES))
  return { peer, addresses: places.map(place => `${multiaddrOf(place)}/p2p/${peer}`) }
}

const broken = (): ChatError => new ChatError('peer.code')

/** Loopback, and addresses that mean something else on every interface. */
const isOnlyHere = (host: string): boolean => /^127\.|^::1$|^fe[89ab]/i.test(host)

const checkOf = (body: Uint8Array): Uint8Array => sha256(labelled(LABEL, body)).subarray(0, CHECK_BYTES)

function placeBytes({ host, port }: Place): Uint8Array {
  const bytes = hostBytes(host)
  if (bytes === undefined) return new Uint8Array()
  return Uint8Array.of(familyOf(host) === 'ipv4' ? 4 : 6, ...bytes, port >> 8, port & 0xff)
}

function peerOf(key: Uint8Array): DeviceId {
  try {
    return deviceIdOf(key)
  } catch {
    throw broken()
  }
}

function readPlaces(bytes: Uint8Array): Place[] {
  const places: Place[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = bytes[at] === 4 ? 4 : bytes[at] === 6 ? 16 : undefined
    if (size === undefined || at + size + 3 > bytes.length || places.length === MAX_PLACES) throw broken()
    const port = ((bytes[at + size + 1] ?? 0) << 8) | (bytes[at + size + 2] ?? 0)
    const host = hostOfBytes(bytes.subarray(at + 1, at + 1 + size))
    if (port === 0 || isOnlyHere(host)) throw broken()
    places.push({ host, port })
    at += size + 3
  }
  return places
}
