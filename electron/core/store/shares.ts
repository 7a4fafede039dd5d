/** Exporters of epochs, by which send groups heal each other, and which of them our own group has imported. Secret. */
import type { Db } from './database.ts'

const KEY_BYTES = 32

export interface ShareRow {
  /** Group id and epoch, 40 bytes. */
  id: Uint8Array
  secret: Uint8Array
  /** Device keys, the owner's first. */
  members: Uint8Array[]
}

type Row = Omit<ShareRow, 'members'> & { members: Uint8Array }

export function createShares(db: Db) {
  const put = db.prepare(
    'INSERT INTO shares (id, room, device, secret, members) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'
  )
  const get = db.prepare<[string], Pick<ShareRow, 'id' | 'secret'>>(
    'SELECT id, secret FROM shares WHERE id IN (SELECT unhex(value) FROM json_each(?))'
  )
  // Within a group ids differ in their epoch only, so the order of the bytes is that of time.
  const newest = db.prepare<[number, Uint8Array, Uint8Array], Row>(
    'SELECT id, secret, members FROM shares WHERE room = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1'
  )
  const ids = db.prepare<[number, number], { id: Buffer }>('SELECT id FROM shares WHERE room = ? AND device = ?')
  const drop = db.prepare('DELETE FROM shares WHERE id = ?')
  const imported = db.prepare<[number], { id: Buffer }>('SELECT id FROM imported WHERE room = ?')
  const putImported = db.prepare('INSERT INTO imported (room, id) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const clearImported = db.prepare('DELETE FROM imported WHERE room = ?')

  return {
    /** Inside a transaction. */
    put: (room: number, device: number, { id, secret, members }: ShareRow): void =>
      void put.run(id, room, device, secret, Buffer.concat(members)),
    /** Those of these epochs that are kept. */
    some: (wanted: readonly Uint8Array[]): Array<Pick<ShareRow, 'id' | 'secret'>> =>
      wanted.length === 0 ? [] : get.all(JSON.stringify(wanted.map(id => Buffer.from(id).toString('hex')))),
    /** Of the newest epoch of a group. */
    newest(room: number, group: Uint8Array): ShareRow | undefined {
      const row = newest.get(room, edge(group, 0), edge(group, 0xff))
      return row && { ...row, members: keysIn(row.members) }
    },
    /** Epochs of a log that are kept. */
    ids: (room: number, device: number): Uint8Array[] => ids.all(room, device).map(({ id }) => id),
    drop: (dropped: readonly Uint8Array[]): void => {
      for (const id of dropped) drop.run(id)
    },
    /** Epochs that our present group in a room has imported, in hex. */
    imported: (room: number): Set<string> => new Set(imported.all(room).map(({ id }) => id.toString('hex'))),
    /** Inside a transaction. */
    addImported: (room: number, taken: readonly Uint8Array[]): void => {
      for (const id of taken) putImported.run(room, id)
    },
    /** A new group of ours has imported nothing. Inside a transaction. */
    clearImported: (room: number): void => void clearImported.run(room)
  }
}

function edge(group: Uint8Array, fill: number): Uint8Array {
  const id = new Uint8Array(group.byteLength + 8).fill(fill)
  id.set(group)
  return id
}

function keysIn(bytes: Uint8Array): Uint8Array[] {
  const keys: Uint8Array[] = []
  for (let at = 0; at + KEY_BYTES <= bytes.byteLength; at += KEY_BYTES) keys.push(bytes.slice(at, at + KEY_BYTES))
  return keys
}
