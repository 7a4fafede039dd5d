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
  const open = rooms.filter(room => !room.request)
  const channels = open.filter(room => room.kind !== 'direct')
  const direct = open.filter(room => room.kind === 'direct').sort(byLast)
  // who is blocked asks for nothing any more
  const requests = rooms.filter(room => room.request && room.closed !== 'blocked').sort(byLast)
  return { channels, direct, requests, inOrder: [...channels, ...direct] }
}
