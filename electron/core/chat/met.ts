/** Where people were reached, remembered from one run to the next. Only people: who never greeted is not worth a dial. */
import type { DeviceId } from '../../../shared/model.ts'
import { deviceIdOf, deviceKeyOf } from '../crypto/deviceId.ts'
import type { Store } from '../store/store.ts'
import type { Met } from './ports.ts'

/** The same address is written again after this: it says when it worked last. */
const AGAIN_MS = 60 * 60_000
/** Addresses of this run that are kept in mind. */
const MAX_NOTED = 2_000

export interface MetComponents {
  store: Store
  now(): number
  /** Whether a connected device has greeted. */
  isPerson(peer: DeviceId): boolean
}

export function createMet({ store, now, isPerson }: MetComponents) {
  /** By peer and address: when it was written, or null where it waits for the greeting. */
  const noted = new Map<string, { peer: DeviceId; address: string; at: number | null }>()

  function write(note: { peer: DeviceId; address: string; at: number | null }): void {
    const device = deviceKeyOf(note.peer)
    if (device === undefined || (note.at !== null && now() - note.at < AGAIN_MS)) return
    note.at = now()
    store.note(() => store.addresses.worked(device, note.address, now()))
  }

  return {
    /** A connected device can be dialled there. */
    proved(peer: DeviceId, address: string): void {
      const key = `${peer} ${address}`
      const note = noted.get(key) ?? { peer, address, at: null }
      noted.delete(key)
      noted.set(key, note)
      const [oldest] = noted.keys()
      if (noted.size > MAX_NOTED && oldest !== undefined) noted.delete(oldest)
      if (isPerson(peer)) write(note)
    },
    greeted(peer: DeviceId): void {
      for (const note of noted.values()) if (note.peer === peer) write(note)
    },
    /** Everybody that was reached, the last first. */
    list(): Met[] {
      const met = new Map<DeviceId, string[]>()
      for (const { device, address } of store.addresses.all()) {
        const peer = deviceIdOf(device)
        met.set(peer, [...(met.get(peer) ?? []), address])
      }
      return [...met].map(([peer, addresses]) => ({ peer, addresses }))
    }
  }
}
