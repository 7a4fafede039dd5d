/** Of private rooms: the entries that say who is in, and the invites that this device made or holds. */
import type { Db } from './database.ts'

/** A membership entry, with entry 0 of its log, which says whose it is. */
export interface MembershipRow {
  num: number
  seq: number
  device: Uint8Array
  header: Uint8Array
  /** Opened. */
  body: Uint8Array
  shown: 0 | 1 | 2 | 3
  /** Of entry 0; null while it is not here. */
  introduction: Uint8Array | null
}

/** An entry as it was signed. */
export interface SignedRow {
  header: Uint8Array
  body: Uint8Array
  signature: Uint8Array
}

export interface InviteRow {
  /** Its public key. */
  invite: Uint8Array
  seed: Uint8Array
  expiresAt: number | null
  once: 0 | 1
}

/** On the wire for ever. */
const MEMBERSHIP = 10
const ROWS = `SELECT e.num, e.seq, d.device, e.header, e.body, e.shown,
    (SELECT f.body FROM events f WHERE f.log = e.log AND f.seq = 0) AS introduction
  FROM events e JOIN logs l ON l.num = e.log JOIN devices d ON d.num = l.device`

export function createMembership(db: Db) {
  const all = db.prepare<[number], MembershipRow>(`${ROWS} WHERE e.room = ? AND e.kind = ${MEMBERSHIP}`)
  const byNum = db.prepare<[number], MembershipRow>(`${ROWS} WHERE e.num = ?`)
  const show = db.prepare('UPDATE events SET shown = ? WHERE num = ?')
  const signed = db.prepare<[number, number, number], SignedRow>(`
    SELECT header, coalesce(sealed, body) AS body, signature FROM events e WHERE e.room = ? AND (e.kind = ${MEMBERSHIP}
      OR (e.seq = 0 AND e.log IN (SELECT log FROM events WHERE room = ? AND kind = ${MEMBERSHIP})))
    ORDER BY e.seq > 0, e.order_key LIMIT ?`)
  const putInvite = db.prepare<[InviteRow & { room: number }]>(`
    INSERT INTO invites (room, invite, seed, expires_at, once) VALUES (@room, @invite, @seed, @expiresAt, @once)
    ON CONFLICT DO NOTHING`)
  const invites = db.prepare<[number], InviteRow>(
    'SELECT invite, seed, expires_at AS expiresAt, once FROM invites WHERE room = ? AND seed IS NOT NULL'
  )
  const dropInvite = db.prepare('DELETE FROM invites WHERE room = ? AND invite = ?')
  const dropInvites = db.prepare('DELETE FROM invites WHERE room = ?')

  return {
    /** Every one that is held. */
    all: (room: number): MembershipRow[] => all.all(room),
    get: (num: number): MembershipRow | undefined => byNum.get(num),
    show: (num: number, shown: 0 | 1 | 2): void => void show.run(shown, num),
    /** As they were signed, with who wrote them: what somebody needs who is added. */
    signed: (room: number, limit: number): SignedRow[] => signed.all(room, room, limit),
    invites: (room: number): InviteRow[] => invites.all(room),
    putInvite: (room: number, invite: InviteRow): void => void putInvite.run({ room, ...invite }),
    dropInvite: (room: number, invite: Uint8Array): void => void dropInvite.run(room, invite),
    dropInvites: (room: number): void => void dropInvites.run(room)
  }
}
