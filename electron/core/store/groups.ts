/** Send groups of private rooms as they were last: this device's own, and those it reads. What is in them is secret. */
import type { Db } from './database.ts'

export interface GroupRow {
  /** seq of the entry that opened it. */
  opened: number
  epoch: Uint8Array
  chain: Uint8Array
  /** seq of the last sealed entry that was written in it, or read. */
  seq: number
  /** 1: somebody who should read it cannot, so it is not gone on with. */
  lost: 0 | 1
}

export function createGroups(db: Db) {
  const COLUMNS = 'opened, epoch, chain, seq, lost'
  const get = db.prepare<[number, number, number], GroupRow>(
    `SELECT ${COLUMNS} FROM groups WHERE room = ? AND device = ? AND opened = ?`
  )
  const newest = db.prepare<[number, number], GroupRow>(
    `SELECT ${COLUMNS} FROM groups WHERE room = ? AND device = ? ORDER BY opened DESC LIMIT 1`
  )
  const all = db.prepare<[number, number], { opened: number; seq: number }>(
    'SELECT opened, seq FROM groups WHERE room = ? AND device = ? ORDER BY opened DESC'
  )
  const put = db.prepare(`INSERT INTO groups (room, device, opened, epoch, chain, seq) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET epoch = excluded.epoch, chain = excluded.chain, seq = excluded.seq`)
  const step = db.prepare('UPDATE groups SET chain = ?, seq = ? WHERE room = ? AND device = ? AND opened = ?')
  const drop = db.prepare('DELETE FROM groups WHERE room = ? AND device = ? AND opened = ?')
  const dropOthers = db.prepare('DELETE FROM groups WHERE room = ? AND device = ? AND opened <> ?')
  const lose = db.prepare('UPDATE groups SET lost = 1 WHERE room = ? AND device = ?')

  return {
    get: (room: number, device: number, opened: number): GroupRow | undefined => get.get(room, device, opened),
    /** The present group of a log. */
    newest: (room: number, device: number): GroupRow | undefined => newest.get(room, device),
    /** Every group of a log that is kept, the newest first. */
    all: (room: number, device: number): Array<{ opened: number; seq: number }> => all.all(room, device),
    /** Inside the transaction that stores the entries it was written from, or read from. */
    put: (room: number, device: number, group: Omit<GroupRow, 'lost'>): void =>
      void put.run(room, device, group.opened, group.epoch, group.chain, group.seq),
    /** The same epoch, some messages on: the tree of all members is not written again. Inside a transaction. */
    step: (room: number, device: number, { opened, chain, seq }: Omit<GroupRow, 'lost' | 'epoch'>): void =>
      void step.run(chain, seq, room, device, opened),
    drop: (room: number, device: number, opened: number): void => void drop.run(room, device, opened),
    /** A new group has taken their place. Inside a transaction. */
    dropOthers: (room: number, device: number, opened: number): void => void dropOthers.run(room, device, opened),
    /** Somebody cannot read what a device writes there: the next message opens a new group. */
    lose: (room: number, device: number): boolean => lose.run(room, device).changes > 0
  }
}
