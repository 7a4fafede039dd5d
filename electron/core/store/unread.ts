/**
 * What arrived and was not read yet: a mark on each message, so that what a healed partition brings counts wherever it
 * stands. A thread's messages that do not stand in the room are unread in the thread; one of them that calls this account
 * by name counts in the room too (2), until the room is read (1).
 */
import type { Db } from './database.ts'

/** A message that was read just now. */
export interface ReadRow {
  log: number
  seq: number
  orderKey: Uint8Array
}

/** A message as far as reading goes. */
export interface Mark {
  num: number
  room: number
  roomId: Uint8Array
  orderKey: Uint8Array
  thread: Uint8Array | null
  inRoom: 0 | 1
}

const LAST = new Uint8Array(40).fill(0xff)
const MESSAGE = 1
const COUNTED = 'room = @room AND unread > 0 AND shown = 1 AND (in_room = 1 OR unread = 2)'

export function createUnread(db: Db) {
  const count = db.prepare<[{ room: number; limit: number }], { unread: number; mentions: number | null }>(`
    SELECT count(*) AS unread, sum(unread = 2) AS mentions
    FROM (SELECT unread FROM events WHERE ${COUNTED} ORDER BY order_key DESC LIMIT @limit)`)
  const first = db.prepare<[{ room: number }], { orderKey: Buffer }>(`SELECT order_key AS orderKey FROM events
    WHERE room = @room AND unread > 0 AND shown = 1 AND in_room = 1 ORDER BY order_key LIMIT 1`)
  const clear = (which: string) =>
    db.prepare<unknown[], { log: number; seq: number; orderKey: Buffer }>(`UPDATE events SET unread = 0
      WHERE num IN (SELECT num FROM events WHERE ${which} AND unread > 0 AND shown = 1 AND order_key > ?
        AND order_key <= ? ORDER BY order_key LIMIT ?) RETURNING log, seq, order_key AS orderKey`)
  const clearRoom = clear('room = ? AND in_room = 1')
  const clearThread = clear('room = ? AND thread = ?')
  const calm = db.prepare(
    'UPDATE events SET unread = 1 WHERE room = ? AND unread = 2 AND shown = 1 AND in_room = 0 AND order_key <= ?'
  )
  const last = db.prepare<[number], { orderKey: Buffer | null }>(
    'SELECT max(order_key) AS orderKey FROM events WHERE room = ? AND shown = 1 AND in_room = 1'
  )
  const mark = (which: string) =>
    db.prepare<unknown[], { orderKey: Buffer }>(`UPDATE events
      SET unread = iif(EXISTS (SELECT 1 FROM mentions m WHERE m.event = events.num AND m.account = ?), 2, 1)
      WHERE num IN (SELECT num FROM events WHERE ${which} AND shown = 1 AND order_key >= ? AND log <> ? AND kind = ${MESSAGE}
        AND erased = 0 AND unread = 0 ORDER BY order_key LIMIT ?) RETURNING order_key AS orderKey`)
  const markRoom = mark('room = ? AND in_room = 1')
  const markThread = mark('room = ? AND thread = ?')
  const MARK = `SELECT e.num, e.room, r.room_id AS roomId, e.order_key AS orderKey, e.thread, e.in_room AS inRoom
    FROM events e JOIN rooms r ON r.num = e.room`
  const byId = db.prepare<[Uint8Array], Mark>(`${MARK} WHERE substr(e.order_key, 9) = ? AND e.shown = 1`)
  const written = db.prepare<[string], Mark>(
    `${MARK} WHERE e.num IN (SELECT value FROM json_each(?)) AND e.kind = ${MESSAGE} AND e.shown = 1`
  )
  const authors = db.prepare<[string], { log: number; device: Buffer }>(`SELECT l.num AS log, d.device
    FROM logs l JOIN devices d ON d.num = l.device WHERE l.num IN (SELECT value FROM json_each(?))`)

  return {
    /** Of the newest `limit` of a room. */
    count(room: number, limit: number): { unread: number; mentions: number } {
      const found = count.get({ room, limit })
      return { unread: found?.unread ?? 0, mentions: found?.mentions ?? 0 }
    },
    /** The order key of the first one that stands in the room. */
    first: (room: number): Uint8Array | undefined => first.get({ room })?.orderKey,
    /** The next ones behind a key, up to another, are read. Inside a transaction. */
    readRoom: (room: number, behind: Uint8Array, upTo: Uint8Array, limit: number): ReadRow[] =>
      clearRoom.all(room, behind, upTo, limit),
    readThread: (room: number, root: Uint8Array, behind: Uint8Array, upTo: Uint8Array, limit: number): ReadRow[] =>
      clearThread.all(room, root, behind, upTo, limit),
    /** Mentions in threads do not count in the room any more: all of them, where it was read to its end. Answers whether there were any. */
    calm(room: number, upTo: Uint8Array): boolean {
      const end = last.get(room)?.orderKey ?? undefined
      return calm.run(room, end === undefined || Buffer.compare(upTo, end) >= 0 ? LAST : upTo).changes > 0
    },
    /** The next others' messages from a key on are unread again. Inside a transaction. Answers where they stand. */
    again({ room, thread, inRoom }: Mark, from: Uint8Array, own: { log: number; account: Uint8Array }, limit: number) {
      return inRoom === 1 || thread === null
        ? markRoom.all(own.account, room, from, own.log, limit)
        : markThread.all(own.account, room, thread, from, own.log, limit)
    },
    /** A message that is shown. */
    byId: (id: Uint8Array): Mark | undefined => byId.get(id),
    /** Those of these rows that are messages. */
    messages: (nums: readonly number[]): Mark[] => written.all(JSON.stringify(nums)),
    /** Who writes these logs. */
    authors: (logs: readonly number[]): Array<{ log: number; device: Uint8Array }> => authors.all(JSON.stringify(logs))
  }
}
