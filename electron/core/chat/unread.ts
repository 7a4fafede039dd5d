/**
 * Reading: what arrived is unread until it was read, wherever it stands. Large backlogs are worked off in slices, so
 * that nobody waits for them.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { ChatError } from '../../../shared/errors.ts'
import type { EventId, OrderKey } from '../../../shared/model.ts'
import { fromHex, toHex } from '../crypto/bytes.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import type { Mark, ReadRow } from '../store/unread.ts'
import type { Account } from './account.ts'
import type { Receipts } from './receipts.ts'

/** Messages marked in one transaction. */
const SLICE = 64

export interface UnreadComponents {
  store: Store
  account: Pick<Account, 'deviceNum' | 'accountKey'>
  receipts: Pick<Receipts, 'read'>
  onChanged(): void
  /** The messages on which these threads hang look different. */
  onRows(nums: number[]): void
}

export type Reading = ReturnType<typeof createReading>
type InRoom = Pick<RoomRow, 'num' | 'roomId'>
type Next = (behind: Uint8Array) => ReadRow[]

export function createReading({ store, account, receipts, onChanged, onRows }: UnreadComponents) {
  /** Marks slice by slice; answers once all of it is read. True when anything was unread. */
  async function readAll(room: InRoom, next: Next): Promise<boolean> {
    let behind: Uint8Array = FIRST
    for (let some = false; ; some = true) {
      const rows = store.transaction(() => {
        const read = next(behind)
        receipts.read(room.roomId, room.num, read)
        return read
      })
      if (rows.length < SLICE) return some || rows.length > 0
      behind = lastKey(rows)
      await turn()
    }
  }

  async function read(room: InRoom, upTo: Uint8Array): Promise<void> {
    const calmed = store.transaction(() => store.unread.calm(room.num, upTo))
    const some = await readAll(room, behind => store.unread.readRoom(room.num, behind, upTo, SLICE))
    if (some || calmed) onChanged()
  }

  async function readThread(room: InRoom, root: Uint8Array, upTo: Uint8Array): Promise<void> {
    if (await readAll(room, behind => store.unread.readThread(room.num, root, behind, upTo, SLICE))) onChanged()
  }

  async function unread(mark: Mark): Promise<void> {
    const own = { log: store.logs.get(mark.room, account.deviceNum)?.num ?? 0, account: account.accountKey }
    let from = mark.orderKey
    for (;;) {
      const rows = store.transaction(() => store.unread.again(mark, from, own, SLICE))
      if (rows.length < SLICE) break
      from = lastKey(rows)
      await turn()
    }
  }

  return {
    /** What has arrived in a room and stands at or before a key is read. */
    read: (room: InRoom, upTo: OrderKey): Promise<void> => read(room, fromHex(upTo)),
    /** The same of a thread: its messages that do not stand in the room. */
    readThread,
    /** Whoever writes has read what stands above it. On a full disk it stays unread. */
    async wrote(nums: readonly number[]): Promise<void> {
      // the newest in each place stands behind the others; nearly always nothing above it is unread
      const places = new Map(
        store.unread
          .messages(nums)
          .map(row => [`${row.room} ${row.inRoom} ${toHex(row.thread ?? FIRST)}`, row] as const)
      )
      for (const { room: num, roomId, thread, inRoom, orderKey } of places.values()) {
        try {
          const first = inRoom === 1 ? store.unread.first(num) : undefined
          if (first !== undefined && Buffer.compare(first, orderKey) < 0) await read({ num, roomId }, orderKey)
          if (thread !== null) await readThread({ num, roomId }, thread, orderKey)
        } catch (err) {
          if (!(err instanceof ChatError && err.code === 'msg.disk')) throw err
        }
      }
    },
    /** This message and those of others behind it are unread again. Throws ChatError not-found. */
    async again(eventId: EventId): Promise<void> {
      const mark = store.unread.byId(fromHex(eventId))
      if (mark === undefined) throw new ChatError('not-found')
      await unread(mark)
      onChanged()
      if (mark.thread !== null) onRows(store.events.roots([mark.num]))
    }
  }
}

const FIRST: Uint8Array = new Uint8Array()

/** RETURNING gives no order. */
const lastKey = (rows: readonly { orderKey: Uint8Array }[]): Uint8Array =>
  rows.reduce<Uint8Array>((last, row) => (Buffer.compare(row.orderKey, last) > 0 ? row.orderKey : last), FIRST)
