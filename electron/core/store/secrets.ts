/** Private keys. They are in the encrypted database and nowhere else on disk. */
import type { Db } from './database.ts'

export type SecretName = 'account' | 'device' | 'mls-signature' | 'inbox'

export function createSecrets(db: Db) {
  const get = db.prepare<[string], { value: Buffer }>('SELECT value FROM secrets WHERE name = ?')
  const put = db.prepare('INSERT INTO secrets (name, value) VALUES (?, ?)')

  return {
    get: (name: SecretName): Uint8Array | undefined => get.get(name)?.value,
    /** Throws where there is one already: keys are never overwritten. */
    put: (name: SecretName, value: Uint8Array): void => void put.run(name, value)
  }
}
