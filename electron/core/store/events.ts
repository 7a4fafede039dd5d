/** What stands in rooms and threads, in the order it is shown, and what waits to be shown. */
import type { Db } from './database.ts'

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
  kind: number
  erased: 0 | 1
  thread: Uint8Array | null
  inRoom: 0 | 1
  forked: 0 | 1
  body: Uint8Array
  device: Uint8Array
  person: number
  account: Uint8Array
  name: string
  hue: number
}

/** A room as it is read, or a thread of it. */
export interface Scope {
  room: number
  thread?: Uint8Array
}

/** What is known of an entry, whether it is shown or not. */
export interface Facts {
  num: number
  room: number
  kind: number
  shown: number
  erased: 0 | 1
  thread: Uint8Array | null
  inRoom: 0 | 1
  body: Uint8Array
  /** 1: sealed, and not opened here. */
  hidden: 0 | 1
  /** Null until its author was introduced. */
  person: number | null
}

const TIMELINE = `SELECT e.num, r.room_id AS roomId, e.room, e.seq, e.order_key AS orderKey, e.received_at AS receivedAt, e.delivery,
  e.held_of AS heldOf, e.kind, e.erased, e.thread, e.in_room AS inRoom, f.log IS NOT NULL AS forked, e.body,
  d.device, d.person, p.account, p.name, p.hue
  FROM events e JOIN rooms r ON r.num = e.room JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device
  JOIN people p ON p.num = d.person LEFT JOIN forks f ON f.log = e.log`
/** Kinds that stand in the timeline; the others only change what does. */
const STANDS = 'kind IN (1, 6)'

