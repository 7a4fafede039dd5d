/** Sealed entries whose inside is still to be read, or cannot be: by log, in the order of their numbers. */
import type { Db } from './database.ts'

/** A sealed entry as it lies in the store, with what is known of its place. */
export interface SealedRow {
  num: number
  seq: number
  orderKey: Uint8Array
  header: Uint8Array
  sealed: Uint8Array
}

/** A log with entries that are to be opened. Its author was introduced. */
export interface LogToOpen {
  log: number
  deviceNum: number
  device: Uint8Array
  certificate: Uint8Array
  person: number
  account: Uint8Array
}

/** What was in an entry that was opened, as it can be handed on. */
export interface HandableRow {
  seq: number
  kind: number
  body: Uint8Array
  /** Null of what this device sealed. */
  said: Uint8Array | null
}

/** How an entry stands once it was opened. */
export interface OpenedRow {
  kind: number
  body: Uint8Array
  shown: 0 | 1 | 2 | 3
  unread: 0 | 1 | 2
  thread: Uint8Array | null
  inRoom: 0 | 1
  erased: 0 | 1
  /** Its author's signature of what is in it. */
  said: Uint8Array
}

const GROUP = 9

export function createSealed(db: Db) {
  const logs = db.prepare<[number], LogToOpen>(`
    SELECT l.num AS log, d.num AS deviceNum, d.device, d.certificate, d.person, p.account
    FROM (SELECT DISTINCT log FROM events WHERE room = ? AND unopened = 1) e JOIN logs l ON l.num = e.log
    JOIN devices d ON d.num = l.device JOIN people p ON p.num = d.person WHERE d.certificate IS NOT NULL ORDER BY l.num`)
  const log = db.prepare<[number, Uint8Array], LogToOpen>(`
    SELECT l.num AS log, d.num AS deviceNum, d.device, d.certificate, d.person, p.account FROM devices d
    JOIN logs l ON l.device = d.num AND l.room = ? JOIN people p ON p.num = d.person
    WHERE d.device = ? AND d.certificate IS NOT NULL`)
  const notForUs = db.prepare<[number, number, number], { num: number; device: Buffer; seq: number; header: Buffer }>(`
    SELECT e.num, d.device, e.seq, e.header FROM events e JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device
    WHERE e.room = ? AND e.unopened = 3 ORDER BY e.log, e.seq DESC LIMIT ? OFFSET ?`)
  const notForUsAt = db.prepare<[number, number, number], SealedRow>(`
    SELECT num, seq, order_key AS orderKey, header, sealed FROM events
    WHERE room = ? AND log = ? AND seq = ? AND unopened = 3`)
  const handable = db.prepare<[number, number, number, number], HandableRow>(`
    SELECT seq, kind, body, said FROM events
    WHERE log = ? AND seq BETWEEN ? AND ? AND sealed IS NOT NULL AND unopened = 0 AND erased = 0 ORDER BY seq DESC LIMIT ?`)
  const next = db.prepare<[number, number, number, number], SealedRow>(`
    SELECT num, seq, order_key AS orderKey, header, sealed FROM events
    WHERE room = ? AND log = ? AND unopened = 1 AND seq > ? ORDER BY seq LIMIT ?`)
  const changes = db.prepare<[number, number, number], SealedRow>(`
    SELECT num, seq, order_key AS orderKey, header, sealed FROM events
    WHERE room = ? AND log = ? AND unopened = 1 AND kind = ${GROUP} AND seq > ? ORDER BY seq`)
  const open =
    db.prepare(`UPDATE events SET kind = @kind, body = @body, shown = @shown, unread = @unread, thread = @thread,
    in_room = @inRoom, erased = @erased, sealed = iif(@erased = 1, NULL, sealed), unopened = 0,
    said = iif(@erased = 1, NULL, @said) WHERE num = @num`)
  const mark = db.prepare('UPDATE events SET unopened = ? WHERE num = ?')
  const lost = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM events WHERE room = ? AND unopened = 2')
  const rooms = db.prepare<[], { room: number }>('SELECT DISTINCT room FROM events WHERE unopened = 1')
  const again = db.prepare('UPDATE events SET unopened = 1 WHERE room = ? AND log = ? AND unopened = 3')
  const erase =
    db.prepare(`UPDATE events SET kind = @kind, body = x'', sealed = NULL, unopened = 0, erased = 1, unread = 0,
    shown = iif(shown = 0, @shown, shown), thread = @thread, in_room = @inRoom WHERE num = @num`)
  const behind = db.prepare<[number, number], { seq: number; header: Buffer }>(
    'SELECT seq, header FROM events WHERE log = ? AND seq > ? ORDER BY seq DESC'
  )
  const skipped = db.prepare<[number, number, number], { header: Buffer }>(`
    SELECT header FROM events WHERE log = ? AND seq > ? AND seq < ? AND (erased = 1 OR unopened >= 2)`)

  return {
    /** Rooms with anything to open. */
    rooms: (): number[] => rooms.all().map(({ room }) => room),
    /** Logs of a room with anything to open, by people who are known. */
    logs: (room: number): LogToOpen[] => logs.all(room),
    /** The next entries of a log behind a number. */
    next: (room: number, log: number, behindSeq: number, limit: number): SealedRow[] =>
      next.all(room, log, behindSeq, limit),
    /** One of them, by its writer, with anything to open or not. */
    log: (room: number, device: Uint8Array): LogToOpen | undefined => log.get(room, device),
    /** What was sealed for others only, of each log the newest first; the first of them left out. */
    notForUs: (
      room: number,
      limit: number,
      leftOut: number
    ): Array<{ num: number; device: Uint8Array; seq: number; header: Uint8Array }> =>
      notForUs.all(room, limit, leftOut),
    notForUsAt: (room: number, inLog: number, seq: number): SealedRow | undefined => notForUsAt.get(room, inLog, seq),
    /** What was opened of a log, or sealed here, newest first; what was cloaked is among it. */
    handable: (inLog: number, first: number, last: number, limit: number): HandableRow[] =>
      handable.all(inLog, first, last, limit),
    /** The same, of those that change a send group, all of them. */
    changes: (room: number, log: number, behindSeq: number): SealedRow[] => changes.all(room, log, behindSeq),
    /** Inside the transaction that stores the state they were read with. */
    open: (num: number, row: OpenedRow): void => void open.run({ num, ...row }),
    /** 0: it was read and says nothing to people; 2: it cannot be opened; 3: it was not sealed for us. Inside a transaction. */
    mark: (num: number, unopened: 0 | 2 | 3): void => void mark.run(unopened, num),
    /** What was not for us may be after all. */
    tryAgain: (room: number, log: number): void => void again.run(room, log),
    /** Redacted before it was opened. Inside a transaction. */
    erase: (num: number, row: Pick<OpenedRow, 'kind' | 'thread' | 'inRoom'> & { shown: 0 | 1 }): void =>
      void erase.run({ num, ...row }),
    /** How many of a room cannot be opened. */
    lost: (room: number): number => lost.get(room)?.n ?? 0,
    /** Headers of a log behind a number, newest first. */
    behind: (log: number, seq: number): IterableIterator<{ seq: number; header: Uint8Array }> =>
      behind.iterate(log, seq),
    /** Headers of what nobody will read any more between two numbers of a log. */
    skipped: (log: number, after: number, before: number): Uint8Array[] =>
      skipped.all(log, after, before).map(({ header }) => header)
  }
}
