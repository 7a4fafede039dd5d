/** Settings of this copy, one row each, as JSON. */
import type { Db } from './database.ts'

export function createSettings(db: Db) {
  const all = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM settings')
  const put = db.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')

  return {
    all: (): Record<string, unknown> => Object.fromEntries(all.all().map(row => [row.name, JSON.parse(row.value)])),
    put: (name: string, value: unknown): void => void put.run(name, JSON.stringify(value))
  }
}
