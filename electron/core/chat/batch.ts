/** What one transaction of entries changes, gathered as they go in. */
import type { Pending } from '../store/outbox.ts'
import type { RoomKind } from '../store/rooms.ts'

/** A room as far as it decides what an entry must be. */
export interface GuardedRoom {
  roomId: Uint8Array
  kind: RoomKind
  /** Null of a public one. */
  secret: Uint8Array | null
}

/** A room as entries go into it. */
export interface IntoRoom extends GuardedRoom {
  num: number
  /** When this account joined, in ms: what was said before is history, not news. */
  joinedAt: number
}

/** What a transaction changed, told once it is on disk. */
export interface Stored {
  /** Messages that are new in the timeline or look different now. */
  shown: number[]
  /** Rooms into which so much came that whoever shows them asks again. */
  stale: Set<IntoRoom>
  /** Own entries, in the order they were written, by room. */
  written: Map<number, Pending[]>
  /** Logs that grew by what others brought. */
  grown: Array<{ room: IntoRoom; device: Uint8Array }>
  /** Accounts that said something new of themselves. */
  introduced: Uint8Array[]
  /** Authors nobody has introduced yet. */
  unknown: Uint8Array[]
  /** Rooms where something is known to be missing now. */
  gaps: Set<IntoRoom>
  /** Private rooms with sealed entries that are to be opened. */
  toOpen: Set<number>
  /** Rows that say who is in private rooms, by room. */
  members: Map<number, number[]>
  /** Rooms where a device was found out to have written two histories. */
  forked: Set<IntoRoom>
}

export interface Batch extends Stored {
  /** By log: what went in, and the largest seq it has now. */
  seqs: Map<number, Set<number>>
  heads: Map<number, number>
}

export const newBatch = (): Batch => ({
  shown: [],
  stale: new Set(),
  written: new Map(),
  grown: [],
  introduced: [],
  unknown: [],
  gaps: new Set(),
  toOpen: new Set(),
  members: new Map(),
  forked: new Set(),
  seqs: new Map(),
  heads: new Map()
})
