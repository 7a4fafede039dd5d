/**
 * What can wait while many come at once. Who comes into a crowd sees everybody and their messages first; keys and parcels
 * change hands a moment later, not all with all in the same second.
 */
import type { DeviceId } from '../../../shared/model.ts'
import { guarded } from './guarded.ts'

/** So many within so long, and whoever comes now waits for this long, and up to twice as long. */
export const MANY = 16
export const MANY_WITHIN_MS = 2_000
export const WAIT_MS = 3_000

export interface RushComponents {
  /** Ms, by a clock that is never set. */
  now(): number
  random(): number
  onFailed(err: unknown): void
}

export function createRush({ now, random, onFailed }: RushComponents) {
  let cameAt: number[] = []
  const waiting = new Map<DeviceId, NodeJS.Timeout>()

  function parted(peer: DeviceId): void {
    clearTimeout(waiting.get(peer))
    waiting.delete(peer)
  }

  return {
    /** Somebody came: does the work at once, or later where many come, unless they have gone by then. */
    came(peer: DeviceId, work: () => void): void {
      const at = now()
      cameAt = cameAt.filter(each => at - each < MANY_WITHIN_MS)
      cameAt.push(at)
      parted(peer)
      if (cameAt.length <= MANY) return work()
      const later = guarded(onFailed, () => {
        waiting.delete(peer)
        work()
      })
      waiting.set(peer, setTimeout(later, WAIT_MS * (1 + random())))
    },
    parted,
    stop(): void {
      for (const peer of waiting.keys()) parted(peer)
    }
  }
}

export type Rush = ReturnType<typeof createRush>
