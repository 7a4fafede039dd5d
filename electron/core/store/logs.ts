/** Logs: one writer each in a room. Their heads are kept in memory too, since every entry asks for one. */
import type { Db } from './database.ts'
import { minus, type Run, union } from './runs.ts'

export interface Log {
  num: number
  headSeq: number
  headId: Uint8Array
  /** The first number that its device gave twice: nothing from there on is taken. */
  forkSeq: number | null
}

/** A log with its writer. */
export interface RoomLog extends Log {
  device: Uint8Array
  /** Order key of the newest entry held. */
  headKey: Uint8Array
}

/** Two signed headers that cannot both be of one history. */
export interface ForkRow {
  seq: number
  header: Uint8Array
  signature: Uint8Array
  header2: Uint8Array
  signature2: Uint8Array
}

/** A clock is set right now and then; each time moves what was written before. */
const MAX_RESETS = 100
const COLUMNS = 'l.num, l.head_seq AS headSeq, l.head_id AS headId, f.seq AS forkSeq'

export function createLogs(db: Db) {
  const get = db.prepare<[number, number], Log>(
    `SELECT ${COLUMNS} FROM logs l LEFT JOIN forks f ON f.log = l.num WHERE l.room = ? AND l.device = ?`
  )
  const ofRoom = db.prepare<[number], RoomLog>(`
    SELECT ${COLUMNS}, d.device, e.order_key AS headKey FROM logs l JOIN devices d ON d.num = l.device
    JOIN events e ON e.log = l.num AND e.seq = l.head_seq LEFT JOIN forks f ON f.log = l.num
    WHERE l.room = ? ORDER BY d.device`)
  const add = db.prepare<[number, number, number, Uint8Array], { num: number }>(
    'INSERT INTO logs (room, device, head_seq, head_id) VALUES (?, ?, ?, ?) RETURNING num'
  )
  const move = db.prepare('UPDATE logs SET head_seq = ?, head_id = ? WHERE num = ?')
  const have = createRuns(db, 'have')
  const pruned = createRuns(db, 'pruned')
  const heads = db.prepare<[{ room: number; own: number; ownHead: Uint8Array | null; limit: number }], { id: Buffer }>(`
    SELECT l.head_id AS id FROM logs l JOIN events e ON e.log = l.num AND e.seq = l.head_seq
    WHERE l.room = @room AND l.num <> @own AND e.shown <> 2
      AND (@ownHead IS NULL OR e.num > (SELECT num FROM events WHERE substr(order_key, 9) = @ownHead))
    ORDER BY e.order_key DESC LIMIT @limit`)
  const count = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM logs WHERE room = ?')
  const putFork = db.prepare(
    'INSERT INTO forks VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (log) DO UPDATE SET ' +
      'seq = excluded.seq, header = excluded.header, signature = excluded.signature, header2 = excluded.header2, ' +
      'signature2 = excluded.signature2 WHERE excluded.seq < seq'
  )
  const forks = db.prepare<[number], ForkRow>(
    'SELECT seq, header, signature, header2, signature2 FROM forks JOIN logs ON logs.num = log WHERE room = ?'
  )
  const forked = db.prepare<[], { account: Buffer }>(`
    SELECT DISTINCT p.account FROM forks JOIN logs l ON l.num = log JOIN devices d ON d.num = l.device
    JOIN people p ON p.num = d.person`)
  const heldIn = db.prepare<[number], { n: number }>(
    'SELECT coalesce(sum(h.last - h.first + 1), 0) AS n FROM logs l JOIN have h ON h.log = l.num WHERE l.room = ?'
  )
  const putReset = db.prepare('INSERT INTO clock_resets VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const resetsAfter = db.prepare<[number, number], { seq: bigint; hlc: bigint }>(
    'SELECT seq, hlc FROM clock_resets WHERE log = ? AND seq > ? ORDER BY seq'
  )
  resetsAfter.safeIntegers(true)
  const countResets = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM clock_resets WHERE log = ?')
  const anyReset = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM clock_resets LIMIT 1)')
  const kept = new Map<string, Log>()
  let revision = 0
  let resets = (anyReset.get()?.n ?? 0) > 0

  return {
    get(room: number, device: number): Log | undefined {
      const name = `${room}/${device}`
      const log = kept.get(name) ?? get.get(room, device)
      if (log !== undefined) kept.set(name, log)
      return log
    },
    /** Every log of a room, by ascending device key. */
    ofRoom: (room: number): RoomLog[] => ofRoom.all(room),
    /** The log, with an entry as its head where that is the newest of it. Inside a transaction. */
    advance(room: number, device: number, seq: number, id: Uint8Array): Log {
      const log = this.get(room, device) ?? {
        num: add.get(room, device, seq, id)?.num ?? 0,
        headSeq: seq,
        headId: id,
        forkSeq: null
      }
      if (seq > log.headSeq) move.run(seq, id, log.num)
      if (seq >= log.headSeq) Object.assign(log, { headSeq: seq, headId: id })
      kept.set(`${room}/${device}`, log)
      return log
    },
    /** How many entries of a room are held. */
    heldIn: (room: number): number => heldIn.get(room)?.n ?? 0,
    /** How many have written in a room. */
    count: (room: number): number => count.get(room)?.n ?? 0,
    /** After a transaction was taken back, what is in memory is not what is on disk. */
    forget(): void {
      kept.clear()
      revision++
    },
    /** Grows whenever what is held of any log changes. */
    revision: (): number => revision,

    have: (log: number): Run[] => have.all(log),
    /** Adds runs to what is held of a log; `head` is the largest seq of it. Inside a transaction. */
    addHave(log: number, runs: readonly Run[], head: number): void {
      revision++
      have.add(log, runs, head)
    },
    /** What is held or was held once and let go of. */
    covered(log: number): Run[] {
      const gone = pruned.all(log)
      return gone.length === 0 ? have.all(log) : union(have.all(log), gone)
    },
    pruned: (log: number): Run[] => pruned.all(log),
    /** These are let go of, or will not be asked for: not held any more, and known to be. Inside a transaction. */
    prune(log: number, runs: readonly Run[]): void {
      revision++
      have.set(log, minus(have.all(log), runs))
      pruned.add(log, runs)
    },
    /** What was let go of may be asked for again. Inside a transaction. */
    unprune(log: number): void {
      revision++
      pruned.set(log, [])
    },
    /** Heads of other logs that arrived since this log's head, newest first: the parents of its next entry. */
    newHeads(room: number, own: Log | undefined, limit: number): Uint8Array[] {
      return heads.all({ room, own: own?.num ?? 0, ownHead: own?.headId ?? null, limit }).map(row => row.id)
    },

    /** Freezes a log from a number on; the lowest one counts. Inside a transaction. True when it is news. */
    fork(room: number, device: number, fork: ForkRow): boolean {
      const log = this.get(room, device)
      if (log === undefined || (log.forkSeq !== null && log.forkSeq <= fork.seq)) return false
      putFork.run(log.num, fork.seq, fork.header, fork.signature, fork.header2, fork.signature2)
      log.forkSeq = fork.seq
      revision++
      return true
    },
    forks: (room: number): ForkRow[] => forks.all(room),
    /** Accounts with a device that wrote two histories. */
    forkedAccounts: (): Uint8Array[] => forked.all().map(row => row.account),

    /** The clock of a log was set right at this entry. Inside a transaction. False: that was said too often. */
    reset(log: number, seq: number, hlc: bigint): boolean {
      if ((countResets.get(log)?.n ?? 0) >= MAX_RESETS) return false
      putReset.run(log, seq, hlc)
      resets = true
      return true
    },
    /** Every setting right behind an entry, by ascending seq. */
    resetsAfter(log: number, seq: number): Array<{ seq: number; hlc: bigint }> {
      return resets ? resetsAfter.all(log, seq).map(row => ({ seq: Number(row.seq), hlc: row.hlc })) : []
    }
  }
}

