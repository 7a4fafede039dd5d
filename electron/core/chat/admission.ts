/**
 * What an entry must be before the room's history is asked: whole, signed, of this room, of a kind that may stand in such a room
 * and says what it may say. In a private room nothing stands open: this is the one guard of it, for what arrives and what is written.
 */
import { MAX_NAME_CHARS, MAX_TOPIC_CHARS } from '../../../shared/limits.ts'
import { refuseText, tidyText } from '../../../shared/messageText.ts'
import { optionalLine, personName } from '../../../shared/names.ts'
import {
  decodeEdit,
  decodeMessage,
  decodePin,
  decodeProfileEntry,
  decodeReact,
  decodeRedact,
  decodeTopic,
  type EditSaid,
  type MentionSaid,
  type MessageSaid,
  type PinSaid,
  type Place,
  type ReactSaid,
  type RedactSaid
} from '../crypto/bodies.ts'
import { equal, toHex } from '../crypto/bytes.ts'
import { uncloak } from '../crypto/cloak.ts'
import type { Content } from '../crypto/content.ts'
import { KEY_BYTES } from '../crypto/ed25519.ts'
import { type Entry, KIND, openEntry } from '../crypto/event.ts'
import { decodeSealed } from '../crypto/groups/frame.ts'
import { decodeMembership } from '../crypto/membershipBody.ts'
import type { Introduced } from '../store/people.ts'
import type { GuardedRoom } from './batch.ts'
import { isPossibleEmoji } from './emoji.ts'
import { openIntroduction } from './introduction.ts'

/** What an entry says, as far as it can be known without the room's history. */
export type Said =
  | ({ is: 'message' } & MessageSaid)
  | ({ is: 'edit' } & EditSaid)
  | ({ is: 'redact' } & RedactSaid)
  | ({ is: 'react' } & ReactSaid)
  | ({ is: 'pin' } & PinSaid)
  | { is: 'topic'; text: string }
  | { is: 'introduction'; introduced: Introduced }
  /** Of a private room: who is in it. */
  | { is: 'membership' }
  /** Of a private room: to be opened yet. */
  | { is: 'sealed' }
  /** Redacted: its body is gone. */
  | { is: 'erased' }
  | { is: 'other' }

export interface Admitted {
  /** As it was signed. */
  entry: Entry
  said: Said
  /** What was cloaked, where its body is. */
  inside?: Content
}

type Malformed = { malformed: string }

const ID_BYTES = 32

/** @returns the entry and what it says, or why it is provably not one: whoever passed it on should have known */
export function admit(bytes: Uint8Array, room: GuardedRoom): Admitted | Malformed {
  const opened = openEntry(bytes)
  if ('malformed' in opened) return opened
  return equal(opened.entry.room, room.roomId) ? admitEntry(opened.entry, room) : { malformed: 'another room' }
}

/** The same for an entry that is known to hold and to be of the room. */
export function admitEntry(entry: Entry, room: GuardedRoom): Admitted | Malformed {
  if (room.kind !== 'public') return admitSealed(entry, room)
  const said = READERS[entry.kind]?.(entry) ?? OTHER
  return 'malformed' in said ? said : { entry, said }
}

/** What a sealed entry says once it was opened. Undefined: not what that kind may say. */
export function admitInside(entry: Entry): Said | undefined {
  const said = READERS[entry.kind]?.(entry)
  return said === undefined || 'malformed' in said ? undefined : said
}

const NOT_SEALED: Malformed = { malformed: 'not sealed' }

function admitSealed(entry: Entry, room: GuardedRoom): Admitted | Malformed {
  switch (entry.kind) {
    case KIND.clock:
      return entry.body.byteLength === 0 ? { entry, said: OTHER } : NOT_SEALED
    case KIND.sealed:
    case KIND.group:
      return admitGroup(entry)
    case KIND.profile:
    case KIND.redact:
      return admitCloaked(entry, room)
    case KIND.membership:
      return room.kind === 'private' ? admitCloaked(entry, room) : NOT_SEALED
    default:
      return NOT_SEALED
  }
}

