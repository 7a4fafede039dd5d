/**
 * Checks what a peer sends of a log: of the room and log that were asked for, whole, each chained to the one above it or
 * signed. One signature vouches for everything chained below it; below an entry that is held none is needed. What nothing
 * vouches for is left out.
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

/** So many signatures that are none are looked at in one fetch. */
const MAX_UNPROVED = 256

/** What a peer sent is not what it can be: the exchange is over, what came before it holds. */
export class LyingPeerError extends Error {
  override readonly name = 'LyingPeerError'
}

/** Follows the frames of one fetch. The parts come as they were asked for, each newest first. */
export function createProof({ roomId, parts, above, onVerify }: Proving) {
  let at = 0
  let last: ProvedEntry['entry'] | undefined
  /** Nothing vouches for the last one. */
  let isOpen = false
  let unproved = 0

  /** The part an entry belongs to: the current one, or one behind it. */
  function enter(device: Uint8Array, seq: number): void {
    for (; at < parts.length; at++, last = undefined, isOpen = false) {
      const part = parts[at]
      if (part === undefined || !equal(part.device, device) || seq < part.first || seq > part.last) continue
      if (last === undefined || seq < last.seq) return
    }
    throw new LyingPeerError('an entry that was not asked for')
  }

  /**
   * Undefined where nothing vouches for it yet: a stranger may have given whoever gives it now a signature that is none,
   * below one that vouched for it there. What is chained below it then needs a signature of its own.
   */
  function check(signed: SignedEntry): ProvedEntry | undefined {
    const opened = openUnproved(signed)
    if ('malformed' in opened) throw new LyingPeerError(opened.malformed)
    const { entry, erased } = opened
    if (!equal(entry.room, roomId)) throw new LyingPeerError('another room')
    enter(entry.device, entry.seq)
    const before = last?.seq === entry.seq + 1 ? last : undefined
    if (before !== undefined && before.kind !== KIND.clock && entry.hlc >= before.hlc)
      throw new LyingPeerError('time runs backwards')
    const named = before === undefined ? above(entry.device, entry.seq) : before.prev
    const isChained = named !== undefined && equal(named, entry.id)
    const isVouchedFor = isChained && (before === undefined || !isOpen)
    if (isVouchedFor) isOpen = false
    else {
      onVerify?.()
      isOpen = !isSigned(entry)
      if (isOpen && ((before !== undefined && !isChained) || ++unproved > MAX_UNPROVED))
        throw new LyingPeerError('neither chained nor signed')
    }
    last = entry
    return isOpen ? undefined : { entry, erased, proved: isVouchedFor ? 0 : 1 }
  }

  return {
    /** The entries of a frame, cut where another log begins. Throws LyingPeerError. */
    frame(frame: readonly SignedEntry[]): ProvedEntry[][] {
      const runs: ProvedEntry[][] = []
      for (const signed of frame) {
        const proved = check(signed)
        if (proved === undefined) continue
        const run = runs.at(-1)
        if (run !== undefined && equal(run[0]?.entry.device ?? NOBODY, proved.entry.device)) run.push(proved)
        else runs.push([proved])
      }
      return runs
    }
  }
}

const NOBODY = new Uint8Array()