/** A table of runs by log. */
function createRuns(db: Db, table: 'have' | 'pruned') {
  const all = db.prepare<[number], Run>(`SELECT first, last FROM ${table} WHERE log = ? ORDER BY first`)
  const extend = db.prepare(`UPDATE ${table} SET last = ? WHERE log = ? AND last = ?`)
  const around = db.prepare<[number, number, number], Run>(
    `SELECT first, last FROM ${table} WHERE log = ? AND first <= ? AND last >= ?`
  )
  const drop = db.prepare(`DELETE FROM ${table} WHERE log = ? AND first = ?`)
  const clear = db.prepare(`DELETE FROM ${table} WHERE log = ?`)
  const put = db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?)`)

  return {
    all: (log: number): Run[] => all.all(log),
    add(log: number, runs: readonly Run[], head?: number): void {
      for (const run of runs) {
        // nearly always the log just grew
        if (run.last === head && extend.run(run.last, log, run.first - 1).changes > 0) continue
        const touching = around.all(log, run.last + 1, run.first - 1)
        for (const { first } of touching) drop.run(log, first)
        for (const { first, last } of union(touching, [run])) put.run(log, first, last)
      }
    },
    set(log: number, runs: readonly Run[]): void {
      clear.run(log)
      for (const { first, last } of runs) put.run(log, first, last)
    }
  }
}