export function createEvents(db: Db) {
  const where = (clause: string) => db.prepare<unknown[], EventRow>(`${TIMELINE} WHERE ${clause}`)
  const byNums = db.prepare<[string], EventRow>(
    `${TIMELINE} WHERE e.shown = 1 AND e.num IN (SELECT value FROM json_each(?))`
  )
  const byId = where('substr(e.order_key, 9) = ? AND e.shown = 1')
  const byIds = db.prepare<[string], EventRow>(
    `${TIMELINE} WHERE e.shown = 1 AND substr(e.order_key, 9) IN (SELECT unhex(value) FROM json_each(?))`
  )
  const facts = db.prepare<[Uint8Array], Facts>(`
    SELECT e.num, e.room, e.kind, e.shown, e.erased, e.thread, e.in_room AS inRoom, e.body, e.unopened > 0 AS hidden, d.person
    FROM events e JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device WHERE substr(e.order_key, 9) = ?`)
  const erase = db.prepare(
    "UPDATE events SET body = x'', sealed = NULL, said = NULL, unopened = 0, erased = 1, unread = 0, thread = @thread, in_room = @inRoom WHERE num = @num"
  )
  const roots = db.prepare<[string], { num: number }>(`
    SELECT DISTINCT r.num FROM json_each(?) j CROSS JOIN events e ON e.num = j.value
      CROSS JOIN events r ON substr(r.order_key, 9) = e.thread`)
  const ids = db.prepare<[string], { id: Buffer }>(
    'SELECT substr(order_key, 9) AS id FROM events WHERE num IN (SELECT value FROM json_each(?))'
  )
  const room = createPages(db, 'e.room = @room AND e.shown = 1 AND e.in_room = 1')
  const thread = createPages(db, 'e.thread = @thread AND e.room = @room AND e.shown = 1')
  const pages = (scope: Scope) => (scope.thread === undefined ? room : thread)
  const lastIn = db.prepare<[number], { orderKey: Buffer | null }>(
    'SELECT max(order_key) AS orderKey FROM events WHERE room = ? AND shown = 1 AND in_room = 1'
  )
  const waiting = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM events WHERE shown = 3')
  const introduce = db.prepare<[Uint8Array, number], { num: number; shown: number }>(`
    UPDATE events SET shown = iif(order_key <= ?, ${STANDS}, 2)
    WHERE shown = 3 AND log IN (SELECT num FROM logs WHERE device = ?) RETURNING num, shown`)
  const unknown = db.prepare<[number], { device: Buffer }>(`
    SELECT DISTINCT d.device FROM events e JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device
    WHERE e.shown = 3 LIMIT ?`)
  const arrive = db.prepare<[Uint8Array, number], { num: number }>(`UPDATE events SET shown = ${STANDS}
    WHERE num IN (SELECT num FROM events WHERE shown = 2 AND order_key <= ? ORDER BY order_key LIMIT ?) RETURNING num`)
  const ownBetween = where('e.log = ? AND e.shown = 1 AND e.seq BETWEEN ? AND ? ORDER BY e.seq DESC LIMIT ?')
  const deliver = db.prepare('UPDATE events SET delivery = ?, held_of = ? WHERE num = ?')

  return {
    byNums: (nums: readonly number[]): EventRow[] => byNums.all(JSON.stringify(nums)),
    byId: (id: Uint8Array): EventRow | undefined => byId.get(id),
    byIds: (ids: readonly Uint8Array[]): EventRow[] =>
      byIds.all(JSON.stringify(ids.map(id => Buffer.from(id).toString('hex')))),
    newest: (scope: Scope, limit: number): EventRow[] =>
      pages(scope)
        .newest.all({ ...scope, limit })
        .reverse(),
    oldest: (scope: Scope, limit: number): EventRow[] => pages(scope).oldest.all({ ...scope, limit }),
    before: (scope: Scope, key: Uint8Array, limit: number): EventRow[] =>
      pages(scope)
        .before.all({ ...scope, key, limit })
        .reverse(),
    after: (scope: Scope, key: Uint8Array, limit: number): EventRow[] =>
      pages(scope).after.all({ ...scope, key, limit }),
    countBefore: (scope: Scope, key: Uint8Array): number => pages(scope).countBefore.get({ ...scope, key })?.n ?? 0,
    countAfter: (scope: Scope, key: Uint8Array): number => pages(scope).countAfter.get({ ...scope, key })?.n ?? 0,

    /** An entry of any kind, whether it is shown or not. */
    facts: (id: Uint8Array): Facts | undefined => facts.get(id),
    ids: (nums: readonly number[]): Uint8Array[] => ids.all(JSON.stringify(nums)).map(row => row.id),
    /** The rows of the messages on whose threads these hang. */
    roots: (nums: readonly number[]): number[] => roots.all(JSON.stringify(nums)).map(row => row.num),
    /** Its body is gone for good; it stands where the redaction says. Inside a transaction. */
    erase: (num: number, thread: Uint8Array | null, inRoom: 0 | 1): void => void erase.run({ num, thread, inRoom }),

    lastKeyIn: (room: number): Uint8Array | undefined => lastIn.get(room)?.orderKey ?? undefined,

    /** How many wait for their author to be introduced. */
    unintroduced: (): number => waiting.get()?.n ?? 0,
    /** Devices that wrote something and are not introduced. */
    unknownAuthors: (limit: number): Uint8Array[] => unknown.all(limit).map(row => row.device),
    /** Shows what a device wrote before it was introduced, as far as `upTo`; the rest is kept aside. Answers the rows shown. */
    introduce: (device: number, upTo: Uint8Array): number[] =>
      introduce.all(upTo, device).flatMap(row => (row.shown === 1 ? [row.num] : [])),
    /** Shows what was kept aside and is not ahead of the clock any more; operations count from then on. At most so many; answers the rows. */
    arrive: (upTo: Uint8Array, limit: number): number[] => arrive.all(upTo, limit).map(row => row.num),

    /** The newest of a log's messages within a run of seq. */
    inRun: (log: number, first: number, last: number, limit: number): EventRow[] =>
      ownBetween.all(log, first, last, limit),
    deliver: (num: number, delivery: number, heldOf: number | null): void => void deliver.run(delivery, heldOf, num)
  }
}

/** Page by page through what stands in one place. */
function createPages(db: Db, scope: string) {
  const rows = (clause: string) =>
    db.prepare<[Scope & { key?: Uint8Array; limit: number }], EventRow>(`${TIMELINE} WHERE ${scope} ${clause}`)
  const counted = (clause: string) =>
    db.prepare<[Scope & { key: Uint8Array }], { n: number }>(
      `SELECT count(*) AS n FROM events e WHERE ${scope} ${clause}`
    )
  return {
    newest: rows('ORDER BY e.order_key DESC LIMIT @limit'),
    oldest: rows('ORDER BY e.order_key LIMIT @limit'),
    before: rows('AND e.order_key < @key ORDER BY e.order_key DESC LIMIT @limit'),
    after: rows('AND e.order_key > @key ORDER BY e.order_key LIMIT @limit'),
    countBefore: counted('AND e.order_key < @key'),
    countAfter: counted('AND e.order_key > @key')
  }
}
