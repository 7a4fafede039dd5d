/** What an entry must be before the room's history is asked: whole, signed, of this room, and of a kind that says what it may say. */
import { refuseText, tidyText } from '../../../shared/messageText.ts'
import { equal } from '../crypto/bytes.ts'
import { decodeMessage, decodeProfileEntry, type Entry, KIND, openEntry } from '../crypto/event.ts'
import type { Introduced } from '../store/people.ts'
import { openIntroduction } from './introduction.ts'

export interface Admitted {
  entry: Entry
  /** Where the entry introduces its author. */
  introduced: Introduced | undefined
}

/** @returns the entry, or why it is provably not one: whoever passed it on should have known */
export function admit(bytes: Uint8Array, roomId: Uint8Array): Admitted | { malformed: string } {
  const opened = openEntry(bytes)
  if ('malformed' in opened) return opened
  const { entry } = opened
  if (!equal(entry.room, roomId)) return { malformed: 'another room' }
  if (entry.kind === KIND.message && !isMessage(entry.body)) return { malformed: 'not a message' }
  if (entry.kind !== KIND.profile) return { entry, introduced: undefined }
  const said = decodeProfileEntry(entry.body)
  const introduced = said === undefined ? undefined : openIntroduction(said)
  if (introduced === undefined || !equal(introduced.device, entry.device)) return { malformed: 'not an introduction' }
  return { entry, introduced }
}

function isMessage(body: Uint8Array): boolean {
  const text = decodeMessage(body)
  return text !== undefined && tidyText(text) === text && refuseText(text) === undefined
}
