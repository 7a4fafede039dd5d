/** How far own messages have come, and who has them. What was reached for the first time is noted, so that it is never taken back. */
import type { Author, TimelineEvent } from '../../../shared/model.ts'
import type { EventRow } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { DAY_MS, KEEP_DAYS } from './courier/days.ts'
import { deliveryOf } from './delivery.ts'

export interface OwnStateComponents {
  store: Store
  account: Pick<Account, 'person'>
  nearby(): ReadonlySet<number>
  readReceipts(): boolean
  now(): number
}

type State = Pick<TimelineEvent, 'mine' | 'delivery' | 'heldBy' | 'readBy' | 'heldOf' | 'awaited' | 'carriedBy'>

/** Answers a reader for one page: who is near and who is in a room is looked up once. */
export function createOwnState({ store, account, nearby, readReceipts, now }: OwnStateComponents) {
  return (): ((row: EventRow) => State) => {
    const near = nearby()
    const told = readReceipts()
    const isCarried = new Map<number, boolean>()
    const members = new Map<number, Map<number, Uint8Array>>()

    /** Their accounts, by their numbers. */
    const othersIn = (room: number): Map<number, Uint8Array> => {
      const known =
        members.get(room) ?? new Map(store.rooms.members(room).map(member => [member.person, member.account]))
      known.delete(account.person)
      members.set(room, known)
      return known
    }

    function awaited(others: ReadonlyMap<number, Uint8Array>, holders: readonly number[]): Author | null {
      const [key, ...more] = [...others].flatMap(([person, each]) => (holders.includes(person) ? [] : [each]))
      return key === undefined || more.length > 0 ? null : (authorOf(key) ?? null)
    }

    function authorOf(key: Uint8Array): Author | undefined {
      const row = store.people.byAccount(key)
      return row && { account: row.account, name: row.name, hue: row.hue }
    }

    /** Who carries a sealed copy for somebody who does not have it yet. Nobody does for longer than a month. */
    function carriersOf({ room, seq, receivedAt }: EventRow, holders: readonly number[]): Author[] {
      if (now() - receivedAt > KEEP_DAYS * DAY_MS) return []
      const any = isCarried.get(room) ?? store.carried.any(room)
      isCarried.set(room, any)
      const waited = any
        ? store.carried.of(room, seq).filter(({ reader }) => reader !== null && !holders.includes(reader))
        : []
      return [...new Set(waited.map(({ person }) => person))].flatMap(person => {
        const key = store.people.accountOf(person)
        return key === undefined ? [] : (authorOf(key) ?? [])
      })
    }

    return row => {
      const others = othersIn(row.room)
      const holders = store.held.holders(row.room, row.seq)
      const { rank, deliveredTo, ...state } = deliveryOf({
        reached: row.delivery,
        heldOf: row.heldOf,
        others: new Set(others.keys()),
        nearby: near,
        holders,
        readers: told ? store.readBy.readers(row.room, row.seq) : null
      })
      if (rank > row.delivery) store.note(() => store.events.deliver(row.num, rank, deliveredTo))
      return {
        mine: true,
        ...state,
        awaited: state.delivery === 'partial' ? awaited(others, holders) : null,
        carriedBy: carriersOf(row, holders)
      }
    }
  }
}
