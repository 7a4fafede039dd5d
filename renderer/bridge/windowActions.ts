/** What can be asked of the window from anywhere in it: to write to somebody, to ask before something is done, to show an invite or what one says. */
import { createContext, useContext } from 'react'
import type { AccountId, RoomId } from '../../shared/model.ts'

export interface WindowActions {
  /** Opens the conversation with somebody, begun where there is none, and puts the focus where one writes. */
  message(account: AccountId): void
  /** Opens the place where their profile is. */
  profile(account: AccountId): void
  /** These open a dialog each. */
  verify(account: AccountId): void
  block(account: AccountId): void
  acceptKey(account: AccountId): void
  /** Somebody else of the same name: the key that was known before stays. Done at once: it opens nothing to anybody. */
  notTheirs(account: AccountId): void
  /** Asks before a conversation of two is deleted here. */
  deleteDirect(roomId: RoomId): void
  invite(roomId: RoomId): void
  addPeople(roomId: RoomId): void
  /** What an invite says, before anybody joins with it. */
  joinWith(link: string): void
  /** Leaves a channel: a public one at once, a private one is asked about. */
  leave(roomId: RoomId): void
}

const nothing = (): void => {}
export const WindowActionsContext = createContext<WindowActions>({
  message: nothing,
  profile: nothing,
  verify: nothing,
  block: nothing,
  acceptKey: nothing,
  notTheirs: nothing,
  deleteDirect: nothing,
  invite: nothing,
  addPeople: nothing,
  joinWith: nothing,
  leave: nothing
})

export const useWindowActions = (): WindowActions => useContext(WindowActionsContext)
