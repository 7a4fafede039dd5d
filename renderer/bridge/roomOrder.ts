/** In which order rooms stand: the same in the sidebar and for the keys that go through them. Pure. */
import type { Room } from '../../shared/model.ts'

/** The one written in last first; those where nothing was said yet by when they were begun. */
const byLast = (a: Room, b: Room): number =>
  (b.lastEventAt ?? b.joinedAt) - (a.lastEventAt ?? a.joinedAt) || (a.roomId < b.roomId ? -1 : 1)

export interface SortedRooms {
  /** By their names, as the core tells them. */
  readonly channels: readonly Room[]
  readonly direct: readonly Room[]
  /** Not answered yet; the oldest last. */
  readonly requests: readonly Room[]
  /** What has a row of its own, from the top. */
  readonly inOrder: readonly Room[]
}

export function sortRooms(rooms: readonly Room[]): SortedRooms {
  const channels = rooms.filter(room => room.kind !== 'direct')
  const two = rooms.filter(room => room.kind === 'direct').sort(byLast)
  const direct = two.filter(room => !room.request)
  // who is blocked asks for nothing any more
  const requests = two.filter(room => room.request && room.closed !== 'blocked')
  return { channels, direct, requests, inOrder: [...channels, ...direct] }
}
