/** Who acknowledged that they carry sealed copies of own entries, and for which device. */
import type { Db } from './database.ts'
import { createRunRows } from './runRows.ts'
import type { Run } from './runs.ts'

/** A run of own entries that one person carries. */
export interface CarriedRun extends Run {
  person: number
}

export function createCarried(db: Db) {
  const runs = createRunRows(db, { name: 'carried', keys: ['room', 'device', 'person'] })
  const forDevice = db.prepare<[number, number], CarriedRun>(
    'SELECT person, first, last FROM carried WHERE room = ? AND device = ? ORDER BY first, person'
  )
  const waiting = db.prepare<[number, number, number], { person: number; reader: number | null }>(`
    SELECT DISTINCT c.person, d.person AS reader FROM carried c JOIN devices d ON d.num = c.device
    WHERE c.room = ? AND c.first <= ? AND c.last >= ?`)
  const any = db.prepare<[number], { n: number }>(
    'SELECT count(*) AS n FROM (SELECT 1 FROM carried WHERE room = ? LIMIT 1)'
  )

  return {
    /** `person` carries these for a device. Answers what is new. Inside a transaction. */
    add: (room: number, device: number, person: number, seqs: readonly Run[]): Run[] =>
      runs.add([room, device, person], seqs),
    /** What is carried for a device. */
    forDevice: (room: number, device: number): CarriedRun[] => forDevice.all(room, device),
    /** Who carries an entry, each with whom for. */
    of: (room: number, seq: number): Array<{ person: number; reader: number | null }> => waiting.all(room, seq, seq),
    /** Whether anything of a room is, or was. */
    any: (room: number): boolean => any.get(room)?.n === 1
  }
}
