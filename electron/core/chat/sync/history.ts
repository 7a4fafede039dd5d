/** How much of a room's history is here, of what is known to exist: a log begins at 0 and its entries follow each other. */
import type { History } from '../../../../shared/model.ts'
import type { Run } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'

/** A writer may sign any number; what is known to be missing is not counted beyond this, for each log. */
const MAX_MISSING = 1_000_000

export function createHistories(store: Store) {
  const fetching = new Map<number, number>()
  const counted = new Map<number, Omit<History, 'state'>>()
  let revision = -1

  function count(room: number): Omit<History, 'state'> {
    if (revision !== store.logs.revision()) counted.clear()
    revision = store.logs.revision()
    const known = counted.get(room) ?? countNow(room)
    counted.set(room, known)
    return known
  }

  function countNow(room: number): Omit<History, 'state'> {
    const total = { held: 0, known: 0, pruned: 0 }
    for (const { num, headSeq, forkSeq } of store.logs.ofRoom(room)) {
      const held = size(store.logs.have(num))
      const pruned = size(store.logs.pruned(num))
      const end = forkSeq === null ? headSeq + 1 : Math.min(headSeq + 1, forkSeq)
      total.held += held
      total.pruned += pruned
      total.known += Math.min(Math.max(end, held + pruned), held + pruned + MAX_MISSING)
    }
    return total
  }

  return {
    /** A fetch in a room began (1) or ended (-1). */
    fetching(room: number, change: 1 | 0 | -1): void {
      fetching.set(room, (fetching.get(room) ?? 0) + change)
    },
    of(room: number): History {
      const counts = count(room)
      const missing = counts.known - counts.held - counts.pruned
      const state = missing <= 0 ? 'whole' : (fetching.get(room) ?? 0) > 0 ? 'filling' : 'missing'
      return { state, ...counts }
    }
  }
}

const size = (runs: readonly Run[]): number => runs.reduce((sum, { first, last }) => sum + last - first + 1, 0)