/** A message or a change, never both: so that a message can be erased, and who comes later still follows the changes. */
function admitGroup(entry: Entry): Admitted | Malformed {
  const sealed = decodeSealed(entry.body)
  if (sealed === undefined) return not('a sealed body')
  const isMessage = sealed.message !== undefined
  const isChange = sealed.commits.length > 0 || sealed.welcome !== undefined || sealed.imports.length > 0
  if (isMessage === isChange || isMessage !== (entry.kind === KIND.sealed)) return not('a sealed body')
  return { entry, said: { is: 'sealed' } }
}

function admitCloaked(entry: Entry, { secret }: GuardedRoom): Admitted | Malformed {
  const inside = secret === null ? undefined : uncloak(secret, entry, entry.body)
  if (inside === undefined) return NOT_SEALED
  const read = { ...entry, body: inside }
  const said = entry.kind === KIND.membership ? membershipOf(inside) : READERS[entry.kind]?.(read)
  if (said === undefined) return NOT_SEALED
  return 'malformed' in said ? said : { entry, said, inside: { kind: entry.kind, body: inside } }
}

/** Whether it has any effect is for who follows the members: here only that it is one. */
const membershipOf = (inside: Uint8Array): Said | Malformed =>
  decodeMembership(inside) === undefined ? not('of the members') : { is: 'membership' }

const OTHER: Said = { is: 'other' }
const not = (what: string): Malformed => ({ malformed: `not ${what}` })

const READERS: Partial<Record<number, (entry: Entry) => Said | Malformed>> = {
  [KIND.message](entry) {
    const said = decodeMessage(entry.body)
    if (said === undefined || !isText(said.text) || !areMentions(said.mentions)) return not('a message')
    if (said.replyTo !== undefined && !isId(said.replyTo)) return not('a message')
    return isPlace(said) ? { is: 'message', ...said, inRoom: standsInRoom(said) } : not('a message')
  },
  [KIND.edit](entry) {
    const said = decodeEdit(entry.body)
    if (said === undefined || !isId(said.target)) return not('an edit')
    return isText(said.text) && areMentions(said.mentions) ? { is: 'edit', ...said } : not('an edit')
  },
  [KIND.redact](entry) {
    const said = decodeRedact(entry.body)
    if (said === undefined || !isPlace(said)) return not('a redaction')
    const named = [said.target, ...said.edits]
    if (!named.every(isId) || !areDifferent(named)) return not('a redaction')
    return { is: 'redact', ...said, inRoom: standsInRoom(said) }
  },
  [KIND.react](entry) {
    const said = decodeReact(entry.body)
    if (said === undefined || !isId(said.target) || !isPossibleEmoji(said.emoji)) return not('a reaction')
    return { is: 'react', ...said }
  },
  [KIND.pin](entry) {
    const said = decodePin(entry.body)
    return said !== undefined && isId(said.target) ? { is: 'pin', ...said } : not('a pin')
  },
  [KIND.topic](entry) {
    const text = decodeTopic(entry.body)
    return text !== undefined && optionalLine(text, MAX_TOPIC_CHARS) === text ? { is: 'topic', text } : not('a topic')
  },
  [KIND.profile](entry) {
    const said = decodeProfileEntry(entry.body)
    const introduced = said === undefined ? undefined : openIntroduction(said)
    if (introduced === undefined || !equal(introduced.device, entry.device)) return not('an introduction')
    return { is: 'introduction', introduced }
  }
}

const isId = (bytes: Uint8Array): boolean => bytes.byteLength === ID_BYTES
const isText = (text: string): boolean => tidyText(text) === text && refuseText(text) === undefined
const isPlace = ({ thread, inRoom }: Place): boolean => (thread === undefined ? !inRoom : isId(thread))
const standsInRoom = ({ thread, inRoom }: Place): boolean => thread === undefined || inRoom
const areDifferent = (all: readonly Uint8Array[]): boolean => new Set(all.map(toHex)).size === all.length

const areMentions = (mentions: readonly MentionSaid[]): boolean =>
  mentions.length === 0 ||
  (mentions.every(
    ({ account, name }) => account.byteLength === KEY_BYTES && personName(name, MAX_NAME_CHARS) === name
  ) &&
    areDifferent(mentions.map(({ account }) => account)))
