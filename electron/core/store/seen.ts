/** Which of other people's entries this account has read: what it tells their authors. */
import type { Db } from './database.ts'
import { createRunRows } from './runRows.ts'
import { minus, type Run, runsOf, union } from './runs.ts'

const MESSAGE = 1
/** Between two messages that were read there may be so many reactions and the like that nobody reads one by one. */
const MAX_BETWEEN = 64

export function createSeen(db: Db) {
  const runs = createRunRows(db, { name: 'seen', keys: ['log'] })
  const others = db.prepare<[number, number, number], { n: number }>(
    `SELECT count(*) AS n FROM events WHERE log = ? AND seq BETWEEN ? AND ? AND kind <> ${MESSAGE}`
  )

  /** Holes that are short, and hold nothing but entries that are no messages. */
  function closable(log: number, read: readonly Run[]): Run[] {
    const [first, last] = [read[0], read.at(-1)]
    if (first === undefined || last === undefined) return []
    const before = runs.newest([log], 1).filter(run => run.last < first.first)
    const span = { first: before[0]?.first ?? first.first, last: last.last }
    return minus([span], union(read, before)).filter(hole => {
      const size = hole.last - hole.first + 1
      return size <= MAX_BETWEEN && others.get(log, hole.first, hole.last)?.n === size
    })
  }

  return {
    /** Inside a transaction. */
    add: (log: number, read: readonly Run[]): Run[] => runs.add([log], read),
    /** Messages of a log that were read, with what lies between them. Answers what is news. Inside a transaction. */
    read(log: number, seqs: readonly number[]): Run[] {
      const read = runsOf(seqs)
      return runs.add([log], [...read, ...closable(log, read)])
    },
    /** The newest runs, newest first. */
    newest: (log: number, limit: number): Run[] => runs.newest([log], limit)
  }
}
