/** A room's messages in the order every peer agrees on, page by page. */
import { ChatError } from '../../../shared/errors.ts'
import { MAX_PAGE, MAX_PINS } from '../../../shared/limits.ts'
import type { EventId, OrderKey, RoomId, TimelineEvent, TimelinePage, Version } from '../../../shared/model.ts'
import { openEdit, openMessage } from '../crypto/bodies.ts'
import { equal, fromHex } from '../crypto/bytes.ts'
import { KIND } from '../crypto/event.ts'
import type { EventRow, Scope } from '../store/events.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import { idOf, msOf } from './clock.ts'
import type { Describe } from './describe.ts'
import { editsOf } from './outcome.ts'

export type PageFrom = { at: 'newest' | 'oldest' } | { at: 'before' | 'after' | 'around'; orderKey: OrderKey }

/** Throws ChatError room.not-joined. */
export function roomOf(store: Store, roomId: RoomId): RoomRow {
  const room = store.rooms.byId(fromHex(roomId))
  if (room === undefined) throw new ChatError('room.not-joined')
  return room
}

/** What is shown under an id. Throws ChatError not-found. */
export function rowOf(store: Store, eventId: EventId): EventRow {
  const row = store.events.byId(fromHex(eventId))
  if (row === undefined) throw new ChatError('not-found')
  return row
}

/** A page of a room, or of a thread of it. */
export function pageOf(store: Store, describe: Describe, scope: Scope, from: PageFrom, limit: number): TimelinePage {
  const rows = rowsFrom(store, scope, from, limit)
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    events: describe(rows),
    older: first === undefined ? 0 : store.events.countBefore(scope, first.orderKey),
    newer: last === undefined ? 0 : store.events.countAfter(scope, last.orderKey)
  }
}

function rowsFrom({ events }: Store, scope: Scope, from: PageFrom, limit: number): EventRow[] {
  if (!('orderKey' in from)) return from.at === 'newest' ? events.newest(scope, limit) : events.oldest(scope, limit)
  const key = fromHex(from.orderKey)
  if (from.at === 'before') return events.before(scope, key, limit)
  if (from.at === 'after') return events.after(scope, key, limit)
  const half = Math.ceil(limit / 2)
  const behind = events.after(scope, key, limit - half)
  const row = events.byId(idOf(key))
  const here = row !== undefined && isIn(scope, row) ? [row] : []
  return [...events.before(scope, key, half), ...here, ...behind].slice(-limit)
}

const isIn = ({ room, thread }: Scope, row: EventRow): boolean =>
  row.room === room && (thread === undefined ? row.inRoom === 1 : row.thread !== null && equal(row.thread, thread))

export function createTimeline({ store, describe }: { store: Store; describe: Describe }) {
  return {
    describe,
    /** These rows, those of them that are shown. */
    some: (nums: readonly number[]): TimelineEvent[] => describe(store.events.byNums(nums.slice(0, MAX_PAGE))),

    /** What stands in the room. Throws ChatError room.not-joined. */
    page: (roomId: RoomId, from: PageFrom, limit: number): TimelinePage =>
      pageOf(store, describe, { room: roomOf(store, roomId).num }, from, limit),

    /** Throws ChatError not-found. */
    get(eventId: EventId): TimelineEvent {
      const event = describe([rowOf(store, eventId)])[0]
      if (event === undefined) throw new ChatError('not-found')
      return event
    },

    /** Every text a message has had, oldest first; none once it is deleted. Throws ChatError not-found. */
    versions(eventId: EventId): Version[] {
      const row = rowOf(store, eventId)
      if (row.kind !== KIND.message) throw new ChatError('not-found')
      if (row.erased === 1) return []
      const first = { body: openMessage(row.body).text, at: msOf(row.orderKey) }
      const edits = editsOf(row, store.operations.on([idOf(row.orderKey)]))
      return [
        first,
        ...edits.flatMap(({ body, orderKey }) =>
          body === null ? [] : { body: openEdit(body).text, at: msOf(orderKey) }
        )
      ]
    },

    /** The one pinned last first. Throws ChatError room.not-joined. */
    pinned(roomId: RoomId): TimelineEvent[] {
      const ids = store.operations.pinned(roomOf(store, roomId).num, MAX_PINS)
      const events = new Map(describe(store.events.byIds(ids)).map(event => [event.eventId as string, event]))
      return ids.flatMap(id => events.get(Buffer.from(id).toString('hex')) ?? [])
    }
  }
}
