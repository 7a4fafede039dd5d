/** Whether an entry fits what is held of its log: one entry a number, each naming the one before, time going on. */
import { equal } from '../crypto/bytes.ts'
import { type Entry, isSigned, KIND, openUnproved, readHeader } from '../crypto/event.ts'
import type { EntryRow } from '../store/entries.ts'
import type { ForkRow } from '../store/logs.ts'
import type { Store } from '../store/store.ts'
import { idOf } from './clock.ts'

export interface Misfit {
  reason: string
  /** Proof that the device wrote two histories. */
  fork?: ForkRow
}

/**
 * Why an entry does not fit, or undefined when it does. No proof against whoever passed it on: they may hold less.
 * @param log its log's number in the store
 */
export function misfit(store: Store, entry: Entry, log: number): Misfit | undefined {
  for (const near of store.entries.between(log, entry.seq - 1, entry.seq + 1)) {
    const nearId = idOf(near.orderKey)
    if (near.seq === entry.seq && equal(nearId, entry.id)) return { reason: 'held already' }
    if (near.seq === entry.seq) return forked(entry, near, 'two entries with one number')
    const isBefore = near.seq < entry.seq
    const beside = readHeader(near.header) // not where it stands: an entry before a clock entry has been moved
    const [earlier, later] = isBefore ? [beside, entry] : [entry, beside]
    if (!equal(isBefore ? nearId : entry.id, later.prev ?? NOTHING)) return forked(entry, near, 'broken chain')
    if (later.kind !== KIND.clock && earlier.hlc >= later.hlc) return { reason: 'time runs backwards' }
  }
  return undefined
}

/** Two headers prove it where both are signed: what vouches for a held entry may be the signature of another one. */
function forked(entry: Entry, near: EntryRow, reason: string): Misfit {
  const fork: ForkRow = {
    seq: Math.min(entry.seq, near.seq),
    header: entry.header,
    signature: entry.signature,
    header2: near.header,
    signature2: near.signature
  }
  return provesFork(fork) === undefined ? { reason } : { reason, fork }
}

/**
 * What a proof of two histories proves: two entries with one seq, or an entry that does not name the one before it as its
 * predecessor, both signed by one device in one room. Undefined when it proves nothing.
 */
export function provesFork(
  fork: Omit<ForkRow, 'seq'>
): { room: Uint8Array; device: Uint8Array; seq: number } | undefined {
  const one = openUnproved({ header: fork.header, body: NOTHING, signature: fork.signature })
  const two = openUnproved({ header: fork.header2, body: NOTHING, signature: fork.signature2 })
  if ('malformed' in one || 'malformed' in two) return undefined
  const [first, second] = one.entry.seq <= two.entry.seq ? [one.entry, two.entry] : [two.entry, one.entry]
  if (!equal(first.room, second.room) || !equal(first.device, second.device)) return undefined
  const apart = second.seq - first.seq
  if (apart > 1 || equal(apart === 0 ? second.id : (second.prev ?? second.id), first.id)) return undefined
  if (!isSigned(first) || !isSigned(second)) return undefined
  return { room: first.room, device: first.device, seq: first.seq }
}

const NOTHING = new Uint8Array()
