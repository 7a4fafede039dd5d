/** Entries as they were signed, found by log and seq, by id, and in the order they are shown. */
import type { Db } from './database.ts'

export interface NewEvent {
  room: number
  log: number
  seq: number
  orderKey: Uint8Array
  kind: number
  /** 0: not for the timeline; 1: shown; 2: kept aside, too far ahead of this clock; 3: its author is not known yet. */
  shown: 0 | 1 | 2 | 3
  receivedAt: number
  header: Uint8Array
  body: Uint8Array
  signature: Uint8Array
}

/** An event with its author, as the timeline needs it. */
export interface EventRow {
  num: number
  roomId: Uint8Array
  room: number
  seq: number
  orderKey: Uint8Array
  receivedAt: number
  delivery: number
  heldOf: number | null
  body: Uint8Array
  device: Uint8Array
  account: Uint8Array
  name: string
  hue: number
}

const TIMELINE = `SELECT e.num, r.room_id AS roomId, e.room, e.seq, e.order_key AS orderKey, e.received_at AS receivedAt, e.delivery,
  e.held_of AS heldOf, e.body, d.device, p.account, p.name, p.hue
  FROM events e JOIN rooms r ON r.num = e.room JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device JOIN people p ON p.num = d.person`

export function createEvents(db: Db) {
  const insert =
    db.prepare(`INSERT INTO events (room, log, seq, order_key, kind, shown, received_at, header, body, signature)
    VALUES (@room, @log, @seq, @orderKey, @kind, @shown, @receivedAt, @header, @body, @signature)`)
  const neighbours = db.prepare<[number, number, number], { seq: number; orderKey: Buffer; header: Buffer }>(
    'SELECT seq, order_key AS orderKey, header FROM events WHERE log = ? AND seq BETWEEN ? AND ?'
  )
  const where = (clause: string) => db.prepare<unknown[], EventRow>(`${TIMELINE} WHERE ${clause}`)
  const byNums = db.prepare<[string], EventRow>(
    `${TIMELINE} WHERE e.shown = 1 AND e.num IN (SELECT value FROM json_each(?))`
  )
  const byId = where('substr(e.order_key, 9) = ? AND e.shown = 1')
  const newest = where('e.room = ? AND e.shown = 1 ORDER BY e.order_key DESC LIMIT ?')
  const oldest = where('e.room = ? AND e.shown = 1 ORDER BY e.order_key LIMIT ?')
  const before = where('e.room = ? AND e.shown = 1 AND e.order_key < ? ORDER BY e.order_key DESC LIMIT ?')
  const after = where('e.room = ? AND e.shown = 1 AND e.order_key > ? ORDER BY e.order_key LIMIT ?')
  const counted = (clause: string) =>
    db.prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM events WHERE room = ? AND shown = 1 AND ${clause}`)
  const countBefore = counted('order_key < ?')
  const countAfter = counted('order_key > ?')
  const unread = db.prepare<[number, Uint8Array, number, number], { n: number }>(`
    SELECT count(*) AS n FROM (SELECT 1 FROM events WHERE room = ? AND shown = 1 AND order_key > ? AND log <> ? LIMIT ?)`)
  const lastKey = db.prepare<[number], { orderKey: Buffer | null }>(`SELECT max(key) AS orderKey FROM (
    SELECT (SELECT max(order_key) FROM events WHERE room = r.num AND shown = 1) AS key FROM rooms r
    UNION ALL SELECT e.order_key FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq WHERE l.device = ?)`)
  const lastIn = db.prepare<[number], { orderKey: Buffer | null }>(
    'SELECT max(order_key) AS orderKey FROM events WHERE room = ? AND shown = 1'
  )
  const lastOf = db.prepare<[number], { orderKey: Buffer }>(
    'SELECT order_key AS orderKey FROM events WHERE log = ? AND shown = 1 ORDER BY seq DESC LIMIT 1'
  )
  const waiting = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM events WHERE shown = 3')
  const introduce = db.prepare<[Uint8Array, number], { num: number; shown: number }>(`
    UPDATE events SET shown = iif(order_key <= ?, 1, 2)
    WHERE shown = 3 AND log IN (SELECT num FROM logs WHERE device = ?) RETURNING num, shown`)
  const unknown = db.prepare<[number], { device: Buffer }>(`
    SELECT DISTINCT d.device FROM events e JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device
    WHERE e.shown = 3 LIMIT ?`)
  const arrive = db.prepare<[Uint8Array], { num: number }>(
    'UPDATE events SET shown = 1 WHERE shown = 2 AND order_key <= ? RETURNING num'
  )
  const ownBetween = where('e.log = ? AND e.shown = 1 AND e.seq BETWEEN ? AND ? ORDER BY e.seq DESC LIMIT ?')
  const deliver = db.prepare('UPDATE events SET delivery = ?, held_of = ? WHERE num = ?')

  return {
    /** Inside a transaction. Answers the row's number. */
    insert: (event: NewEvent): number => Number(insert.run(event).lastInsertRowid),
    /** The entries of a log with seq from - to that are held. The last 32 bytes of an order key are the id. */
    between: (log: number, from: number, to: number) => neighbours.all(log, from, to),

    byNums: (nums: readonly number[]): EventRow[] => byNums.all(JSON.stringify(nums)),
    byId: (id: Uint8Array): EventRow | undefined => byId.get(id),
    newest: (room: number, limit: number): EventRow[] => newest.all(room, limit).reverse(),
    oldest: (room: number, limit: number): EventRow[] => oldest.all(room, limit),
    before: (room: number, key: Uint8Array, limit: number): EventRow[] => before.all(room, key, limit).reverse(),
    after: (room: number, key: Uint8Array, limit: number): EventRow[] => after.all(room, key, limit),
    countBefore: (room: number, key: Uint8Array): number => countBefore.get(room, key)?.n ?? 0,
    countAfter: (room: number, key: Uint8Array): number => countAfter.get(room, key)?.n ?? 0,
    /** Others' messages behind a key, counted up to a limit. */
    unread: (room: number, readUpTo: Uint8Array | null, ownLog: number, limit: number): number =>
      unread.get(room, readUpTo ?? new Uint8Array(), ownLog, limit)?.n ?? 0,
    /** The largest order key of what is shown and of what a device wrote: where its clock goes on from. */
    lastKey: (device: number): Uint8Array | undefined => lastKey.get(device)?.orderKey ?? undefined,
    lastKeyIn: (room: number): Uint8Array | undefined => lastIn.get(room)?.orderKey ?? undefined,

    /** The order key of the newest message in a log. */
    lastMessageOf: (log: number): Uint8Array | undefined => lastOf.get(log)?.orderKey,

    /** How many wait for their author to be introduced. */
    unintroduced: (): number => waiting.get()?.n ?? 0,
    /** Devices that wrote something and are not introduced. */
    unknownAuthors: (limit: number): Uint8Array[] => unknown.all(limit).map(row => row.device),
    /** Shows what a device wrote before it was introduced, as far as `upTo`; the rest is kept aside. Answers the rows shown. */
    introduce: (device: number, upTo: Uint8Array): number[] =>
      introduce.all(upTo, device).flatMap(row => (row.shown === 1 ? [row.num] : [])),
    /** Shows what was kept aside and is not ahead of the clock any more. Answers the rows. */
    arrive: (upTo: Uint8Array): number[] => arrive.all(upTo).map(row => row.num),

    /** The newest of a log's messages within a run of seq. */
    inRun: (log: number, first: number, last: number, limit: number): EventRow[] =>
      ownBetween.all(log, first, last, limit),
    deliver: (num: number, delivery: number, heldOf: number | null): void => void deliver.run(delivery, heldOf, num)
  }
}
