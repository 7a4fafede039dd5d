/** When it was learnt that somebody holds, or has read, own entries: for the newest of them only. */
import type { Db } from './database.ts'
import type { Run } from './runs.ts'

const STATES = { held: 0, read: 1 } as const
export type ReceiptState = keyof typeof STATES

/** Of one person in one room. */
const MAX_ROWS = 200

export function createReceiptTimes(db: Db) {
  const put = db.prepare('INSERT INTO receipt_times (room, person, state, first, last, at) VALUES (?, ?, ?, ?, ?, ?)')
  const trim = db.prepare(`DELETE FROM receipt_times WHERE num IN (SELECT num FROM receipt_times
    WHERE room = ? AND person = ? AND state = ? ORDER BY num DESC LIMIT -1 OFFSET ${MAX_ROWS})`)
  const at = db.prepare<number[], { at: number }>(`SELECT at FROM receipt_times
    WHERE room = ? AND person = ? AND state = ? AND first <= ? AND last >= ? ORDER BY num LIMIT 1`)

  return {
    /** Inside a transaction. `runs` are news, ascending. */
    put(room: number, person: number, state: ReceiptState, runs: readonly Run[], now: number): void {
      for (const { first, last } of runs.slice(-MAX_ROWS)) put.run(room, person, STATES[state], first, last, now)
      if (runs.length > 0) trim.run(room, person, STATES[state])
    },
    /** Undefined where it is not known any more. */
    at: (room: number, person: number, state: ReceiptState, seq: number): number | undefined =>
      at.get(room, person, STATES[state], seq, seq)?.at
  }
}
