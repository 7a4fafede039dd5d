/** Accounts that a message calls by name, in its newest version. */
import type { Db } from './database.ts'

export function createMentions(db: Db) {
  const put = db.prepare('INSERT INTO mentions (account, event) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const drop = db.prepare('DELETE FROM mentions WHERE event = ?')

  const nameable = db.prepare<[number], { person: number; account: Buffer; name: string }>(
    'SELECT m.person, p.account, p.name FROM members m JOIN people p ON p.num = m.person WHERE m.room = ?'
  )

  return {
    /** Members of a room. */
    nameable: (room: number): Array<{ person: number; account: Uint8Array; name: string }> => nameable.all(room),
    /** Inside a transaction. */
    put(event: number, accounts: readonly Uint8Array[]): void {
      for (const account of accounts) put.run(account, event)
    },
    /** Inside a transaction. */
    drop: (event: number): void => void drop.run(event)
  }
}
