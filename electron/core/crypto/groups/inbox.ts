/**
 * First contact: bytes that only one device can open, whoever carries them. Who wrote them is said inside, by signatures.
 * Spec: docs/protocol/15-key-packages.md
 */
import { labelled } from '../bytes.ts'
import { AeadFailed, HPKE_KEY_BYTES, hpkeOpen, hpkeSeal, publicOf, ShareFailed, TAG_BYTES } from './hpke.ts'
import { padded } from './mls.ts'

const LABEL = 'earshot/first-contact/1'
const VERSION = 1
const LENGTH_BYTES = 4
const NONE = new Uint8Array()
/** An entry of 64 KiB, who wrote it, and a little. */
export const MAX_INBOX_CONTENT_BYTES = 72 * 1024
const MAX_INBOX_BYTES = padded(LENGTH_BYTES + MAX_INBOX_CONTENT_BYTES) + 1 + HPKE_KEY_BYTES + TAG_BYTES

export type InboxRefusal = 'malformed' | 'too-large' | 'share' | 'cipher'

/** @param inboxKey from the certificate of that device */
export function sealToInbox(
  device: Uint8Array,
  inboxKey: Uint8Array,
  content: Uint8Array
): { sealed: Uint8Array } | { refusal: InboxRefusal } {
  if (content.byteLength > MAX_INBOX_CONTENT_BYTES) return { refusal: 'too-large' }
  const text = new Uint8Array(padded(LENGTH_BYTES + content.byteLength))
  new DataView(text.buffer).setUint32(0, content.byteLength)
  text.set(content, LENGTH_BYTES)
  try {
    const { enc, ct } = hpkeSeal(inboxKey, labelled(LABEL, device), NONE, text)
    return { sealed: new Uint8Array(Buffer.concat([Uint8Array.of(VERSION), enc, ct])) }
  } catch (err) {
    if (err instanceof ShareFailed) return { refusal: 'share' }
    throw err
  } finally {
    text.fill(0)
  }
}

/** @param inboxScalar the private half of our certificate's inbox key */
export function openFromInbox(
  device: Uint8Array,
  inboxScalar: Uint8Array,
  sealed: Uint8Array
): { content: Uint8Array } | { refusal: InboxRefusal } {
  if (sealed.byteLength > MAX_INBOX_BYTES) return { refusal: 'too-large' }
  if (sealed[0] !== VERSION || sealed.byteLength < 1 + HPKE_KEY_BYTES + TAG_BYTES) return { refusal: 'malformed' }
  const enc = sealed.subarray(1, 1 + HPKE_KEY_BYTES)
  const ct = sealed.subarray(1 + HPKE_KEY_BYTES)
  try {
    const pair = { privateKey: inboxScalar, publicKey: publicOf(inboxScalar) }
    return unpad(hpkeOpen(pair, { enc, ct }, labelled(LABEL, device)))
  } catch (err) {
    if (err instanceof AeadFailed) return { refusal: 'cipher' }
    if (err instanceof ShareFailed) return { refusal: 'share' }
    throw err
  }
}

function unpad(text: Uint8Array): { content: Uint8Array } | { refusal: InboxRefusal } {
  if (text.byteLength < LENGTH_BYTES) return { refusal: 'malformed' }
  const end = LENGTH_BYTES + new DataView(text.buffer, text.byteOffset).getUint32(0)
  if (end > text.byteLength || text.subarray(end).some(byte => byte !== 0)) return { refusal: 'malformed' }
  return { content: text.slice(LENGTH_BYTES, end) }
}
