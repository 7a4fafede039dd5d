/** Rooms this account is or was in, who else is in them, and how long their history is kept. */
import type { Keep } from '../../../shared/model.ts'
import type { Db } from './database.ts'

export type RoomKind = 'public' | 'direct' | 'private'

/** A private room that is about to be made: of a direct one `other` is who it is with. */
export interface NewSecretRoom {
  roomId: Uint8Array
  kind: Exclude<RoomKind, 'public'>
  secret: Uint8Array
  other: Uint8Array | null
  name: string
}

export interface RoomRow {
  num: number
  roomId: Uint8Array
  kind: RoomKind
  /** Of a private room what its keys come from; null of a public one. Secret. */
  secret: Uint8Array | null
  /** Account of the other person in a direct one. */
  other: Uint8Array | null
  name: string
  joinedAt: number
  draft: string
  /** How long history is kept, in days and in MB; null: without end. */
  keepDays: 30 | 365 | null
  keepMegabytes: number | null
}

const COLUMNS = `num, room_id AS roomId, kind, secret, other, name, joined_at AS joinedAt, draft, keep_days AS keepDays,
  keep_megabytes AS keepMegabytes`

export function createRooms(db: Db) {
  const joined = db.prepare<[], RoomRow>(`SELECT ${COLUMNS} FROM rooms WHERE left_at IS NULL ORDER BY name`)
  const byId = db.prepare<[Uint8Array], RoomRow>(`SELECT ${COLUMNS} FROM rooms WHERE room_id = ? AND left_at IS NULL`)
  const byNum = db.prepare<[number], RoomRow>(`SELECT ${COLUMNS} FROM rooms WHERE num = ? AND left_at IS NULL`)
  const any = db.prepare('SELECT 1 FROM rooms WHERE joined_at > 0 LIMIT 1')
  const prepare = db.prepare<[Uint8Array, string], { num: number }>(`
    INSERT INTO rooms (room_id, kind, name, joined_at, left_at) VALUES (?, 'public', ?, 0, 0)
    ON CONFLICT (room_id) DO UPDATE SET room_id = room_id RETURNING num`)
  const put = db.prepare(`INSERT INTO rooms (room_id, kind, name, joined_at) VALUES (?, 'public', ?, ?)
    ON CONFLICT (room_id) DO UPDATE SET left_at = NULL, joined_at = excluded.joined_at`)
  const putSecret = db.prepare<[NewSecretRoom & { now: number }], { num: number }>(`
    INSERT INTO rooms (room_id, kind, secret, other, name, joined_at)
    VALUES (@roomId, @kind, @secret, @other, @name, @now)
    ON CONFLICT (room_id) DO UPDATE SET left_at = NULL, joined_at = excluded.joined_at RETURNING num`)
  const direct = db.prepare<[Uint8Array], RoomRow>(
    `SELECT ${COLUMNS} FROM rooms WHERE kind = 'direct' AND other = ? AND left_at IS NULL
     ORDER BY joined_at DESC, num DESC LIMIT 1`
  )
  const directs = db.prepare<[], { roomId: Buffer; other: Buffer }>(
    "SELECT room_id AS roomId, other FROM rooms WHERE kind = 'direct' AND left_at IS NULL ORDER BY joined_at, num"
  )
  const sharesPrivate = db.prepare(`
    SELECT 1 FROM rooms r JOIN members m ON m.room = r.num JOIN people p ON p.num = m.person
    WHERE r.kind = 'private' AND r.left_at IS NULL AND p.account = ? LIMIT 1`)
  const rename = db.prepare('UPDATE rooms SET name = ? WHERE num = ?')
  const leave = db.prepare('UPDATE rooms SET left_at = ? WHERE room_id = ?')
  const limited = db.prepare<[], RoomRow>(
    `SELECT ${COLUMNS} FROM rooms WHERE keep_days IS NOT NULL OR keep_megabytes IS NOT NULL ORDER BY num`
  )
  const keepOf = db.prepare<[number], Keep>(
    'SELECT keep_days AS days, keep_megabytes AS megabytes FROM rooms WHERE num = ?'
  )
  const keep = db.prepare('UPDATE rooms SET keep_days = ?, keep_megabytes = ? WHERE num = ?')
  const draft = db.prepare('UPDATE rooms SET draft = ? WHERE room_id = ?')
  const addMember = db.prepare('INSERT INTO members VALUES (?, ?) ON CONFLICT DO NOTHING')
  const dropMember = db.prepare('DELETE FROM members WHERE room = ? AND person = ?')
  const members = db.prepare<[number], { person: number; account: Buffer }>(
    'SELECT person, account FROM members JOIN people ON people.num = person WHERE room = ?'
  )

  return {
    joined: (): RoomRow[] => joined.all(),
    /** Whether there is any, also one that was left. */
    any: (): boolean => any.get() !== undefined,
    byId: (roomId: Uint8Array): RoomRow | undefined => byId.get(roomId),
    byNum: (num: number): RoomRow | undefined => byNum.get(num),
    /** The number of a room's row, made where there is none: what a log can be begun in before it is joined. */
    prepare: (roomId: Uint8Array, name: string): number => prepare.get(roomId, name)?.num ?? 0,
    join: (roomId: Uint8Array, name: string, now: number): void => void put.run(roomId, name, now),
    /** Joins a room whose secret is known. Inside a transaction. Answers its number. */
    joinSecret: (room: NewSecretRoom, now: number): number => putSecret.get({ ...room, now })?.num ?? 0,
    /** The direct room with somebody. */
    direct: (account: Uint8Array): RoomRow | undefined => direct.get(account),
    /** Every direct room, with whom it is; of several with one person the one that counts comes last. */
    directs: (): Array<{ roomId: Uint8Array; other: Uint8Array }> => directs.all(),
    /** Whether somebody is in a private room that this account is in. */
    sharesPrivate: (account: Uint8Array): boolean => sharesPrivate.get(account) !== undefined,
    rename: (room: number, name: string): void => void rename.run(name, room),
    /** The history stays; it is there again after joining again. */
    leave: (roomId: Uint8Array, now: number): void => void leave.run(now, roomId),
    /** Rooms whose history is not kept without end, also those that were left. */
    limited: (): RoomRow[] => limited.all(),
    keepOf: (room: number): Keep => keepOf.get(room) ?? { days: null, megabytes: null },
    keep: (room: number, { days, megabytes }: Keep): void => void keep.run(days, megabytes, room),
    draft: (roomId: Uint8Array, text: string): void => void draft.run(text, roomId),
    members: (room: number): Array<{ person: number; account: Uint8Array }> => members.all(room),
    /** True when it changed anything. */
    addMember: (room: number, person: number): boolean => addMember.run(room, person).changes > 0,
    dropMember: (room: number, person: number): boolean => dropMember.run(room, person).changes > 0
  }
}
