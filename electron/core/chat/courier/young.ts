/** From where on a log is young enough to be carried: couriers keep nothing for longer than a month. What is older is left to sync. */
import type { Log } from '../../store/logs.ts'
import type { Store } from '../../store/store.ts'
import { hlcAt, orderKey } from '../clock.ts'
import { DAY_MS, KEEP_DAYS } from './days.ts'

const MAX_AGE_MS = KEEP_DAYS * DAY_MS
/** Older ones are not looked for, however young. */
const MAX_ENTRIES = 4_096
const NO_ID = new Uint8Array()

export function createYoung(store: Pick<Store, 'entries'>, now: () => number) {
  /** It only ever rises: what was looked at once is not again. */
  const floors = new Map<number, number>()

  return {
    /** The first entry that is young. One more than the last where none is. */
    floorOf({ num, headSeq }: Pick<Log, 'num' | 'headSeq'>): number {
      const from = Math.max(floors.get(num) ?? 0, headSeq - MAX_ENTRIES + 1)
      const youngest = orderKey(hlcAt(now() - MAX_AGE_MS), NO_ID)
      const floor = store.entries.firstSince(num, from, headSeq, youngest) ?? headSeq + 1
      floors.set(num, floor)
      return floor
    }
  }
}
