/** A room's entries: made, signed, checked. What is signed is kept byte for byte. Spec: docs/protocol/02-events.md */
import { MAX_EVENT_BYTES, MAX_PARENTS } from '../../../shared/limits.ts'
import { equal, labelled, sha256, spells } from './bytes.ts'
import { KEY_BYTES, type SigningKey, verify } from './ed25519.ts'
import { Header, MessageBody, ProfileEntryBody, SignedEvent } from './pb/wire.ts'

const LABEL = 'earshot/event/1'
const ID_BYTES = 32
export const MAX_HEADER_BYTES = 1_024

/** Kinds are numbers on the wire for ever. Unknown ones are stored and passed on, not shown. */
export const KIND = { message: 1, edit: 2, redact: 3, react: 4, pin: 5, topic: 6, profile: 7, clock: 12 } as const
const MAX_KIND = 0xffff

/** What a writer decides; the rest of the header follows from it. */
export interface EntryDraft {
  room: Uint8Array
  seq: number
  prev: Uint8Array | undefined
  parents: Uint8Array[]
  /** 48 bits of ms since 1970, 16 bits of counter. */
  hlc: bigint
  kind: number
  body: Uint8Array
}

/** An entry that holds: decoded, its hashes and its signature right. */
export interface Entry extends EntryDraft {
  id: Uint8Array
  device: Uint8Array
  bodyHash: Uint8Array
  header: Uint8Array
  signature: Uint8Array
}

export type Opened = { entry: Entry } | { malformed: string }

export function signEntry(draft: EntryDraft, device: SigningKey): Entry {
  const bodyHash = sha256(draft.body)
  const header = Header.encode({
    room: draft.room,
    device: device.publicKey,
    seq: BigInt(draft.seq),
    prev: draft.prev ?? new Uint8Array(),
    parents: draft.parents,
    hlc: draft.hlc,
    kind: draft.kind,
    bodyHash,
    bodyLength: draft.body.byteLength
  } as Header)
  const id = sha256(header)
  return { ...draft, id, device: device.publicKey, bodyHash, header, signature: device.sign(labelled(LABEL, id)) }
}

/** The bytes that travel and that everybody stores and forwards unchanged. */
export const encodeEntry = (entry: Pick<Entry, 'header' | 'body' | 'signature'>): Uint8Array =>
  SignedEvent.encode(entry as SignedEvent)

/**
 * gossipsub's message id: the hash of all of it. The event id would not do: a true header under a false signature would
 * have it too, be refused first, and the author's own copy would then count as a repetition.
 */
export const messageId = (bytes: Uint8Array): Uint8Array => sha256(bytes)

/** Checks everything that can be checked without knowing the room's history. */
export function openEntry(bytes: Uint8Array): Opened {
  if (bytes.byteLength > MAX_EVENT_BYTES) return { malformed: 'too large' }
  try {
    const signed = SignedEvent.decode(bytes)
    if (signed.header.byteLength > MAX_HEADER_BYTES) return { malformed: 'header too large' }
    const header = Header.decode(signed.header, { limits: { parents: MAX_PARENTS } })
    const wrong = malformedHeader(header)
    if (wrong !== undefined) return { malformed: wrong }
    if (header.bodyLength !== signed.body.byteLength) return { malformed: 'body length' }
    if (!equal(sha256(signed.body), header.bodyHash)) return { malformed: 'body hash' }
    const id = sha256(signed.header)
    if (!verify(header.device, labelled(LABEL, id), signed.signature)) return { malformed: 'signature' }
    const seq = Number(header.seq)
    return { entry: { ...header, ...signed, id, seq, prev: seq === 0 ? undefined : header.prev } }
  } catch {
    return { malformed: 'not an event' }
  }
}

function malformedHeader(header: Header): string | undefined {
  if (header.room.byteLength !== ID_BYTES) return 'room'
  if (header.device.byteLength !== KEY_BYTES) return 'device'
  if (header.seq > BigInt(Number.MAX_SAFE_INTEGER)) return 'seq'
  if (header.prev.byteLength !== (header.seq === 0n ? 0 : ID_BYTES)) return 'prev'
  if (header.parents.some(parent => parent.byteLength !== ID_BYTES)) return 'parents'
  if (new Set(header.parents.map(parent => Buffer.from(parent).toString('latin1'))).size !== header.parents.length)
    return 'parents'
  if (header.kind < 1 || header.kind > MAX_KIND) return 'kind'
  if ((header.seq === 0n) !== (header.kind === KIND.profile && header.prev.byteLength === 0)) return 'introduction'
  return undefined
}

export const encodeMessage = (text: string): Uint8Array => MessageBody.encode({ text })

/** The text of a message's body, or undefined when it is no such body. */
export function decodeMessage(body: Uint8Array): string | undefined {
  try {
    const { text } = MessageBody.decode(body)
    return spells(body, text) ? text : undefined // else it was not well-formed UTF-8
  } catch {
    return undefined
  }
}

export const encodeProfileEntry = (certificate: Uint8Array, profile: Uint8Array): Uint8Array =>
  ProfileEntryBody.encode({ certificate, profile } as ProfileEntryBody)

/** Both as signed bytes, still to be opened. */
export function decodeProfileEntry(body: Uint8Array): { certificate: Uint8Array; profile: Uint8Array } | undefined {
  try {
    return ProfileEntryBody.decode(body)
  } catch {
    return undefined
  }
}

/** The predecessor that a stored header names; empty at seq 0. */
export const headerPrev = (header: Uint8Array): Uint8Array => Header.decode(header).prev
