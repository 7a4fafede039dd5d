/**
 * The outside of a parcel, as couriers see it: what sort it is, a lock, and sealed bytes. The lock is the hash of a key that lies
 * inside: only who can open the parcel can have it dropped. Spec: docs/protocol/19-couriers.md
 */
import { equal, sha256, utf8 } from '../bytes.ts'
import { KEY_BYTES } from '../ed25519.ts'

/** `room`: whoever names the tag is given it. `first-contact`: only devices of the account that the tag is made from. */
export type ParcelSort = 'room' | 'first-contact'

/** The first byte. */
export const SORTS = { room: 1, 'first-contact': 2 } as const
const LOCK = 'earshot/parcel-lock/1'
const LOCK_BYTES = 32
const HEAD_BYTES = 1 + LOCK_BYTES

export interface Framed {
  sort: ParcelSort
  lock: Uint8Array
  sealed: Uint8Array
}

export const lockOf = (key: Uint8Array): Uint8Array => sha256(utf8(LOCK), key)

export function frame({ sort, lock, sealed }: Framed): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + sealed.byteLength)
  bytes[0] = SORTS[sort]
  bytes.set(lock, 1)
  bytes.set(sealed, HEAD_BYTES)
  return bytes
}

/** Undefined where it is no parcel. */
export function unframe(parcel: Uint8Array): Framed | undefined {
  const sort = parcel[0] === SORTS.room ? 'room' : parcel[0] === SORTS['first-contact'] ? 'first-contact' : undefined
  if (sort === undefined || parcel.byteLength <= HEAD_BYTES) return undefined
  return { sort, lock: parcel.subarray(1, HEAD_BYTES), sealed: parcel.subarray(HEAD_BYTES) }
}

/** Whether a key opens the lock of a parcel. */
export const opensLock = (key: Uint8Array, { lock }: Pick<Framed, 'lock'>): boolean =>
  key.byteLength === KEY_BYTES && equal(lockOf(key), lock)

/** What a courier knows a parcel by: two copies of one have the same. */
export const parcelHash = (parcel: Uint8Array): Uint8Array => sha256(parcel)
