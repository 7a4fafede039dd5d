/**
 * What is not said in a private room but must travel with it, who is in it and what they are called, hidden from everybody
 * who does not know the room's secret. No secrecy of messages: who was a member once can lift it. Spec: docs/protocol/17-private-rooms.md
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { labelled } from './bytes.ts'

const LABEL = 'earshot/cloaked/1'
const KEY_INFO = 'earshot/cloak/1'
const CIPHER = 'aes-256-gcm'
const VERSION = 1
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** What a cloak adds to a body. */
export const CLOAK_BYTES = 1 + NONCE_BYTES + TAG_BYTES

/** The entry that a cloaked body stands in: it holds nowhere else. */
export interface CloakPlace {
  room: Uint8Array
  device: Uint8Array
  seq: number
  kind: number
}

const keyOf = (secret: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), KEY_INFO, KEY_BYTES))

/** @param secret of the room */
export function cloak(
  secret: Uint8Array,
  place: CloakPlace,
  body: Uint8Array,
  nonce: Uint8Array = randomBytes(NONCE_BYTES)
): Uint8Array {
  const key = keyOf(secret)
  const cipher = createCipheriv(CIPHER, key, nonce)
  cipher.setAAD(boundTo(place))
  const sealed = [Uint8Array.of(VERSION), nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]
  key.fill(0)
  return new Uint8Array(Buffer.concat(sealed))
}

/** The body, or undefined where it was not cloaked in this room for this place. */
export function uncloak(secret: Uint8Array, place: CloakPlace, cloaked: Uint8Array): Uint8Array | undefined {
  if (cloaked[0] !== VERSION || cloaked.byteLength < CLOAK_BYTES) return undefined
  const key = keyOf(secret)
  const decipher = createDecipheriv(CIPHER, key, cloaked.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(boundTo(place))
  decipher.setAuthTag(cloaked.subarray(-TAG_BYTES))
  try {
    const text = [decipher.update(cloaked.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()]
    return new Uint8Array(Buffer.concat(text))
  } catch {
    return undefined
  } finally {
    key.fill(0)
  }
}

/** label || room || device || seq, 8 bytes || kind, 2 bytes. */
function boundTo({ room, device, seq, kind }: CloakPlace): Uint8Array {
  const numbers = new DataView(new ArrayBuffer(10))
  numbers.setBigUint64(0, BigInt(seq))
  numbers.setUint16(8, kind)
  return labelled(LABEL, Buffer.concat([room, device, new Uint8Array(numbers.buffer)]))
}
