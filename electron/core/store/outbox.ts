/** Own entries that nobody else has acknowledged yet: what is published again after a restart. */
import type { Db } from './database.ts'

export interface Pending {
  num: number
  header: Uint8Array
  body: Uint8Array
  signature: Uint8Array
}

export function createOutbox(db: Db) {
  const put = db.prepare('INSERT INTO outbox (room, event) VALUES (?, ?)')
  const next = db.prepare<
    [number, number, number],
    Pending
  >(`SELECT e.num, e.header, coalesce(e.sealed, e.body) AS body, e.signature FROM outbox o JOIN events e ON e.num = o.event
    WHERE o.room = ? AND o.event > ? ORDER BY o.event LIMIT ?`)
  const newest = db.prepare<[number, number], { event: number }>(
    'SELECT event FROM outbox WHERE room = ? ORDER BY event DESC LIMIT ?'
  )
  const before = db.prepare<[number, number], { event: number }>(
    'SELECT event FROM outbox WHERE room = ? ORDER BY event DESC LIMIT 1 OFFSET ?'
  )
  const rooms = db.prepare<[], { room: number }>('SELECT DISTINCT room FROM outbox')
  const drop = db.prepare(
    'DELETE FROM outbox WHERE room = ? AND event IN (SELECT num FROM events WHERE log = ? AND seq BETWEEN ? AND ?)'
  )

  return {
    /** Inside the transaction that stores the entry. */
    put: (room: number, event: number): void => void put.run(room, event),
    /** The next entries behind a row's number, in the order they were written. */
    next: (room: number, after: number, limit: number): Pending[] => next.all(room, after, limit),
    newest: (room: number, limit: number): number[] => newest.all(room, limit).map(row => row.event),
    /** The row behind which only so many wait; 0 where no more do. */
    before: (room: number, newest: number): number => before.get(room, newest)?.event ?? 0,
    rooms: (): number[] => rooms.all().map(row => row.room),
    /** Somebody holds these. */
    acknowledge: (room: number, log: number, first: number, last: number): void => void drop.run(room, log, first, last)
  }
}
