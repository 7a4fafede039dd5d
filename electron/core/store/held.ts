/** Which of this device's own entries other people have acknowledged storing. */
import type { Db } from './database.ts'
import { minus, type Run, union } from './runs.ts'

export function createHeld(db: Db) {
  const get = db.prepare<[number, number], Run>(
    'SELECT first, last FROM held WHERE room = ? AND person = ? ORDER BY first'
  )
  const clear = db.prepare('DELETE FROM held WHERE room = ? AND person = ?')
  const put = db.prepare('INSERT INTO held VALUES (?, ?, ?, ?)')
  const holders = db.prepare<[number, number, number], { person: number }>(
    'SELECT DISTINCT person FROM held WHERE room = ? AND first <= ? AND last >= ?'
  )

  return {
    /** Adds what a person holds now. Answers what is new in it. */
    add: db.transaction((room: number, person: number, runs: readonly Run[]): Run[] => {
      const known = get.all(room, person)
      const fresh = minus(union(runs, []), known)
      if (fresh.length === 0) return fresh
      clear.run(room, person)
      for (const run of union(known, fresh)) put.run(room, person, run.first, run.last)
      return fresh
    }),
    holders: (room: number, seq: number): number[] => holders.all(room, seq, seq).map(row => row.person)
  }
}
