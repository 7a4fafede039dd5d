/** One fetch of a sync: what a peer gives of the parts asked for, proved, and stored as it comes. */
import { fromHex } from '../../crypto/bytes.ts'
import { headerPrev } from '../../crypto/event.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { minus, union } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import type { Ingest } from '../ingest.ts'
import type { Part, SyncSession } from '../ports.ts'
import { runsByLog } from './plan.ts'
import { createProof } from './proof.ts'

export interface FetchComponents {
  store: Store
  ingest: Ingest
  /** Fetching in a room begins, goes on, ends. */
  onFetching(room: RoomRow, change: 1 | 0 | -1): void
  onVerify?(): void
}

/** Entries that came and were proved, and those of them that are held now and were not. */
export interface Got {
  stored: number
  came: number
}

/** Asks for parts and stores what holds of them, frame by frame. Throws what the session throws; LyingPeerError. */
export async function fetchParts(
  session: SyncSession,
  room: RoomRow,
  tag: Uint8Array,
  parts: readonly Part[],
  { store, ingest, onVerify, onFetching }: FetchComponents
): Promise<Got> {
  const proof = createProof({
    roomId: room.roomId,
    parts,
    onVerify: () => onVerify?.(),
    above(device, seq) {
      const num = store.people.device(device)?.num
      const log = num === undefined ? undefined : store.logs.get(room.num, num)
      const held = log === undefined ? undefined : store.entries.between(log.num, seq + 1, seq + 1)[0]
      return held === undefined ? undefined : headerPrev(held.header)
    }
  })
  const got: Got = { stored: 0, came: 0 }
  for await (const frame of session.fetch(tag, parts)) {
    for (const run of proof.frame(frame)) {
      got.came += run.length
      got.stored += await ingest.take(room, run)
    }
    onFetching(room, 0)
  }
  return got
}

/** How many entries these are. */
export const count = (parts: readonly Part[]): number =>
  parts.reduce((sum, { first, last }) => sum + last - first + 1, 0)

/** Whether something of what was asked for is still not here. */
export function lacksAny(parts: readonly Part[], room: RoomRow, store: Store): boolean {
  return runsByLog(parts)
    .entries()
    .some(([name, asked]) => {
      const num = store.people.device(fromHex(name))?.num
      const log = num === undefined ? undefined : store.logs.get(room.num, num)
      if (log === undefined) return true
      const frozen = log.forkSeq === null ? [] : [{ first: log.forkSeq, last: END }]
      return minus(asked, union(store.logs.covered(log.num), frozen)).length > 0
    })
}

const END = Number.MAX_SAFE_INTEGER
