/** What an entry must be before the room's history is asked: whole, signed, of this room, and of a kind that says what it may say. */
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
import { KEY_BYTES } from '../crypto/ed25519.ts'
import { type Entry, KIND, openEntry } from '../crypto/event.ts'
import type { Introduced } from '../store/people.ts'
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
  /** Redacted: its body is gone. */
  | { is: 'erased' }
  | { is: 'other' }

export interface Admitted {
  entry: Entry
  said: Said
}

type Malformed = { malformed: string }

const ID_BYTES = 32

/** @returns the entry and what it says, or why it is provably not one: whoever passed it on should have known */
export function admit(bytes: Uint8Array, roomId: Uint8Array): Admitted | Malformed {
  const opened = openEntry(bytes)
  if ('malformed' in opened) return opened
  return equal(opened.entry.room, roomId) ? admitEntry(opened.entry) : { malformed: 'another room' }
}

/** The same for an entry that is known to hold and to be of the room. */
export function admitEntry(entry: Entry): Admitted | Malformed {
  const said = READERS[entry.kind]?.(entry) ?? OTHER
  return 'malformed' in said ? said : { entry, said }
}

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
