/** Which of this device's own entries other people have acknowledged: storing them, or having read them. */
import type { Db } from './database.ts'
import { createRunRows } from './runRows.ts'
import type { Run } from './runs.ts'

type Told = 'held' | 'read_by'

export function createHeld(db: Db) {
  const { add, people, all } = createTold(db, 'held')
  /** `holders`: who stores an entry, by number; `all`: what a person stores. */
  return { add, all, holders: people }
}

export function createReadBy(db: Db) {
  const { add, people } = createTold(db, 'read_by')
  /** `readers`: who has read an entry, by number. */
  return { add, readers: people }
}

function createTold(db: Db, table: Told) {
  const runs = createRunRows(db, { name: table, keys: ['room', 'person'] })
  const people = db.prepare<[number, number, number], { person: number }>(
    `SELECT DISTINCT person FROM ${table} WHERE room = ? AND first <= ? AND last >= ?`
  )
  return {
    /** Adds what a person says. Answers what is new in it. Inside a transaction. */
    add: (room: number, person: number, said: readonly Run[]): Run[] => runs.add([room, person], said),
    all: (room: number, person: number): Run[] => runs.all([room, person]),
    people: (room: number, seq: number): number[] => people.all(room, seq, seq).map(row => row.person)
  }
}
