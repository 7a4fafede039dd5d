/** Threads: what hangs on a message, who wrote there, and whether this account follows it. */
import type { Db } from './database.ts'

/** `followed`: 0 not any more, 1 yes, 2 nothing was decided. What stands up to `readUpTo` counts as read, whatever its mark. */
export interface ThreadRow {
  root: Uint8Array
  room: number
  followed: 0 | 1 | 2
  readUpTo: Uint8Array | null
  draft: string
}

/** What one log has said in a thread. */
export interface RepliesRow {
  thread: Uint8Array
  room: number
  followed: 0 | 1 | 2
  count: number
  /** Order key of the newest. */
  last: Uint8Array
  /** Not read yet, where it is followed. */
  unread: number
  person: number
  account: Uint8Array
  name: string
  hue: number
}

const COLUMNS = 't.root, t.room, t.followed, t.read_up_to AS readUpTo, t.draft'
const SAID = 'shown = 1 AND erased = 0'

export function createThreads(db: Db) {
  const get = db.prepare<[Uint8Array], ThreadRow>(`SELECT ${COLUMNS} FROM threads t WHERE t.root = ?`)
  const followed = db.prepare<[], ThreadRow>(`
    SELECT ${COLUMNS} FROM threads t JOIN rooms r ON r.num = t.room WHERE t.followed = 1 AND r.left_at IS NULL`)
  const join = db.prepare(`
    INSERT INTO threads (root, room, followed, read_up_to) VALUES (@root, @room, 1, @upTo)
    ON CONFLICT (root) DO UPDATE SET followed = 1 WHERE followed = 2 OR @again = 1`)
  const follow = db.prepare(`
    INSERT INTO threads (root, room, followed, read_up_to) VALUES (@root, @room, @followed, @upTo)
    ON CONFLICT (root) DO UPDATE SET followed = excluded.followed,
      read_up_to = iif(followed = 1, read_up_to, coalesce(excluded.read_up_to, read_up_to))`)
  const draft = db.prepare(`
    INSERT INTO threads (root, room, followed, draft) VALUES (@root, @room, 2, @text)
    ON CONFLICT (root) DO UPDATE SET draft = excluded.draft`)
  const replies = db.prepare<[string], RepliesRow>(`
    SELECT r.thread, r.room, r.followed, r.count, r.last, r.unread, d.person, p.account, p.name, p.hue FROM (
      SELECT e.thread, e.room, e.log, ifnull(max(t.followed), 2) AS followed, count(*) AS count, max(e.order_key) AS last,
        total(t.followed = 1 AND e.unread > 0 AND (t.read_up_to IS NULL OR e.order_key > t.read_up_to)) AS unread
      FROM json_each(?) j CROSS JOIN events e ON e.thread = unhex(j.value) LEFT JOIN threads t ON t.root = e.thread
      WHERE ${SAID} GROUP BY e.thread, e.room, e.log) r
    JOIN logs l ON l.num = r.log JOIN devices d ON d.num = l.device JOIN people p ON p.num = d.person ORDER BY r.last DESC`)
  const lastKey = db.prepare<[Uint8Array, number, Uint8Array], { key: Buffer | null }>(
    `SELECT max(order_key) AS key FROM events WHERE thread = ? AND room = ? AND order_key < ? AND ${SAID}`
  )
  const isBegun = db.prepare<[Uint8Array, number], { n: number }>(
    'SELECT 1 AS n FROM events WHERE thread = ? AND room = ? AND shown = 1 LIMIT 1'
  )
  const roomOf = db.prepare<[Uint8Array], { room: number }>(
    'SELECT room FROM events WHERE thread = ? AND shown = 1 ORDER BY order_key LIMIT 1'
  )

  return {
    get: (root: Uint8Array): ThreadRow | undefined => get.get(root),
    /** Those that are followed, in rooms that were not left. */
    followed: (): ThreadRow[] => followed.all(),
    /** Follows a thread since somebody wrote; `again`: also where it is not followed any more. Inside a transaction. */
    join: (root: Uint8Array, room: number, upTo: Uint8Array | null, again: boolean): void =>
      void join.run({ root, room, upTo, again: again ? 1 : 0 }),
    /** Whoever begins to follow has read up to `upTo`. */
    follow: (root: Uint8Array, room: number, on: boolean, upTo: Uint8Array | null): void =>
      void follow.run({ root, room, followed: on ? 1 : 0, upTo }),
    draft: (root: Uint8Array, room: number, text: string): void => void draft.run({ root, room, text }),

    /** What hangs on these, by log, the one that wrote last first. */
    replies: (roots: readonly Uint8Array[]): RepliesRow[] =>
      replies.all(JSON.stringify(roots.map(root => Buffer.from(root).toString('hex')))),
    /** Order key of the newest message in a thread before a key. */
    lastKey: (root: Uint8Array, room: number, before: Uint8Array): Uint8Array | null =>
      lastKey.get(root, room, before)?.key ?? null,
    /** Whether anything was said in it. */
    isBegun: (root: Uint8Array, room: number): boolean => isBegun.get(root, room) !== undefined,
    /** The room that a thread is in, where something was said in it. */
    roomOf: (root: Uint8Array): number | undefined => roomOf.get(root)?.room
  }
}
