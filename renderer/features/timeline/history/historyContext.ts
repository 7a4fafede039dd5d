/** What the top of the list says about the room's history. Only it reads this: the rows below are not drawn with every step. */
import { createContext } from 'react'
import type { Room } from '../../../../shared/model.ts'

export interface HistoryContextValue {
  readonly room: Room
  /** To where it is said how long history is kept. */
  onKeep(): void
}

/** Null where the list is no room: a thread begins with the message it hangs on. */
export const HistoryContext = createContext<HistoryContextValue | null>(null)
