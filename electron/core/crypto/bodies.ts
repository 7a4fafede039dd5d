/** What entries say, kind by kind: their bodies as data and as bytes. Whether it may be said is chat/admission. Spec: docs/protocol/02-events.md */
import { MAX_EDITS, MAX_MENTIONS } from '../../../shared/limits.ts'
import { spells } from './bytes.ts'
import { EditBody, MessageBody, PinBody, ProfileEntryBody, ReactBody, RedactBody, TopicBody } from './pb/wire.ts'

/** Somebody called by name: `name` is what stands behind the @. */
export interface MentionSaid {
  account: Uint8Array
  name: string
}

/** Where a message stands. */
export interface Place {
  /** The root of the thread it stands in. */
  thread?: Uint8Array | undefined
  /** Whether it stands in the room, where it is in a thread as well. */
  inRoom: boolean
}

export interface MessageSaid extends Place {
  text: string
  replyTo?: Uint8Array | undefined
  mentions: MentionSaid[]
  /** The writer's own clock in ms, where the hlc ran ahead of it. */
  sentAt?: number | undefined
}

export interface EditSaid {
  target: Uint8Array
  text: string
  mentions: MentionSaid[]
}

export interface RedactSaid extends Place {
  target: Uint8Array
  /** New versions of the target that go with it. */
  edits: Uint8Array[]
}

export interface ReactSaid {
  target: Uint8Array
  emoji: string
  on: boolean
}

export interface PinSaid {
  target: Uint8Array
  on: boolean
}

const NONE = new Uint8Array()
const MAX_MS = BigInt(Number.MAX_SAFE_INTEGER)
/** The encoder's types want bytes over an ArrayBuffer of their own; it takes any. */
type Bytes = Uint8Array<ArrayBuffer>

const mentionsOf = (mentions: readonly MentionSaid[]) =>
  mentions.map(({ account, name }) => ({ account: account as Bytes, name }))
const placeOf = ({ thread = NONE, inRoom = false }: Partial<Place>) => ({
  thread: thread as Bytes,
  inRoom: thread.byteLength > 0 && inRoom
})
const idOrNone = (id: Uint8Array): Uint8Array | undefined => (id.byteLength === 0 ? undefined : id)

/** Undefined where the bytes are no such body, or spell a text as it cannot be spelt in UTF-8. */
function decoded<T>(body: Uint8Array, decode: (body: Uint8Array) => T, texts: (said: T) => string[]): T | undefined {
  try {
    const said = decode(body)
    return texts(said).every(text => spells(body, text)) ? said : undefined
  } catch {
    return undefined
  }
}

const names = (said: { text: string; mentions: MentionSaid[] }): string[] => [
  said.text,
  ...said.mentions.map(({ name }) => name)
]

/** What is left out is not said. */
export const encodeMessage = ({
  text,
  replyTo = NONE,
  mentions = [],
  sentAt = 0,
  ...place
}: Partial<MessageSaid> & Pick<MessageSaid, 'text'>): Uint8Array =>
  MessageBody.encode({
    text,
    replyTo: replyTo as Bytes,
    ...placeOf(place),
    mentions: mentionsOf(mentions),
    sentAt: BigInt(sentAt)
  })

export function decodeMessage(body: Uint8Array): MessageSaid | undefined {
  const said = decoded(body, bytes => MessageBody.decode(bytes, { limits: { mentions: MAX_MENTIONS } }), names)
  return said && readMessage(said)
}

/** A body that was admitted: it is known to hold. */
export const openMessage = (body: Uint8Array): MessageSaid => readMessage(MessageBody.decode(body))

function readMessage({ text, replyTo, thread, inRoom, mentions, sentAt }: MessageBody): MessageSaid {
  return {
    text,
    replyTo: idOrNone(replyTo),
    thread: idOrNone(thread),
    inRoom,
    mentions,
    sentAt: sentAt === 0n ? undefined : Number(sentAt < MAX_MS ? sentAt : MAX_MS)
  }
}

export const encodeEdit = ({ target, text, mentions }: EditSaid): Uint8Array =>
  EditBody.encode({ target: target as Bytes, text, mentions: mentionsOf(mentions) })
export const decodeEdit = (body: Uint8Array): EditSaid | undefined =>
  decoded(body, bytes => EditBody.decode(bytes, { limits: { mentions: MAX_MENTIONS } }), names)
/** A body that was admitted: it is known to hold. */
export const openEdit = (body: Uint8Array): EditSaid => EditBody.decode(body)

export const encodeRedact = ({ target, edits, ...place }: RedactSaid): Uint8Array =>
  RedactBody.encode({ target: target as Bytes, edits: edits as Bytes[], ...placeOf(place) })
export function decodeRedact(body: Uint8Array): RedactSaid | undefined {
  const said = decoded(
    body,
    bytes => RedactBody.decode(bytes, { limits: { edits: MAX_EDITS } }),
    () => []
  )
  return said && { ...said, thread: idOrNone(said.thread) }
}

export const encodeReact = ({ target, emoji, on }: ReactSaid): Uint8Array =>
  ReactBody.encode({ target: target as Bytes, emoji, off: !on })
export function decodeReact(body: Uint8Array): ReactSaid | undefined {
  const said = decoded(
    body,
    bytes => ReactBody.decode(bytes),
    ({ emoji }) => [emoji]
  )
  return said && { target: said.target, emoji: said.emoji, on: !said.off }
}

export const encodePin = ({ target, on }: PinSaid): Uint8Array => PinBody.encode({ target: target as Bytes, off: !on })
export function decodePin(body: Uint8Array): PinSaid | undefined {
  const said = decoded(
    body,
    bytes => PinBody.decode(bytes),
    () => []
  )
  return said && { target: said.target, on: !said.off }
}

export const encodeTopic = (text: string): Uint8Array => TopicBody.encode({ text })
/** The topic, or undefined when it is no such body. */
export const decodeTopic = (body: Uint8Array): string | undefined =>
  decoded(
    body,
    bytes => TopicBody.decode(bytes),
    ({ text }) => [text]
  )?.text

export const encodeProfileEntry = (certificate: Uint8Array, profile: Uint8Array): Uint8Array =>
  ProfileEntryBody.encode({ certificate, profile } as ProfileEntryBody)

/** Both as signed bytes, still to be opened. */
export const decodeProfileEntry = (body: Uint8Array): { certificate: Uint8Array; profile: Uint8Array } | undefined =>
  decoded(
    body,
    bytes => ProfileEntryBody.decode(bytes),
    () => []
  )
