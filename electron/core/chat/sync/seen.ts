/**
 * What a comparison with a peer came to: as long as neither side has changed since, there is nothing to gain from doing it
 * again. Two peers that keep different parts of the past differ for ever, and need not exchange frontiers each time.
 */
import type { DeviceId } from '../../../../shared/model.ts'
import { equal } from '../../crypto/bytes.ts'

export type Seen = ReturnType<typeof createSeen>

export function createSeen() {
  const pairs = new Map<DeviceId, Map<number, { ours: Uint8Array; theirs: Uint8Array }>>()

  return {
    note(peer: DeviceId, room: number, ours: Uint8Array, theirs: Uint8Array): void {
      const rooms = pairs.get(peer) ?? new Map<number, { ours: Uint8Array; theirs: Uint8Array }>()
      pairs.set(peer, rooms.set(room, { ours, theirs }))
    },
    /** The peer's digest that had nothing for us, when ours was the same as now. */
    of(peer: DeviceId, room: number, ours: Uint8Array): Uint8Array | undefined {
      const pair = pairs.get(peer)?.get(room)
      return pair !== undefined && equal(pair.ours, ours) ? pair.theirs : undefined
    },
    forget: (peer: DeviceId): void => void pairs.delete(peer),
    /** What was not wanted then may be wanted now. */
    clear: (): void => pairs.clear()
  }
}
