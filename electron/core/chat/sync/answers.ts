/** What a peer that syncs with us is answered: which rooms differ and how, and the entries it asks for. */
import { equal } from '../../crypto/bytes.ts'
import { roomTag } from '../../crypto/tag.ts'
import type { EntryRow } from '../../store/entries.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Compared, Comparison, Part, SignedEntry, SyncAnswers } from '../ports.ts'
import { type Digests, nameOf } from './digest.ts'

/** Entries read from the store at once, and handed over as one frame. */
const FRAME_ENTRIES = 64
const FRAME_BYTES = 96 * 1024
/** Parts looked up before others have their turn. */
const PARTS_AT_ONCE = 64

export interface AnswersComponents {
  store: Store
  digests: Digests
  /** This device's key, and that of who asks. */
  self: Uint8Array
  peer: Uint8Array
  now(): number
  /** Whether a peer may be told anything of a room. */
  mayKnow(room: RoomRow, device: Uint8Array): boolean
  /** The peer's clock, and whether it lacks or has something we do not. */
  onCompared(theirs: Comparison, differ: RoomRow[]): void
  onEnd(): void
}

export function createAnswers(components: AnswersComponents): SyncAnswers {
  const { store, digests, self, peer, now, mayKnow, onCompared, onEnd } = components
  /** Rooms that the peer has shown to know, by the tag it used. */
  const shared = new Map<string, RoomRow>()

  function compare(theirs: Comparison): Compared {
    const ours = new Map(
      store.rooms
        .joined()
        .filter(room => mayKnow(room, peer))
        .map(room => [nameOf(roomTag(room.roomId, peer, self, theirs.nonce)), room] as const)
    )
    const differ: RoomRow[] = []
    const rooms = theirs.rooms.flatMap(({ tag, digest, seen }) => {
      const room = ours.get(nameOf(tag))
      if (room === undefined) return []
      shared.set(nameOf(tag), room)
      const mine = digests.of(room.num)
      if (equal(mine, digest)) return []
      differ.push(room)
      return seen !== undefined && equal(seen, mine) ? [] : [digests.frontier(room.num, tag)]
    })
    onCompared(theirs, differ)
    return { now: now(), rooms }
  }

  function* fetch(tag: Uint8Array, parts: readonly Part[]): Iterable<SignedEntry[]> {
    const room = shared.get(nameOf(tag))
    if (room === undefined || !mayKnow(room, peer)) throw new Error('a room that was not compared')
    let frame: SignedEntry[] = []
    let bytes = 0
    for (const entry of entriesOf(store, room.num, parts)) {
      if (entry === undefined) {
        yield [] // a moment for others: nothing was found for a while
        continue
      }
      const size = entry.header.byteLength + entry.body.byteLength + entry.signature.byteLength
      if (frame.length > 0 && (frame.length >= FRAME_ENTRIES || bytes + size > FRAME_BYTES)) {
        yield frame
        frame = []
        bytes = 0
      }
      frame.push(entry)
      bytes += size
    }
    if (frame.length > 0) yield frame
  }

  return { compare, fetch, end: onEnd }
}

/**
 * What is held of the parts, as it was signed. A signature inside of a run may never have been looked at: what stands above
 * vouches for it, and whoever asks has that or asks for it too.
 * Undefined now and then where parts hold nothing: each costs a lookup all the same.
 */
function* entriesOf(store: Store, room: number, parts: readonly Part[]): Iterable<EntryRow | undefined> {
  for (const [index, { device, first, last }] of parts.entries()) {
    if (index % PARTS_AT_ONCE === PARTS_AT_ONCE - 1) yield undefined
    const num = store.people.device(device)?.num
    const log = num === undefined ? undefined : store.logs.get(room, num)
    if (log === undefined) continue
    let next = log.forkSeq === null ? last : Math.min(last, log.forkSeq - 1)
    while (next >= first) {
      const rows = store.entries.newestFirst(log.num, first, next, FRAME_ENTRIES)
      yield* rows
      next = (rows.at(-1)?.seq ?? first) - 1
    }
  }
}
