/** How far own messages have come, and who has them. What was reached for the first time is noted, so that it is never taken back. */
import type { TimelineEvent } from '../../../shared/model.ts'
import type { EventRow } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { deliveryOf } from './delivery.ts'

export interface OwnStateComponents {
  store: Store
  account: Pick<Account, 'person'>
  nearby(): ReadonlySet<number>
  readReceipts(): boolean
}

type State = Pick<TimelineEvent, 'mine' | 'delivery' | 'heldBy' | 'readBy' | 'heldOf'>

/** Answers a reader for one page: who is near and who is in a room is looked up once. */
export function createOwnState({ store, account, nearby, readReceipts }: OwnStateComponents) {
  return (): ((row: EventRow) => State) => {
    const near = nearby()
    const told = readReceipts()
    const members = new Map<number, Set<number>>()

    const othersIn = (room: number): Set<number> => {
      const known = members.get(room) ?? new Set(store.rooms.members(room).map(member => member.person))
      known.delete(account.person)
      members.set(room, known)
      return known
    }

    return row => {
      const { rank, deliveredTo, ...state } = deliveryOf({
        reached: row.delivery,
        heldOf: row.heldOf,
        others: othersIn(row.room),
        nearby: near,
        holders: store.held.holders(row.room, row.seq),
        readers: told ? store.readBy.readers(row.room, row.seq) : null
      })
      if (rank > row.delivery) store.note(() => store.events.deliver(row.num, rank, deliveredTo))
      return { mine: true, ...state }
    }
  }
}
