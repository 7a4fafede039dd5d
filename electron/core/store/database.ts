/** Opens the encrypted database of a data folder: one process at a time, schema brought up to date, its failures named. */
import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3-multiple-ciphers'
import { ChatError } from '../../../shared/errors.ts'
import { MIGRATIONS } from './migrations.ts'

export type Db = Database.Database

const CACHE_KIB = 16 * 1024
/** Another copy on the same folder does not go away by itself; one that is just ending does. */
const LOCK_WAIT_MS = 500
const CHECKPOINT_PAGES = 4_000

/**
 * @param key 32 bytes
 * @throws ChatError store.in-use, db.damaged, db.newer, msg.disk
 */
export function openDatabase(path: string, key: Uint8Array): Db {
  closeSync(openSync(path, 'a', 0o600)) // SQLite would let everybody on this computer read it
  const db = named(() => new Database(path, { timeout: LOCK_WAIT_MS }))
  try {
    named(() => {
      db.pragma(`cipher = 'chacha20'`)
      db.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`)
      db.pragma('locking_mode = EXCLUSIVE')
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = NORMAL')
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
      db.pragma('foreign_keys = ON')
      db.pragma('temp_store = MEMORY')
      db.pragma(`cache_size = -${CACHE_KIB}`)
      db.exec('BEGIN IMMEDIATE; COMMIT') // takes the lock of this folder now
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new ChatError('db.damaged')
      migrate(db)
    })
    return db
  } catch (err) {
    db.close()
    throw err
  }
}

function migrate(db: Db): void {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > MIGRATIONS.length) throw new ChatError('db.newer', `schema ${version}, known ${MIGRATIONS.length}`)
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${index + 1}`)
    })()
  }
}

/** Runs `work`; what SQLite says of the disk, of damage and of another process becomes a named error. */
export function named<T>(work: () => T): T {
  try {
    return work()
  } catch (err) {
    throw nameOf(err) ?? err
  }
}

function nameOf(err: unknown): ChatError | undefined {
  const code = err instanceof Error && 'code' in err ? String(err.code) : ''
  const message = err instanceof Error ? err.message : ''
  if (
    code.startsWith('SQLITE_FULL') ||
    code.startsWith('SQLITE_READONLY') ||
    /^(SQLITE_IOERR_WRITE|ENOSPC)$/.test(code)
  ) {
    return new ChatError('msg.disk', 'the disk is full', { cause: err })
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new ChatError('store.in-use', 'another Earshot has this folder open', { cause: err })
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code) || code.startsWith('SQLITE_IOERR') || message.includes('not a database')) {
    return new ChatError('db.damaged', 'the database is damaged', { cause: err })
  }
  return undefined
}
