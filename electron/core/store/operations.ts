/** What entries say of other entries: who edited, deleted, marked or pinned what. What it comes to is worked out when it is read. */
import type { Db } from './database.ts'

export interface NewOperation {
  event: number
  /** Empty for a topic. */
  target: Uint8Array
  room: number
  kind: number
  value: string
  put: 0 | 1
}

/** An operation that counts, with who it is of. */
export interface OperationRow {
  target: Uint8Array
  room: number
  kind: number
  /** The emoji; of a redaction where its target stands. */
  value: string
  put: 0 | 1
  /** The entry's row. */
  event: number
  orderKey: Uint8Array
  /** Of an edit. */
  body: Uint8Array | null
  person: number
  account: Uint8Array
  name: string
  hue: number
}

/** What somebody says something of. */
export interface Target {
  target: Uint8Array
  kind: number
  room: number
  person: number | null
}

const KIND = { edit: 2, redact: 3, pin: 5, topic: 6 } as const
const BY = 'JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device'
/** Kept aside for its time, or by somebody unknown: it does not count yet. */
const COUNTS = 'e.shown < 2'

export function createOperations(db: Db) {
  const put = db.prepare<[NewOperation]>(
    'INSERT INTO operations (event, target, room, kind, value, put) VALUES (@event, @target, @room, @kind, @value, @put)'
  )
  const any = db.prepare<[Uint8Array], { n: number }>('SELECT 1 AS n FROM operations WHERE target = ? LIMIT 1')
  const on = db.prepare<[string], OperationRow>(`
    SELECT o.target, o.room, o.kind, o.value, o.put, o.event, e.order_key AS orderKey, iif(o.kind = ${KIND.edit}, e.body, NULL) AS body,
      d.person, p.account, p.name, p.hue
    FROM json_each(?) j CROSS JOIN operations o ON o.target = unhex(j.value) CROSS JOIN events e ON e.num = o.event
      ${BY} JOIN people p ON p.num = d.person
    WHERE ${COUNTS} AND e.erased = 0 ORDER BY e.order_key`)
  const redaction = db.prepare<[Uint8Array, number, number], { value: string }>(`
    SELECT o.value FROM operations o CROSS JOIN events e ON e.num = o.event ${BY}
    WHERE o.target = ? AND o.kind = ${KIND.redact} AND +o.room = ? AND d.person = ? AND ${COUNTS}
    ORDER BY e.order_key DESC LIMIT 1`)
  const newestEdit = db.prepare<[Uint8Array, number, number], { body: Buffer }>(`
    SELECT e.body FROM operations o CROSS JOIN events e ON e.num = o.event ${BY}
    WHERE o.target = ? AND o.kind = ${KIND.edit} AND +o.room = ? AND d.person = ? AND ${COUNTS} AND e.erased = 0
    ORDER BY e.order_key DESC LIMIT 1`)
  const count = db.prepare<[Uint8Array, number], { n: number }>(
    'SELECT count(*) AS n FROM operations WHERE target = ? AND kind = ?'
  )
  const countTopics = db.prepare<[number, number], { n: number }>(
    'SELECT count(*) AS n FROM operations WHERE room = ? AND kind = ?'
  )
  const older = (where: string) =>
    db.prepare<unknown[], { event: number }>(`
    SELECT o.event FROM operations o CROSS JOIN events e ON e.num = o.event ${BY}
    WHERE ${where} AND o.kind = ? AND l.device IN (SELECT num FROM devices WHERE person = ?)
    ORDER BY e.order_key DESC LIMIT -1 OFFSET ?`)
  const olderOn = older('o.target = ?')
  const olderIn = older('o.room = ?')
  const dropOne = db.prepare('DELETE FROM operations WHERE event = ? AND target = ?')
  const drop = db.prepare('DELETE FROM operations WHERE event = ?')
  const targets = db.prepare<[string], Target>(`
    SELECT DISTINCT o.target, o.kind, o.room, d.person FROM json_each(?) j CROSS JOIN operations o ON o.event = j.value
      CROSS JOIN events e ON e.num = o.event ${BY}`)
  const ofDevice = db.prepare<[Uint8Array], { event: number }>(`
    SELECT e.num AS event FROM devices d CROSS JOIN logs l ON l.device = d.num CROSS JOIN events e ON e.log = l.num
    WHERE d.device = ? AND e.kind <= ${KIND.topic}`)
  const topic = db.prepare<[number], { event: number; text: string }>(`
    SELECT o.event, o.value AS text FROM operations o JOIN events e ON e.num = o.event
    WHERE o.room = ? AND o.kind = ${KIND.topic} AND ${COUNTS} ORDER BY e.order_key DESC LIMIT 1`)
  const PINNED = `FROM (
    SELECT o.target, o.put, max(e.order_key) AS key FROM operations o JOIN events e ON e.num = o.event
    WHERE o.room = ? AND o.kind = ${KIND.pin} AND ${COUNTS} GROUP BY o.target) p
    JOIN events t ON substr(t.order_key, 9) = p.target
    WHERE p.put = 1 AND t.room = ? AND t.kind = 1 AND t.shown = 1 AND t.erased = 0`
  const pinned = db.prepare<[number, number, number], { target: Buffer }>(
    `SELECT p.target ${PINNED} ORDER BY p.key DESC LIMIT ?`
  )
  const pins = db.prepare<[number, number], { n: number }>(`SELECT count(*) AS n ${PINNED}`)

  return {
    /** Inside a transaction. */
    put: (operation: NewOperation): void => void put.run(operation),
    /** Whether anything is said of an entry, by whomever. */
    any: (target: Uint8Array): boolean => any.get(target) !== undefined,
    /** What counts of what is said of these entries, in order. Whether its author may say it is not looked at. */
    on: (targets: readonly Uint8Array[]): OperationRow[] => on.all(JSON.stringify(targets.map(hex))),
    /** Where a redacted entry stands, as the newest redaction by its author says. Undefined: it is not redacted. */
    redaction: (id: Uint8Array, person: number, room: number): string | undefined =>
      redaction.get(id, room, person)?.value,
    isRedacted: (id: Uint8Array, person: number, room: number): boolean =>
      redaction.get(id, room, person) !== undefined,

    /** The newest version by its author. */
    newestEdit: (id: Uint8Array, person: number, room: number): Uint8Array | undefined =>
      newestEdit.get(id, room, person)?.body,

    /** Forgets all but a person's newest so many of one kind on one target; of topics, in one room. Inside a transaction. */
    cap({ target, room, kind, person }: Target, limit: number): void {
      const isTopic = target.byteLength === 0
      const all = isTopic ? countTopics.get(room, kind) : count.get(target, kind)
      if ((all?.n ?? 0) <= limit) return
      const over = isTopic ? olderIn.all(room, kind, person, limit) : olderOn.all(target, kind, person, limit)
      for (const { event } of over) dropOne.run(event, target)
    },
    /** Inside a transaction. */
    drop: (event: number): void => void drop.run(event),
    /** What these entries speak of. */
    targets: (events: readonly number[]): Target[] => targets.all(JSON.stringify(events)),
    /** Messages and operations that a device wrote. */
    ofDevice: (device: Uint8Array): number[] => ofDevice.all(device).map(row => row.event),

    /** The newest topic of a room, and the entry that set it. */
    topic: (room: number): { event: number; text: string } | undefined => topic.get(room),
    /** Ids of the messages that are pinned in a room, the one pinned last first. */
    pinned: (room: number, limit: number): Uint8Array[] => pinned.all(room, room, limit).map(row => row.target),
    /** How many are pinned. */
    pins: (room: number): number => pins.get(room, room)?.n ?? 0
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
