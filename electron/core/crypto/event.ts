/** A room's entries: made, signed, checked. What is signed is kept byte for byte. Spec: docs/protocol/02-events.md */
import { MAX_EVENT_BYTES, MAX_PARENTS } from '../../../shared/limits.ts'
import { equal, labelled, sha256 } from './bytes.ts'
import { KEY_BYTES, type SigningKey, verify } from './ed25519.ts'
import { Header, SignedEvent } from './pb/wire.ts'

const LABEL = 'earshot/event/1'
const ID_BYTES = 32
export const MAX_HEADER_BYTES = 1_024

/**
 * Kinds are numbers on the wire for ever. Unknown ones are stored and passed on, not shown. sealed, group and membership are
 * those of private rooms.
 */
export const KIND = {
  message: 1,
  edit: 2,
  redact: 3,
  react: 4,
  pin: 5,
  topic: 6,
  profile: 7,
  sealed: 8,
  group: 9,
  membership: 10,
  clock: 12
} as const
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
  const opened = openHanded(bytes)
  if ('malformed' in opened) return opened
  return opened.erased ? { malformed: 'body length' } : { entry: opened.entry }
}

/** The same of an entry that its author hands over: one that was redacted comes without its body. */
export function openHanded(bytes: Uint8Array): { entry: Entry; erased: boolean } | { malformed: string } {
  if (bytes.byteLength > MAX_EVENT_BYTES) return { malformed: 'too large' }
  try {
    const opened = openUnproved(SignedEvent.decode(bytes))
    return 'malformed' in opened || isSigned(opened.entry) ? opened : { malformed: 'signature' }
  } catch {
    return { malformed: 'not an event' }
  }
}

/**
 * The same, but for the signature: sync proves an entry by the one behind it. `erased`: the body is left out, and only
 * the header holds.
 */
export function openUnproved(
  signed: Pick<Entry, 'header' | 'body' | 'signature'>
): { entry: Entry; erased: boolean } | { malformed: string } {
  const { header: bytes, body, signature } = signed
  if (bytes.byteLength > MAX_HEADER_BYTES) return { malformed: 'header too large' }
  let header: Header
  try {
    header = Header.decode(bytes, { limits: { parents: MAX_PARENTS } })
  } catch {
    return { malformed: 'not an event' }
  }
  const wrong = malformedHeader(header)
  if (wrong !== undefined) return { malformed: wrong }
  const erased = body.byteLength === 0 && header.bodyLength > 0
  if (!erased) {
    if (header.bodyLength !== body.byteLength) return { malformed: 'body length' }
    if (!equal(sha256(body), header.bodyHash)) return { malformed: 'body hash' }
  }
  const seq = Number(header.seq)
  const prev = seq === 0 ? undefined : header.prev
  const { room, device, parents, hlc, kind, bodyHash } = header
  return {
    entry: { room, device, seq, prev, parents, hlc, kind, bodyHash, header: bytes, body, signature, id: sha256(bytes) },
    erased
  }
}

/** Whether the device itself signed it. */
export const isSigned = ({ device, id, signature }: Pick<Entry, 'device' | 'id' | 'signature'>): boolean =>
  verify(device, labelled(LABEL, id), signature)

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

/** The room that an encoded entry says it is of. Nothing is verified; undefined where it is none. */
export function entryRoom(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return Header.decode(SignedEvent.decode(bytes).header, { limits: { parents: MAX_PARENTS } }).room
  } catch {
    return undefined
  }
}
/** The predecessor that a stored header names; empty at seq 0. */
export const headerPrev = (header: Uint8Array): Uint8Array => Header.decode(header).prev
/** Of a stored header: its predecessor, when it was written, what it is. */
export const readHeader = (header: Uint8Array): Pick<Header, 'prev' | 'hlc' | 'kind'> => Header.decode(header)
