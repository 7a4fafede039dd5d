/**
 * Private rooms by their secrets. Two people come to that of their direct room each alone; that of another private room is
 * made once and handed to whoever is let in. Spec: docs/protocol/17-private-rooms.md
 */
import { hkdfSync, randomBytes } from 'node:crypto'
import { sha256, utf8 } from './bytes.ts'
import { agreed } from './ed25519.ts'

const DIRECT_INFO = 'earshot/direct/1'
const DIRECT_ROOM = utf8('earshot/direct-room/1')
const PRIVATE_ROOM = utf8('earshot/private-room/1')
const SECRET_BYTES = 32

/** Who agrees on a direct room: the account, and what stands in the certificate of its device. */
export interface Agreeing {
  account: Uint8Array
  inboxKey: Uint8Array
}

/**
 * The same for both. Undefined where the other key agrees on nothing, or is our own.
 * @param scalar private half of our inbox key
 */
export function directSecret(scalar: Uint8Array, own: Uint8Array, other: Agreeing): Uint8Array | undefined {
  const order = Buffer.compare(own, other.account)
  const shared = order === 0 ? undefined : agreed(scalar, other.inboxKey)
  if (shared === undefined) return undefined
  const salt = Buffer.concat(order < 0 ? [own, other.account] : [other.account, own])
  const secret = new Uint8Array(hkdfSync('sha256', shared, salt, DIRECT_INFO, SECRET_BYTES))
  shared.fill(0)
  return secret
}

export const directRoomId = (secret: Uint8Array): Uint8Array => sha256(DIRECT_ROOM, secret)

export const newRoomSecret = (): Uint8Array => new Uint8Array(randomBytes(SECRET_BYTES))

/** @param creator account key of who made it */
export const privateRoomId = (creator: Uint8Array, secret: Uint8Array): Uint8Array =>
  sha256(PRIVATE_ROOM, creator, secret)
