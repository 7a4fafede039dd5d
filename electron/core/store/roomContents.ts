/** What a room that is deleted here has to lose. The newest entry of each log stays as a bare header: its chain goes on from it. */
import type { Db } from './database.ts'

export function createRoomContents(db: Db) {
  const some = db.prepare<[number, number], { num: number }>(
    'SELECT e.num FROM logs l JOIN events e ON e.log = l.num WHERE l.room = ? AND e.seq <> l.head_seq LIMIT ?'
  )
  const heads = db.prepare<[number], { num: number }>(
    'SELECT e.num FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq WHERE l.room = ?'
  )
  const drop = db.prepare('DELETE FROM events WHERE num IN (SELECT value FROM json_each(?))')
  const bare = db.prepare(`
    UPDATE events SET body = x'', sealed = NULL, unopened = 0, erased = 1, unread = 0, shown = 0, thread = NULL
    WHERE num IN (SELECT value FROM json_each(?))`)
  const state = ['outbox', 'threads', 'held', 'read_by', 'receipt_times'].map(table =>
    db.prepare(`DELETE FROM ${table} WHERE room = ?`)
  )
  const forgetRoom = db.prepare("UPDATE rooms SET draft = '', read_up_to = NULL WHERE num = ?")
  const deleted = db.prepare<[], { num: number }>(`
    SELECT r.num FROM rooms r WHERE r.kind = 'direct' AND r.left_at IS NOT NULL AND EXISTS (
      SELECT 1 FROM logs l JOIN events e ON e.log = l.num WHERE l.room = r.num AND (e.erased = 0 OR e.seq <> l.head_seq))`)

  return {
    /** Some entries that are the newest of no log. */
    some: (room: number, limit: number): number[] => some.all(room, limit).map(({ num }) => num),
    heads: (room: number): number[] => heads.all(room).map(({ num }) => num),
    /** Rows that nothing speaks of any more. Inside a transaction. */
    drop: (nums: readonly number[]): void => void drop.run(JSON.stringify(nums)),
    /** Of these the header stays, and nothing else. Inside a transaction. */
    bare: (nums: readonly number[]): void => void bare.run(JSON.stringify(nums)),
    /** What was kept beside the entries: drafts, threads, who has what. Not the send groups: they open what comes later only. Inside a transaction. */
    dropState(room: number): void {
      for (const sql of state) sql.run(room)
      forgetRoom.run(room)
    },
    /** Rooms that were being deleted when this copy ended. */
    unfinished: (): number[] => deleted.all().map(({ num }) => num)
  }
}
