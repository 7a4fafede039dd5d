/** What the puller writes: a comparison or a fetch, made and checked. */
import { InvalidMessageError } from '@libp2p/interface'
import { MAX_SYNC_ENTRIES, MAX_SYNC_ROOMS } from '../../../../shared/limits.ts'
import { DIGEST_BYTES, KEY_BYTES, NONCE_BYTES, TAG_BYTES } from './constants.ts'
import type { Comparison, Part, RoomDigest } from './index.ts'
import { Request } from './pb/sync.ts'
import { packParts, unpackParts } from './ranges.ts'

const LIMITS = { compare: { rooms: MAX_SYNC_ROOMS }, fetch: { devices: MAX_SYNC_ENTRIES } }
const NOTHING = new Uint8Array()

export type Question = { comparison: Comparison } | { fetch: { tag: Uint8Array; parts: Part[] } }

/** Throws where it is not one that may be sent. */
export function encodeComparison(comparison: Comparison): Uint8Array {
  const { nonce, now, rooms } = checkComparison(comparison)
  const digests = rooms.map(({ tag, digest, seen }) => ({ tag, digest, seen: seen ?? NOTHING }))
  return Request.encode({ compare: { nonce, now, rooms: digests } } as Request)
}

/** Throws where it is not one that may be sent. */
export function encodeFetch(tag: Uint8Array, parts: readonly Part[]): Uint8Array {
  const packed = packParts(parts)
  checkFetch(tag, packed.devices)
  unpackParts(packed.devices, packed.parts)
  return Request.encode({ fetch: { tag, ...packed } } as Request)
}

/** Decodes a request as a stranger sent it. Throws at anything malformed. */
export function decodeRequest(bytes: Uint8Array): Question {
  const { compare, fetch } = Request.decode(bytes, { limits: LIMITS })
  if (fetch !== undefined) {
    checkFetch(fetch.tag, fetch.devices)
    return { fetch: { tag: fetch.tag, parts: unpackParts(fetch.devices, fetch.parts) } }
  }
  if (compare === undefined) throw new InvalidMessageError('asks nothing')
  const rooms = compare.rooms.map(({ tag, digest, seen }) => ({
    tag,
    digest,
    seen: seen.length === 0 ? undefined : seen
  }))
  return { comparison: checkComparison({ nonce: compare.nonce, now: compare.now, rooms }) }
}

function checkComparison(comparison: Comparison): Comparison {
  const { nonce, now, rooms } = comparison
  if (nonce.length !== NONCE_BYTES) throw new InvalidMessageError('not a nonce')
  if (!Number.isSafeInteger(now) || now < 0) throw new InvalidMessageError('not a time')
  if (rooms.length > MAX_SYNC_ROOMS) throw new InvalidMessageError('too many rooms')
  if (!rooms.every(isDigest)) throw new InvalidMessageError('not the digest of a room')
  return comparison
}

const isDigest = ({ tag, digest, seen }: RoomDigest): boolean =>
  tag.length === TAG_BYTES && digest.length === DIGEST_BYTES && (seen === undefined || seen.length === DIGEST_BYTES)

function checkFetch(tag: Uint8Array, devices: readonly Uint8Array[]): void {
  if (tag.length !== TAG_BYTES) throw new InvalidMessageError('not a tag')
  if (devices.some(key => key.length !== KEY_BYTES)) throw new InvalidMessageError('not a device key')
}
