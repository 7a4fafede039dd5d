/** Signed bundles of key packages: the newest of each device for anybody, and for this device; of this device what it gave. */
import type { Db } from './database.ts'

export interface BundleRow {
  device: Uint8Array
  /** Undefined: for anybody. */
  audience: Uint8Array | undefined
  counter: number
  createdAt: number
  expiresAt: number
  /** As it was signed. */
  bytes: Uint8Array
}

type Row = Omit<BundleRow, 'audience'> & { audience: Uint8Array }

const ANYBODY = new Uint8Array()

export function createBundles(db: Db) {
  const COLUMNS = 'device, audience, counter, created_at AS createdAt, expires_at AS expiresAt, bytes'
  const get = db.prepare<[Uint8Array, Uint8Array], Row>(
    `SELECT ${COLUMNS} FROM key_bundles WHERE device = ? AND audience = ?`
  )
  const put = db.prepare(`INSERT INTO key_bundles (device, audience, counter, created_at, expires_at, bytes)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET counter = excluded.counter, created_at = excluded.created_at,
      expires_at = excluded.expires_at, bytes = excluded.bytes WHERE excluded.counter > counter`)
  const over = db.prepare('DELETE FROM key_bundles WHERE expires_at <= ?')
  const trim = db.prepare(`DELETE FROM key_bundles WHERE (device, audience) IN (
    SELECT device, audience FROM key_bundles WHERE device <> ? ORDER BY created_at DESC LIMIT -1 OFFSET ?)`)
  const read = ({ audience, ...row }: Row): BundleRow => ({
    ...row,
    audience: audience.byteLength === 0 ? undefined : audience
  })

  return {
    get(device: Uint8Array, audience: Uint8Array | undefined): BundleRow | undefined {
      const row = get.get(device, audience ?? ANYBODY)
      return row && read(row)
    },
    /** Keeps the one with the larger counter. True where it is news. Inside a transaction. */
    put: ({ device, audience, counter, createdAt, expiresAt, bytes }: BundleRow): boolean =>
      put.run(device, audience ?? ANYBODY, counter, createdAt, expiresAt, bytes).changes > 0,
    dropOver: (now: number): void => void over.run(now),
    /** All but the newest so many of others are forgotten. */
    trim: (own: Uint8Array, limit: number): void => void trim.run(own, limit)
  }
}
