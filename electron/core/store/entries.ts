/** Entries as they were signed: what is stored, passed on and proved. What is read of them is in events.ts. */
import type { Db } from './database.ts'

export interface NewEntry {
  room: number
  log: number
  seq: number
  orderKey: Uint8Array
  kind: number
  /** 0: not for the timeline; 1: shown; 2: kept aside, too far ahead of this clock; 3: its author is not known yet. */
  shown: 0 | 1 | 2 | 3
  /** 1: somebody else's, not read; 2: it mentions this account. */
  unread: 0 | 1 | 2
  /** The root of the thread it stands in. */
  thread: Uint8Array | null
  /** 0: it stands in that thread only. */
  inRoom: 0 | 1
  /** 1: redacted; the body is empty. */
  erased: 0 | 1
  /** 1: its own signature was verified; 0: that of an entry behind it vouches for it. */
  proved: 0 | 1
  receivedAt: number
  header: Uint8Array
  body: Uint8Array
  /** In a private room the body as it travels; `kind` and `body` are what is in it then, as far as it was opened. */
  sealed?: Uint8Array | null
  /** 1: its inside is still to be read; 2: it cannot be; 3: it was not sealed for us. */
  unopened?: 0 | 1 | 2 | 3
  signature: Uint8Array
}

/** An entry as it was signed and travels: in a private room `body` is the sealed one. */
export interface EntryRow {
  num: number
  seq: number
  orderKey: Uint8Array
  header: Uint8Array
  body: Uint8Array
  signature: Uint8Array
  proved: 0 | 1
}

const AS_SIGNED = 'num, seq, order_key AS orderKey, header, coalesce(sealed, body) AS body, signature, proved'

export function createEntries(db: Db) {
  const insert =
    db.prepare(`INSERT INTO events (room, log, seq, order_key, kind, shown, unread, thread, in_room, erased, proved,
    received_at, header, body, signature, sealed, unopened) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const between = db.prepare<[number, number, number], EntryRow>(
    `SELECT ${AS_SIGNED} FROM events WHERE log = ? AND seq BETWEEN ? AND ?`
  )
  const newestFirst = db.prepare<[number, number, number, number], EntryRow>(
    `SELECT ${AS_SIGNED} FROM events
     WHERE log = ? AND seq BETWEEN ? AND ? ORDER BY seq DESC LIMIT ?`
  )
  // + : the index of order keys would be gone through from its end
  const firstSince = db.prepare<[number, number, number, Uint8Array], { seq: number }>(
    'SELECT seq FROM events WHERE log = ? AND seq BETWEEN ? AND ? AND +order_key >= ? ORDER BY seq LIMIT 1'
  )
  const has = db.prepare<[Uint8Array], { num: number }>('SELECT num FROM events WHERE substr(order_key, 9) = ?')
  const lastKey = db.prepare<[Uint8Array, Uint8Array], { key: Buffer | null }>(`SELECT max(key) AS key FROM (
    SELECT (SELECT max(order_key) FROM events WHERE room = r.num AND shown = 1 AND in_room = 1 AND order_key <= ?) AS key FROM rooms r
    UNION ALL SELECT e.order_key FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq WHERE e.order_key <= ?)`)
  const lastHeard = db.prepare<[number], { key: Buffer | null }>(`SELECT max(e.order_key) AS key
    FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq WHERE l.device <> ? AND e.shown < 2`)
  const head = db.prepare<[number, number], { key: Buffer }>(`SELECT e.order_key AS key
    FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq WHERE l.room = ? AND l.device = ?`)
  const lastWritten = db.prepare<[number], { key: Buffer | null }>(`SELECT max(e.order_key) AS key
    FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq WHERE l.device = ?`)
  const keyOf = db.prepare<[number], { key: Buffer }>('SELECT order_key AS key FROM events WHERE num = ?')
  const move = db.prepare('UPDATE events SET order_key = ? WHERE num = ?')

  return {
    /** Inside a transaction. Answers the row's number. */
    insert: (e: NewEntry): number =>
      Number(
        insert.run(
          e.room,
          e.log,
          e.seq,
          e.orderKey,
          e.kind,
          e.shown,
          e.unread,
          e.thread,
          e.inRoom,
          e.erased,
          e.proved,
          e.receivedAt,
          e.header,
          e.body,
          e.signature,
          e.sealed ?? null,
          e.unopened ?? 0
        ).lastInsertRowid
      ),
    /** The entries of a log with seq from - to that are held. The last 32 bytes of an order key are the id. */
    between: (log: number, from: number, to: number): EntryRow[] => between.all(log, from, to),
    /** The same, the newest first, at most so many. */
    newestFirst: (log: number, from: number, to: number, limit: number): EntryRow[] =>
      newestFirst.all(log, from, to, limit),
    /** The first of them that stands at an order key or behind it. */
    firstSince: (log: number, from: number, to: number, key: Uint8Array): number | undefined =>
      firstSince.get(log, from, to, key)?.seq,
    has: (id: Uint8Array): boolean => has.get(id) !== undefined,
    /** The largest order key known, up to a limit: where this device's clock goes on from. */
    lastKey: (upTo: Uint8Array): Uint8Array | undefined => lastKey.get(upTo, upTo)?.key ?? undefined,
    /** The order key of the newest entry of a log. */
    head: (room: number, device: number): Uint8Array | undefined => head.get(room, device)?.key,
    /** The largest order key of what others wrote that was not too far ahead of the clock. */
    lastHeard: (ownDevice: number): Uint8Array | undefined => lastHeard.get(ownDevice)?.key ?? undefined,
    lastWritten: (ownDevice: number): Uint8Array | undefined => lastWritten.get(ownDevice)?.key ?? undefined,
    /** Where a row stands now. */
    keyOf: (num: number): Uint8Array | undefined => keyOf.get(num)?.key,
    /** Sorted elsewhere from now on. Inside a transaction. */
    move: (num: number, orderKey: Uint8Array): void => void move.run(orderKey, num)
  }
}
