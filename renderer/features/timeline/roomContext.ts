/** What every row of a room needs and none owns. */
import { createContext, useContext } from 'react'
import type { AccountId, Author, EventId, Person, TimelineEvent } from '../../../shared/model.ts'
import type { Unsent } from './rows.ts'

export interface RoomContextValue {
  /** What it is called: '#ctd-casts', 'Tomás Arriaga'. */
  readonly roomTitle: string
  /** What the other is called, where only two are in it. */
  readonly other: string | null
  /** The root of the thread that is open beside the messages. */
  readonly openThread: EventId | null
  /** Whether these are the messages of a thread, not of the room. */
  readonly inThread?: boolean
  /** Whether this computer is on a network. */
  readonly online: boolean
  /** People whose names look like another's: they are shown with a part of their key. */
  readonly lookalikes: ReadonlySet<AccountId>
  /** What they write is shown only to who asks for it. */
  readonly blocked: ReadonlySet<AccountId>
  /** 'Femi and Ines'; of many the first two and how many more. */
  listed(people: readonly Author[]): string
  readonly me: { readonly account: AccountId; readonly name: string; readonly hue: number }
  retry(unsent: Unsent): void
  discard(unsent: Unsent): void
}

export const RoomContext = createContext<RoomContextValue | null>(null)

export function useRoomContext(): RoomContextValue {
  const value = useContext(RoomContext)
  if (value === null) throw new Error('a row needs the room it is in')
  return value
}

/** What is being written in a composer, where it is not simply a new message. */
export type Composing = { readonly kind: 'reply' | 'edit'; readonly event: TimelineEvent }

/** What may be asked of a message that its row cannot answer alone. A thread's panel answers reply and edit itself. */
export interface RoomActions {
  /** The composer of this place answers it, or holds its text to be changed. */
  reply(event: TimelineEvent): void
  edit(event: TimelineEvent): void
  /** The panel with the answers to this message opens, its composer focused. */
  openThread(root: EventId): void
  showVersions(event: TimelineEvent): void
  showReceipts(event: TimelineEvent): void
  /** The room stands at this message, and it is marked for a moment. */
  jumpTo(eventId: EventId): void
  /** Opens the list of emoji at an element; what is chosen becomes a reaction. */
  pickEmoji(event: TimelineEvent, anchor: HTMLElement): void
  confirmDelete(event: TimelineEvent): void
  /** Who somebody is, beside the messages. */
  showPerson(account: AccountId): void
  /** From this message of somebody else on, everything is unread again. */
  markUnread(event: TimelineEvent): void
}

/** What only the list of messages can do. */
export interface ListActions extends Pick<RoomActions, 'jumpTo' | 'markUnread'> {
  /** Focuses a message that is loaded, with as little scrolling as it takes. Whether it is. */
  focusRow(key: string, align: 'nearest'): boolean
}

/** The message the list of emoji is open for. */
export const PickingContext = createContext<EventId | null>(null)

export const RoomActionsContext = createContext<RoomActions | null>(null)

export function useRoomActions(): RoomActions {
  const value = useContext(RoomActionsContext)
  if (value === null) throw new Error('a message needs the room it is in')
  return value
}

/** Opens who somebody is, beside the messages; null where a name is only text. */
export const ShowPerson = createContext<((account: AccountId) => void) | null>(null)

/** Whose names look alike, oneself left out: one's own messages say "you". */
export const lookalikesOf = (people: readonly Person[] | undefined): ReadonlySet<AccountId> =>
  new Set((people ?? []).filter(person => person.lookalike).map(person => person.account))

/** What they write is not shown by itself. */
export const blockedOf = (people: readonly Person[] | undefined): ReadonlySet<AccountId> =>
  new Set((people ?? []).filter(person => person.blocked).map(person => person.account))

/** The part of a key that tells two people of one name apart: '3f9a 02c1'. */
export const keyHint = (account: string): string => `${account.slice(0, 4)} ${account.slice(4, 8)}`
