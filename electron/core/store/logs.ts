/** Logs: one writer each in a room. Their heads are kept in memory too, since every entry asks for one. */
import type { Db } from './database.ts'
import { type Run, union } from './runs.ts'

export interface Log {
  num: number
  headSeq: number
  headId: Uint8Array
}

export function createLogs(db: Db) {
  const get = db.prepare<[number, number], Log>(
    'SELECT num, head_seq AS headSeq, head_id AS headId FROM logs WHERE room = ? AND device = ?'
  )
  const add = db.prepare<[number, number, number, Uint8Array], { num: number }>(
    'INSERT INTO logs (room, device, head_seq, head_id) VALUES (?, ?, ?, ?) RETURNING num'
  )
  const move = db.prepare('UPDATE logs SET head_seq = ?, head_id = ? WHERE num = ?')
  const have = db.prepare<[number], Run>('SELECT first, last FROM have WHERE log = ? ORDER BY first')
  const extend = db.prepare('UPDATE have SET last = ? WHERE log = ? AND last = ?')
  const around = db.prepare<[number, number, number], Run>(
    'SELECT first, last FROM have WHERE log = ? AND first <= ? AND last >= ?'
  )
  const dropHave = db.prepare('DELETE FROM have WHERE log = ? AND first = ?')
  const putHave = db.prepare('INSERT INTO have VALUES (?, ?, ?)')
  const heads = db.prepare<[{ room: number; own: number; ownHead: Uint8Array | null; limit: number }], { id: Buffer }>(`
    SELECT l.head_id AS id FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq
    WHERE l.room = @room AND l.num <> @own
      AND (@ownHead IS NULL OR e.num > (SELECT num FROM events WHERE substr(order_key, 9) = @ownHead))
    ORDER BY e.order_key DESC LIMIT @limit`)
  const count = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM logs WHERE room = ?')
  const kept = new Map<string, Log>()

  return {
    get(room: number, device: number): Log | undefined {
      const name = `${room}/${device}`
      const log = kept.get(name) ?? get.get(room, device)
      if (log !== undefined) kept.set(name, log)
      return log
    },
    /** The log, with an entry as its head where that is the newest of it. Inside a transaction. */
    advance(room: number, device: number, seq: number, id: Uint8Array): Log {
      const log = this.get(room, device) ?? { num: add.get(room, device, seq, id)?.num ?? 0, headSeq: seq, headId: id }
      if (seq > log.headSeq) move.run(seq, id, log.num)
      if (seq >= log.headSeq) Object.assign(log, { headSeq: seq, headId: id })
      kept.set(`${room}/${device}`, log)
      return log
    },
    /** How many have written in a room. */
    count: (room: number): number => count.get(room)?.n ?? 0,
    /** After a transaction was taken back, what is in memory is not what is on disk. */
    forget: (): void => kept.clear(),

    have: (log: number): Run[] => have.all(log),
    /** Adds runs to what is held of a log; `head` is the largest seq of it. Inside a transaction. */
    addHave(log: number, runs: readonly Run[], head: number): void {
      for (const run of runs) {
        // nearly always the log just grew
        if (run.last === head && extend.run(run.last, log, run.first - 1).changes > 0) continue
        const touching = around.all(log, run.last + 1, run.first - 1)
        for (const { first } of touching) dropHave.run(log, first)
        for (const { first, last } of union(touching, [run])) putHave.run(log, first, last)
      }
    },
    /** Heads of other logs that arrived since this log's head, newest first: the parents of its next entry. */
    newHeads(room: number, own: Log | undefined, limit: number): Uint8Array[] {
      return heads.all({ room, own: own?.num ?? 0, ownHead: own?.headId ?? null, limit }).map(row => row.id)
    }
  }
}
