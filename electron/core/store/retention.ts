/** The oldest entries of each log, what they weigh, and letting go of them. */
import type { Db } from './database.ts'

/** An entry as far as keeping it goes. */
export interface Aged {
  num: number
  seq: number
  orderKey: Uint8Array
  receivedAt: number
  /** Of what is stored of it as it was signed. */
  bytes: number
  kind: number
  /** 1: nobody else has acknowledged it. */
  pending: 0 | 1
}

/** A log whose entries are looked at from the oldest on. */
export interface AgedLog {
  num: number
  headSeq: number
}

const BYTES = 'length(e.header) + length(e.body) + coalesce(length(e.sealed), 0) + length(e.signature)'

export function createRetention(db: Db) {
  const logs = db.prepare<[number], AgedLog>('SELECT num, head_seq AS headSeq FROM logs WHERE room = ? ORDER BY num')
  const oldest = db.prepare<[number, number, number], Aged>(`
    SELECT e.num, e.seq, e.order_key AS orderKey, e.received_at AS receivedAt, ${BYTES} AS bytes, e.kind,
      EXISTS (SELECT 1 FROM outbox o WHERE o.room = e.room AND o.event = e.num) AS pending
    FROM events e WHERE e.log = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`)
  const added = db.prepare<[number, number], { num: number; room: number; bytes: number }>(
    `SELECT e.num, e.room, ${BYTES} AS bytes FROM events e WHERE e.num > ? ORDER BY e.num LIMIT ?`
  )
  const heard = db.prepare<[number], { orderKey: Buffer | null }>(`SELECT max(e.order_key) AS orderKey
    FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq WHERE l.device <> ?`)
  const last = db.prepare<[], { num: number | null }>('SELECT max(num) AS num FROM events')
  const drop = db.prepare('DELETE FROM events WHERE num IN (SELECT value FROM json_each(?))')

  return {
    logs: (room: number): AgedLog[] => logs.all(room),
    /** The next entries of a log behind a seq, oldest first. */
    oldest: (log: number, behind: number, limit: number): Aged[] => oldest.all(log, behind, limit),
    /** What has been stored since a row, and what it weighs, in the order it was stored. */
    added: (since: number, limit: number): Array<{ num: number; room: number; bytes: number }> =>
      added.all(since, limit),
    /** The newest row; its number is given again once it is gone. */
    last: (): number => last.get()?.num ?? 0,
    /** Order key of the newest entry of anybody but this device: what the time is at least, as others see it. */
    heard: (ownDevice: number): Uint8Array | undefined => heard.get(ownDevice)?.orderKey ?? undefined,
    /** Rows that nothing speaks of any more. Inside a transaction. */
    drop: (nums: readonly number[]): void => void drop.run(JSON.stringify(nums))
  }
}
