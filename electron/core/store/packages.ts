/** Key packages of this device with their private halves, and which of others' one-time packages were used. Secret. */
import type { Db } from './database.ts'

/** A package of ours with its private halves, and until when its bundle is good. */
export interface PackageRow {
  /** The KeyPackage as others get it, and its ref, by which a Welcome names it. */
  bytes: Uint8Array
  ref: Uint8Array
  initKey: Uint8Array
  leafKey: Uint8Array
  /** The device it is for; undefined: a last resort. */
  audience: Uint8Array | undefined
  madeAt: number
  expiresAt: number
}

type Row = Omit<PackageRow, 'audience'> & { audience: Uint8Array }

const ANYBODY = new Uint8Array()

export function createPackages(db: Db) {
  const COLUMNS = `ref, bytes, init_key AS initKey, leaf_key AS leafKey, audience, made_at AS madeAt, expires_at AS expiresAt`
  const put = db.prepare(`INSERT INTO own_packages (ref, audience, bytes, init_key, leaf_key, made_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const forAudience = db.prepare<[Uint8Array], Row>(
    `SELECT ${COLUMNS} FROM own_packages WHERE audience = ? ORDER BY made_at DESC, ref`
  )
  const extend = db.prepare('UPDATE own_packages SET expires_at = ? WHERE ref = ?')
  const drop = db.prepare("DELETE FROM own_packages WHERE ref = ? AND audience <> x''")
  const over = db.prepare('DELETE FROM own_packages WHERE expires_at <= ?')
  const audiences = db.prepare<[], { n: number }>(
    "SELECT count(DISTINCT audience) AS n FROM own_packages WHERE audience <> x''"
  )
  const use = db.prepare('INSERT INTO used_packages (ref, used_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const isUsed = db.prepare<[Uint8Array], { n: number }>('SELECT 1 AS n FROM used_packages WHERE ref = ?')
  const forgetUsed = db.prepare('DELETE FROM used_packages WHERE used_at <= ?')
  const read = ({ audience, ...row }: Row): PackageRow => ({
    ...row,
    audience: audience.byteLength === 0 ? undefined : audience
  })

  return {
    /** Inside a transaction. */
    put: (made: PackageRow): void =>
      void put.run(
        made.ref,
        made.audience ?? ANYBODY,
        made.bytes,
        made.initKey,
        made.leafKey,
        made.madeAt,
        made.expiresAt
      ),
    /** Those for one device that it has not used, or the last resorts, newest first. */
    of: (audience: Uint8Array | undefined): PackageRow[] => forAudience.all(audience ?? ANYBODY).map(read),
    /** It stands in a bundle that is good for longer. */
    extend: (ref: Uint8Array, expiresAt: number): void => void extend.run(expiresAt, ref),
    /** One for one use was used: its private half is gone. A last resort stays. Inside the transaction of the join. */
    spend: (ref: Uint8Array): void => void drop.run(ref),
    /** Nothing can come any more that was made for those that ran out by then. */
    dropOver: (expiredBy: number): void => void over.run(expiredBy),
    /** For how many devices there are any. */
    audiences: (): number => audiences.get()?.n ?? 0,

    /** A one-time package of somebody else's was used. Inside the transaction of what it was used for. */
    use: (ref: Uint8Array, now: number): void => void use.run(ref, now),
    isUsed: (ref: Uint8Array): boolean => isUsed.get(ref) !== undefined,
    forgetUsed: (usedBy: number): void => void forgetUsed.run(usedBy)
  }
}
