/** The table of kept parcels alone, in memory: for tests of the courier that need no whole copy. */
import Database from 'better-sqlite3-multiple-ciphers'
import { createParcels } from '../../electron/core/store/parcels.ts'

export const PARCELS = `
  CREATE TABLE parcels (
    tag        BLOB NOT NULL,
    hash       BLOB NOT NULL,
    depositor  BLOB NOT NULL,
    size       INTEGER NOT NULL,
    known      INTEGER NOT NULL,
    stored_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    bytes      BLOB NOT NULL,
    PRIMARY KEY (tag, hash)
  ) STRICT;
  CREATE INDEX parcels_weight ON parcels (tag, known, size);
  CREATE INDEX parcels_by_depositor ON parcels (depositor, size);
  CREATE INDEX parcels_by_age ON parcels (known, stored_at, hash, tag);
  CREATE INDEX parcels_by_end ON parcels (expires_at);`

export function makeParcelStore() {
  const db = new Database(':memory:')
  db.exec(PARCELS)
  const inTransaction = db.transaction((work: () => unknown) => work())
  return {
    db,
    parcels: createParcels(db),
    transaction: <T>(work: () => T): T => inTransaction.immediate(work) as T,
    durable: async (): Promise<void> => {},
    close: (): void => void db.close()
  }
}
