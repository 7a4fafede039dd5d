/** Where devices were reached, the last first: dialled at the next start, before anybody has announced itself. */
import type { Db } from './database.ts'

export interface AddressRow {
  device: Uint8Array
  address: string
}

const MAX_DEVICES = 1_000
const MAX_ADDRESSES = 4

export function createAddresses(db: Db) {
  const all = db.prepare<[], AddressRow>('SELECT device, address FROM addresses ORDER BY worked_at DESC, address')
  const put = db.prepare<[Uint8Array, string, number]>(`
    INSERT INTO addresses (device, address, worked_at) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET worked_at = max(worked_at, excluded.worked_at)`)
  const dropOlder = db.prepare<[Uint8Array, Uint8Array, number]>(`
    DELETE FROM addresses WHERE device = ? AND address NOT IN
      (SELECT address FROM addresses WHERE device = ? ORDER BY worked_at DESC, address LIMIT ?)`)
  const dropDevices = db.prepare<[number]>(`
    DELETE FROM addresses WHERE device NOT IN
      (SELECT device FROM addresses GROUP BY device ORDER BY max(worked_at) DESC, device LIMIT ?)`)

  return {
    all: (): AddressRow[] => all.all(),
    /** Keeps the newest few of each device, and the devices reached last. */
    worked: db.transaction((device: Uint8Array, address: string, now: number): void => {
      put.run(device, address, now)
      dropOlder.run(device, device, MAX_ADDRESSES)
      dropDevices.run(MAX_DEVICES)
    })
  }
}
