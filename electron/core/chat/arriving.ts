/** What was kept aside, since it was far ahead of the clock, is shown once its time has come. */
import type { Store } from '../store/store.ts'
import type { Clock } from './clock.ts'
import { guarded } from './guarded.ts'
import type { Projection } from './projection.ts'

export interface ArrivingComponents {
  store: Store
  clock: Pick<Clock, 'horizon'>
  projection: Pick<Projection, 'arrived'>
  /** Rows that are shown from now on, or look different. */
  onArrived(nums: readonly number[]): void
  onFailed(err: unknown): void
}

const EVERY_MS = 60_000
/** At once. */
const MAX_ARRIVED = 500

export function createArriving({ store, clock, projection, onArrived, onFailed }: ArrivingComponents) {
  let next: NodeJS.Immediate | undefined
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    let shown: number[] = []
    let isMore = false
    store.note(() => {
      shown = store.transaction(() => {
        const arrived = store.events.arrive(clock.horizon(), MAX_ARRIVED)
        isMore = arrived.length === MAX_ARRIVED
        return [...arrived, ...projection.arrived(arrived)]
      })
    })
    if (shown.length === 0) return
    onArrived(shown)
    if (isMore) next = setImmediate(guarded(onFailed, look)) // others have their turn in between
  }

  return {
    start(): void {
      look()
      timer = setInterval(guarded(onFailed, look), EVERY_MS)
    },
    stop(): void {
      clearInterval(timer)
      clearImmediate(next)
    }
  }
}
