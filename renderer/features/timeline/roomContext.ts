/** What every row of a room needs and none owns. */
import { createContext, useContext } from 'react'
import type { AccountId, Person } from '../../../shared/model.ts'
import type { Unsent } from './rows.ts'

export interface RoomContextValue {
  readonly roomName: string
  /** Whether this computer is on a network. */
  readonly online: boolean
  /** People whose names look like another's: they are shown with a part of their key. */
  readonly lookalikes: ReadonlySet<AccountId>
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

/** Whose names look alike, oneself left out: one's own messages say "you". */
export const lookalikesOf = (people: readonly Person[] | undefined): ReadonlySet<AccountId> =>
  new Set((people ?? []).filter(person => person.lookalike).map(person => person.account))

/** The part of a key that tells two people of one name apart: '3f9a 02c1'. */
export const keyHint = (account: string): string => `${account.slice(0, 4)} ${account.slice(4, 8)}`
