/**
 * Checks what a peer sends of a log: of the room and log that were asked for, whole, each chained to the one above it or
 * signed. One signature vouches for everything chained below it; below an entry that is held none is needed.
 */
import { equal } from '../../crypto/bytes.ts'
import { isSigned, KIND, openUnproved } from '../../crypto/event.ts'
import type { ProvedEntry } from '../ingest.ts'
import type { Part, SignedEntry } from '../ports.ts'

export interface Proving {
  roomId: Uint8Array
  parts: readonly Part[]
  /** What the entry right above a number names as its predecessor, where it is held. */
  above(device: Uint8Array, seq: number): Uint8Array | undefined
  /** Told of every signature that had to be checked. */
  onVerify?(): void
}

/** What a peer sent is not what it can be: the exchange is over, what came before it holds. */
export class LyingPeerError extends Error {
  override readonly name = 'LyingPeerError'
}

/** Follows the frames of one fetch. The parts come as they were asked for, each newest first. */
export function createProof({ roomId, parts, above, onVerify }: Proving) {
  let at = 0
  let last: ProvedEntry['entry'] | undefined

  /** The part an entry belongs to: the current one, or one behind it. */
  function enter(device: Uint8Array, seq: number): void {
    for (; at < parts.length; at++, last = undefined) {
      const part = parts[at]
      if (part === undefined || !equal(part.device, device) || seq < part.first || seq > part.last) continue
      if (last === undefined || seq < last.seq) return
    }
    throw new LyingPeerError('an entry that was not asked for')
  }

  function check(signed: SignedEntry): ProvedEntry {
    const opened = openUnproved(signed)
    if ('malformed' in opened) throw new LyingPeerError(opened.malformed)
    const { entry, erased } = opened
    if (!equal(entry.room, roomId)) throw new LyingPeerError('another room')
    enter(entry.device, entry.seq)
    const named = last?.seq === entry.seq + 1 ? last.prev : above(entry.device, entry.seq)
    if (last?.seq === entry.seq + 1 && last.kind !== KIND.clock && entry.hlc >= last.hlc)
      throw new LyingPeerError('time runs backwards')
    const chained = named !== undefined && equal(named, entry.id)
    if (!chained) {
      onVerify?.()
      if (!isSigned(entry)) throw new LyingPeerError('neither chained nor signed')
    }
    last = entry
    return { entry, erased, proved: chained ? 0 : 1 }
  }

  return {
    /** The entries of a frame, cut where another log begins. Throws LyingPeerError. */
    frame(frame: readonly SignedEntry[]): ProvedEntry[][] {
      const runs: ProvedEntry[][] = []
      for (const signed of frame) {
        const proved = check(signed)
        const run = runs.at(-1)
        if (run !== undefined && equal(run[0]?.entry.device ?? NOBODY, proved.entry.device)) run.push(proved)
        else runs.push([proved])
      }
      return runs
    }
  }
}

const NOBODY = new Uint8Array()
