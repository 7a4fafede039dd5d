/** Whether an entry fits what is held of its log: one entry a number, each naming the one before, time going on. */
import { equal } from '../crypto/bytes.ts'
import { type Entry, headerPrev } from '../crypto/event.ts'
import type { Store } from '../store/store.ts'
import { hlcOf, idOf, orderKey } from './clock.ts'

/**
 * Why an entry does not fit, or undefined when it does. No proof against whoever passed it on: they may hold less.
 * @param room and device: their numbers in the store
 */
export function misfit(store: Store, entry: Entry, room: number, device: number): string | undefined {
  const log = store.logs.get(room, device)
  if (log === undefined) return undefined
  if (entry.seq === log.headSeq + 1 && !equal(entry.prev ?? log.headId, log.headId)) return 'broken chain'
  const key = orderKey(entry.hlc, entry.id)
  for (const near of store.events.between(log.num, entry.seq - 1, entry.seq + 1)) {
    const nearId = idOf(near.orderKey)
    if (near.seq === entry.seq) return equal(nearId, entry.id) ? 'held already' : 'two entries with one number'
    const isBefore = near.seq < entry.seq
    const [earlier, later] = isBefore ? [near.orderKey, key] : [key, near.orderKey]
    if (hlcOf(earlier) >= hlcOf(later)) return 'time runs backwards'
    const chained = isBefore ? equal(nearId, entry.prev ?? entry.id) : equal(headerPrev(near.header), entry.id)
    if (!chained) return 'broken chain'
  }
  return undefined
}
