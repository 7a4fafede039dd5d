/** A room's messages in the order every peer agrees on, page by page, with how far the own ones have come. */
import { ChatError } from '../../../shared/errors.ts'
import { MAX_PAGE } from '../../../shared/limits.ts'
import { refuseText, tidyText } from '../../../shared/messageText.ts'
import type { AccountId, EventId, OrderKey, RoomId, TimelineEvent, TimelinePage } from '../../../shared/model.ts'
import { equal, fromHex, toHex } from '../crypto/bytes.ts'
import { deviceIdOf } from '../crypto/deviceId.ts'
import { decodeMessage, encodeMessage, KIND } from '../crypto/event.ts'
import type { EventRow } from '../store/events.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { idOf, msOf } from './clock.ts'
import { deliveryOf } from './delivery.ts'
import type { Ingest } from './ingest.ts'

export type PageFrom = { at: 'newest' | 'oldest' } | { at: 'before' | 'after' | 'around'; orderKey: OrderKey }

export interface TimelineComponents {
  store: Store
  account: Account
  ingest: Ingest
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
}

/** Throws ChatError room.not-joined. */
export function roomOf(store: Store, roomId: RoomId): RoomRow {
  const room = store.rooms.byId(fromHex(roomId))
  if (room === undefined) throw new ChatError('room.not-joined')
  return room
}

export function createTimeline({ store, account, ingest, nearby }: TimelineComponents) {
  const deviceKey = account.device.publicKey

  /** Rows as the interface knows them. Own ones that have come further than ever are noted as such. */
  function describe(rows: readonly EventRow[]): TimelineEvent[] {
    const near = nearby()
    const others = new Map<number, Set<number>>()
    const othersIn = (room: number): Set<number> => {
      const known = others.get(room) ?? new Set(store.rooms.members(room).map(member => member.person))
      known.delete(account.person)
      others.set(room, known)
      return known
    }
    return rows.map(row => ({
      ...plain(row),
      ...(equal(row.device, deviceKey) ? ownState(row, othersIn(row.room), near) : OTHERS)
    }))
  }

  function ownState(row: EventRow, others: ReadonlySet<number>, near: ReadonlySet<number>) {
    const state = deliveryOf({
      reached: row.delivery,
      others,
      nearby: near,
      holders: store.held.holders(row.room, row.seq)
    })
    const heldOf = row.heldOf ?? others.size
    if (state.rank > row.delivery)
      store.note(() => store.events.deliver(row.num, state.rank, state.delivery === 'delivered' ? others.size : null))
    return {
      mine: true,
      delivery: state.delivery,
      heldBy: state.delivery === 'delivered' ? heldOf : state.heldBy,
      heldOf
    }
  }

  function rowsFrom(room: number, from: PageFrom, limit: number): EventRow[] {
    if (!('orderKey' in from))
      return from.at === 'newest' ? store.events.newest(room, limit) : store.events.oldest(room, limit)
    const key = fromHex(from.orderKey)
    if (from.at === 'before') return store.events.before(room, key, limit)
    if (from.at === 'after') return store.events.after(room, key, limit)
    const half = Math.ceil(limit / 2)
    const behind = store.events.after(room, key, limit - half)
    return [...store.events.before(room, key, half), ...atKey(room, key), ...behind].slice(-limit)
  }

  const atKey = (room: number, key: Uint8Array): EventRow[] => {
    const row = store.events.byId(idOf(key))
    return row !== undefined && row.room === room ? [row] : []
  }

  return {
    describe,
    /** These rows, those of them that are shown. */
    some: (nums: readonly number[]): TimelineEvent[] => describe(store.events.byNums(nums.slice(0, MAX_PAGE))),

    page(roomId: RoomId, from: PageFrom, limit: number): TimelinePage {
      const room = roomOf(store, roomId).num
      const rows = rowsFrom(room, from, limit)
      const [first, last] = [rows[0], rows.at(-1)]
      return {
        events: describe(rows),
        older: first === undefined ? 0 : store.events.countBefore(room, first.orderKey),
        newer: last === undefined ? 0 : store.events.countAfter(room, last.orderKey)
      }
    },

    get(eventId: EventId): TimelineEvent {
      const row = store.events.byId(fromHex(eventId))
      const event = row === undefined ? undefined : describe([row])[0]
      if (event === undefined) throw new ChatError('not-found')
      return event
    },

    /** Answers once the message is durable here. Throws ChatError room.not-joined, msg.empty, msg.too-long, msg.characters, msg.disk. */
    async send(roomId: RoomId, body: string): Promise<TimelineEvent> {
      const room = roomOf(store, roomId)
      const text = tidyText(body)
      const refusal = refuseText(text)
      if (refusal !== undefined) throw new ChatError(refusal)
      const num = await ingest.write({ room, kind: KIND.message, body: encodeMessage(text) })
      const event = describe(store.events.byNums([num]))[0]
      if (event === undefined) throw new ChatError('internal', 'the message is not where it was stored')
      return event
    }
  }
}

const OTHERS = { mine: false, delivery: 'received', heldBy: 0, heldOf: 0 } as const

function plain(row: EventRow): Omit<TimelineEvent, 'mine' | 'delivery' | 'heldBy' | 'heldOf'> {
  return {
    eventId: toHex(idOf(row.orderKey)) as EventId,
    roomId: toHex(row.roomId) as RoomId,
    orderKey: toHex(row.orderKey) as OrderKey,
    sender: { account: toHex(row.account) as AccountId, device: deviceIdOf(row.device), name: row.name, hue: row.hue },
    sentAt: msOf(row.orderKey),
    receivedAt: row.receivedAt,
    kind: 'message',
    body: decodeMessage(row.body) ?? ''
  }
}
