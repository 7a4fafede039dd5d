/** What this account has decided about people, and what it has noticed of their keys. Nobody has a row for whom neither is so. */
import type { VerifiedHow } from '../../../shared/model.ts'
import type { Db } from './database.ts'

export interface TrustRow {
  account: Uint8Array
  /** The certificate that counts: the first one seen, or the one that was accepted since. */
  certificate: Uint8Array | null
  verifiedAt: number | null
  verifiedHow: VerifiedHow | null
  /** This account writes with them: it wrote to them, or accepted what they wrote. */
  contact: 0 | 1
  blocked: 0 | 1
  /** When it was noticed that their key is another one; null where it is not, or where somebody has decided. */
  changedAt: number | null
  /** The account whose place they seem to take, or have taken. */
  before: Uint8Array | null
  /** 1: somebody compared, and it was not the same. */
  differs: 0 | 1
}

const COLUMNS = `account, first_certificate AS certificate, verified_at AS verifiedAt, verified_how AS verifiedHow, contact,
  blocked, changed_at AS changedAt, before, differs`

export function createTrust(db: Db) {
  const get = db.prepare<[Uint8Array], TrustRow>(`SELECT ${COLUMNS} FROM trust WHERE account = ?`)
  const all = db.prepare<[], TrustRow>(`SELECT ${COLUMNS} FROM trust`)
  const put = db.prepare(`
    INSERT INTO trust (account, first_certificate, verified_at, verified_how, contact, blocked, changed_at, before,
      differs)
    VALUES (@account, @certificate, @verifiedAt, @verifiedHow, @contact, @blocked, @changedAt, @before, @differs)
    ON CONFLICT (account) DO UPDATE SET first_certificate = excluded.first_certificate, verified_at = excluded.verified_at,
      verified_how = excluded.verified_how, contact = excluded.contact, blocked = excluded.blocked,
      changed_at = excluded.changed_at, before = excluded.before, differs = excluded.differs`)
  const known = db.prepare<[], { person: number; account: Buffer; name: string }>(`
    SELECT p.num AS person, t.account, p.name FROM trust t JOIN people p ON p.account = t.account
    WHERE t.blocked = 0 AND (t.contact = 1 OR t.verified_at IS NOT NULL)`)
  const claiming = db.prepare<[Uint8Array], { account: Buffer }>(
    'SELECT account FROM trust WHERE before = ? AND changed_at IS NOT NULL'
  )
  const replaced = db.prepare('SELECT 1 FROM trust WHERE before = ? AND changed_at IS NULL LIMIT 1')
  const release = db.prepare('UPDATE trust SET before = NULL WHERE before = ? AND changed_at IS NULL')
  // where somebody compared and it was not the same, that stands by itself
  const refute = db.prepare(
    `UPDATE trust SET changed_at = CASE differs WHEN 1 THEN changed_at END, before = NULL
     WHERE before = ? AND changed_at IS NOT NULL`
  )

  return {
    get: (account: Uint8Array): TrustRow | undefined => get.get(account),
    all: (): TrustRow[] => all.all(),
    put: (row: TrustRow): void => void put.run(row),
    /** People whose name nobody else takes unnoticed. */
    known: (): Array<{ person: number; account: Uint8Array; name: string }> => known.all(),
    /** Accounts that seem to be this one with another key, and nobody has decided. */
    claiming: (account: Uint8Array): Uint8Array[] => claiming.all(account).map(row => row.account),
    /** Whether another account was accepted as this one with a new key. */
    isReplaced: (account: Uint8Array): boolean => replaced.get(account) !== undefined,
    /** It was not, after all. */
    release: (account: Uint8Array): void => void release.run(account),
    /** None of these is this account. */
    refute: (account: Uint8Array): void => void refute.run(account)
  }
}
