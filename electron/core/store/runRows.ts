/** A table of runs of seq, several sets of them told apart by key columns. */
import type { Db } from './database.ts'
import { minus, type Run, union } from './runs.ts'

type Table =
  | { name: 'held' | 'read_by'; keys: readonly ['room', 'person'] }
  | { name: 'seen'; keys: readonly ['log'] }
  | { name: 'carried'; keys: readonly ['room', 'device', 'person'] }

export function createRunRows(db: Db, { name, keys }: Table) {
  const where = keys.map(key => `${key} = ?`).join(' AND ')
  const all = db.prepare<number[], Run>(`SELECT first, last FROM ${name} WHERE ${where} ORDER BY first`)
  const newest = db.prepare<number[], Run>(`SELECT first, last FROM ${name} WHERE ${where} ORDER BY first DESC LIMIT ?`)
  const touching = db.prepare<number[], Run>(
    `SELECT first, last FROM ${name} WHERE ${where} AND first <= ? AND last >= ? ORDER BY first`
  )
  const drop = db.prepare(`DELETE FROM ${name} WHERE ${where} AND first = ?`)
  const put = db.prepare(`INSERT INTO ${name} VALUES (${keys.map(() => '?').join(', ')}, ?, ?)`)

  return {
    all: (key: readonly number[]): Run[] => all.all(...key),
    /** The newest so many, newest first. */
    newest: (key: readonly number[], limit: number): Run[] => newest.all(...key, limit),
    /** Adds runs. Answers what is new in them, ascending. Inside a transaction. */
    add(key: readonly number[], runs: readonly Run[]): Run[] {
      const added: Run[] = []
      for (const run of union(runs, [])) {
        const known = touching.all(...key, run.last + 1, run.first - 1)
        const fresh = minus([run], known)
        if (fresh.length === 0) continue
        added.push(...fresh)
        for (const { first } of known) drop.run(...key, first)
        for (const { first, last } of union(known, [run])) put.run(...key, first, last)
      }
      return added
    }
  }
}
