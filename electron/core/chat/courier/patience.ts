/**
 * Who refused is left alone for a moment, and longer each time: just after a connection the other end may not have read our
 * greeting yet, and somebody who carries nothing need not be asked often.
 */
import type { DeviceId } from '../../../../shared/model.ts'

const FIRST_MS = 5_000
const TIMES = 4
const MOST_MS = 10 * 60_000

export function createPatience(now: () => number) {
  const waiting = new Map<DeviceId, { until: number; ms: number }>()

  return {
    refused(peer: DeviceId): void {
      const ms = Math.min(MOST_MS, (waiting.get(peer)?.ms ?? FIRST_MS / TIMES) * TIMES)
      waiting.set(peer, { until: now() + ms, ms })
    },
    isOver: (peer: DeviceId): boolean => (waiting.get(peer)?.until ?? 0) <= now(),
    forget: (peer: DeviceId): void => void waiting.delete(peer)
  }
}
