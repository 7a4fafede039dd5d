/**
 * Under what name a courier keeps a parcel. A tag of a room is of use only to who knows the room's secret, one for first contact
 * to who knows the account; both change with the day. Spec: docs/protocol/19-couriers.md
 */
import { createHmac } from 'node:crypto'
import { sha256, utf8 } from '../bytes.ts'

const ROOM = 'earshot/courier-tag/1'
const FIRST_CONTACT = 'earshot/first-contact-tag/1'
const DAY_MS = 24 * 60 * 60 * 1000

/** The number of a day, in UTC, since 1970. */
export const dayOf = (ms: number): number => Math.max(0, Math.floor(ms / DAY_MS))

/**
 * @param secret of the room
 * @param reader device key of whom the parcel is for
 */
export const roomTag = (secret: Uint8Array, reader: Uint8Array, day: number): Uint8Array =>
  new Uint8Array(createHmac('sha256', secret).update(ROOM).update(reader).update(eightBytes(day)).digest())

/** @param account key of whom the parcel is for */
export const firstContactTag = (account: Uint8Array, day: number): Uint8Array =>
  sha256(utf8(FIRST_CONTACT), account, eightBytes(day))

function eightBytes(day: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(day))
  return bytes
}
