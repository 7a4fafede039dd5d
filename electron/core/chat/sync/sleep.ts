/** Notices that this computer slept: a timer comes much later than it should. */
import { guarded } from '../guarded.ts'

const SLEPT_MS = 15_000
const LOOK_MS = 5_000

/** The timer is the caller's to clear. */
export function watchSleep(now: () => number, woke: () => void, onFailed: (err: unknown) => void): NodeJS.Timeout {
  let before = now()
  return setInterval(
    guarded(onFailed, () => {
      const slept = now() - before > LOOK_MS + SLEPT_MS
      before = now()
      if (slept) woke()
    }),
    LOOK_MS
  )
}
