/** Own entries as parcels: several in one, each once, none too large. Pure. */
import { MAX_PARCEL_ENTRIES } from '../../crypto/courier/content.ts'
import { ROOM_FOR_ENTRIES } from '../../crypto/courier/parcel.ts'
import { encodeEntry } from '../../crypto/event.ts'
import type { EntryRow } from '../../store/entries.ts'
import { minus, type Run, union } from '../../store/runs.ts'

/** What frames one entry in a parcel. */
const AROUND_BYTES = 8

export interface Packed {
  seqs: number[]
  entries: Uint8Array[]
}

/** Entries in the order of their numbers, as few parcels as there need be. */
export function pack(rows: readonly Pick<EntryRow, 'seq' | 'header' | 'body' | 'signature'>[]): Packed[] {
  const packs: Packed[] = []
  let room = 0
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    const entry = encodeEntry(row)
    const size = entry.byteLength + AROUND_BYTES
    let last = packs.at(-1)
    if (last === undefined || room < size || last.entries.length >= MAX_PARCEL_ENTRIES) {
      last = { seqs: [], entries: [] }
      packs.push(last)
      room = ROOM_FOR_ENTRIES
    }
    last.seqs.push(row.seq)
    last.entries.push(entry)
    room -= size
  }
  return packs
}

/** The first so many of what is in runs. */
export function firstOf(runs: readonly Run[], limit: number): Run[] {
  const out: Run[] = []
  let left = limit
  for (const { first, last } of runs) {
    if (left <= 0) break
    const end = Math.min(last, first + left - 1)
    out.push({ first, last: end })
    left -= end - first + 1
  }
  return out
}

/** What is in the runs of at least so many people. */
export function sharedBy(runs: readonly (Run & { person: number })[], people: number): Run[] {
  const steps = runs.flatMap(({ first, last }) => [
    { at: first, by: 1 },
    { at: last + 1, by: -1 }
  ])
  steps.sort((a, b) => a.at - b.at || a.by - b.by)
  const out: Run[] = []
  let depth = 0
  let since = 0
  for (const { at, by } of steps) {
    if (depth >= people && depth + by < people) out.push({ first: since, last: at - 1 })
    if (depth < people && depth + by >= people) since = at
    depth += by
  }
  return union(out, []).filter(({ first, last }) => first <= last)
}

/** What one of several carriers is still to be given: what the reader lacks, not enough carry, and this one does not. */
export const toGive = (
  lacking: readonly Run[],
  carried: readonly (Run & { person: number })[],
  person: number,
  copies: number
): Run[] =>
  minus(
    minus(lacking, sharedBy(carried, copies)),
    carried.filter(run => run.person === person)
  )
