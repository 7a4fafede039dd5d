/** The rows of the list that opens while a name is typed, and what each puts into the text. Pure. */
import type { AccountId, Person, Room } from '../../../../shared/model.ts'
import { findEmoji } from '../../../i18n/emoji.ts'
import { MAX_SUGGESTIONS, suggestPeople, suggestRooms } from './suggestions.ts'
import type { Token } from './tokens.ts'

/** What there is to choose from. */
export interface Offer {
  /** Of the room, oneself not among them. */
  readonly members: readonly Person[]
  readonly rooms: readonly Room[]
  /** Who wrote here, newest first. */
  recent(): readonly AccountId[]
}

export type Choice = { readonly key: string /** What takes the place of the token. */; readonly text: string } & (
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'channel'; readonly room: Room }
  | { readonly kind: 'emoji'; readonly emoji: string; readonly name: string }
)

export function choicesOf({ kind, query }: Token, offer: Offer): Choice[] {
  if (kind === 'person') {
    return suggestPeople(offer.members, query, offer.recent()).map(person => ({
      kind,
      key: person.account,
      text: `@${person.name} `,
      person
    }))
  }
  if (kind === 'channel') {
    return suggestRooms(offer.rooms, query).map(room => ({ kind, key: room.roomId, text: `#${room.name} `, room }))
  }
  return findEmoji(query)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ emoji, name }) => ({ kind, key: emoji, text: `${emoji} `, emoji, name }))
}
