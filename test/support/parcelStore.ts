/** What a courier keeps, in memory: for tests that need no whole copy. */
import Database from 'better-sqlite3-multiple-ciphers'
import { MIGRATIONS } from '../../electron/core/store/migrations.ts'
import { createParcels } from '../../electron/core/store/parcels.ts'

export function makeParcelStore() {
  const db = new Database(':memory:')
  for (const step of MIGRATIONS) db.exec(step)
  const inTransaction = db.transaction((work: () => unknown) => work())
  return {
    db,
    parcels: createParcels(db),
    transaction: <T>(work: () => T): T => inTransaction.immediate(work) as T,
    durable: async (): Promise<void> => {},
    close: (): void => void db.close()
  }
}
