/** Clocks that were set right: where what was written before stands. Spec: docs/protocol/02-events.md, docs/adr/0010 */
import { type Entry, KIND, readHeader } from '../crypto/event.ts'
import type { Store } from '../store/store.ts'
import { type Clock, hlcOf, idOf, MAX_SET_RIGHT, orderKey, timeBeside } from './clock.ts'
import type { Projection } from './projection.ts'

/** What the store takes for a number. Later is no time at which a clock is set right. */
const MAX_STORED_HLC = 2n ** 63n - 1n

export interface ClockSettingsComponents {
  store: Store
  clock: Pick<Clock, 'horizon'>
  projection: Pick<Projection, 'arrived'>
}

/** All of it inside a transaction. */
export function createClockSettings({ store, clock, projection }: ClockSettingsComponents) {
  return {
    /** Where an entry stands: at its time, or where its writer's clock was set right later, just before that. */
    keyOf: (entry: Entry, log: number): Uint8Array =>
      orderKey(timeBeside(entry, store.logs.resetsAfter(log, entry.seq)), entry.id),

    /**
     * What a log said while its clock ran far ahead is shown, just before the moment when it was set right. Answers the
     * rows that look different.
     */
    set(log: number, { seq, hlc }: Entry): number[] {
      if (hlc > MAX_STORED_HLC || !store.logs.reset(log, seq, hlc)) return []
      const moved: number[] = []
      const from = Math.max(0, seq - MAX_SET_RIGHT)
      for (const row of store.entries.newestFirst(log, from, seq - 1, MAX_SET_RIGHT)) {
        const header = readHeader(row.header)
        const time = timeBeside({ seq: row.seq, hlc: header.hlc }, store.logs.resetsAfter(log, row.seq))
        if (time !== hlcOf(row.orderKey)) {
          store.entries.move(row.num, orderKey(time, idOf(row.orderKey)))
          moved.push(row.num)
        } else if (header.kind === KIND.clock) break // what is before it stands before it
      }
      if (moved.length === 0) return []
      const arrived = store.events.arrive(clock.horizon(), MAX_SET_RIGHT)
      return [...arrived, ...projection.arrived([...moved, ...arrived])]
    }
  }
}
