/**
 * Which entries to ask a peer for next: what it holds and we do not, the newest first over all logs, nothing that is
 * already asked of somebody else. Pure, but for what is under way.
 */
import { toHex } from '../../crypto/bytes.ts'
import { minus, type Run, union } from '../../store/runs.ts'
import type { Part } from '../ports.ts'

/** A log as it lies here, and as a peer says to hold it. */
export interface Wanted {
  device: Uint8Array
  /** What the peer holds and we neither hold nor have let go of; ascending. */
  missing: Run[]
  /** About when the newest missing entry was written. */
  newestHlc: bigint
}

/** Entries of one log asked for at once: one signature vouches for as many. */
const BLOCK = 512
export const MAX_FETCH_ENTRIES = 2_048
/** For the first page that somebody sees: a little of every log. */
const FIRST_ENTRIES = 512
const FIRST_BLOCK = 64
const MAX_FETCH_PARTS = 2_048

/** Ranges of one room that are asked of somebody, by log. */
export type UnderWay = Map<string, Run[]>

/** What is left of a log when others are asked for parts of it. */
export const unasked = (wanted: Wanted, underWay: UnderWay): Run[] =>
  minus(wanted.missing, underWay.get(toHex(wanted.device)) ?? [])

/**
 * @param asFirst a little of every log, so that a page is there at once; where all fits into one fetch it is asked for
 * @returns at most MAX_FETCH_ENTRIES entries, in the order to ask for them
 */
export function nextParts(wanted: readonly Wanted[], underWay: UnderWay, asFirst: boolean): Part[] {
  const first = asFirst && wanted.reduce((sum, { missing }) => sum + size(missing), 0) > MAX_FETCH_ENTRIES
  const parts: Part[] = []
  let left = first ? FIRST_ENTRIES : MAX_FETCH_ENTRIES
  const share = Math.floor(left / Math.max(1, wanted.length))
  for (const log of newestFirst(wanted)) {
    let block = Math.min(left, Math.max(first ? FIRST_BLOCK : BLOCK, share))
    for (const run of unasked(log, underWay).toReversed()) {
      if (block <= 0 || parts.length >= MAX_FETCH_PARTS) break
      const from = Math.max(run.first, run.last - block + 1)
      parts.push({ device: log.device, first: from, last: run.last })
      block -= run.last - from + 1
      left -= run.last - from + 1
    }
    if (left <= 0 || parts.length >= MAX_FETCH_PARTS) break
  }
  return parts
}

const size = (runs: readonly Run[]): number => runs.reduce((sum, { first, last }) => sum + last - first + 1, 0)
const newestFirst = (wanted: readonly Wanted[]): Wanted[] =>
  wanted.toSorted((a, b) => (a.newestHlc === b.newestHlc ? 0 : a.newestHlc < b.newestHlc ? 1 : -1))

/** Marks parts as asked for, and takes them back when they came or did not. */
export function claim(underWay: UnderWay, parts: readonly Part[]): () => void {
  const claimed = runsByLog(parts)
  for (const [name, runs] of claimed) underWay.set(name, union(underWay.get(name) ?? [], runs))
  return () => {
    for (const [name, runs] of claimed) {
      const rest = minus(underWay.get(name) ?? [], runs)
      if (rest.length === 0) underWay.delete(name)
      else underWay.set(name, rest)
    }
  }
}

/** Parts as runs, by log. */
export function runsByLog(parts: readonly Part[]): Map<string, Run[]> {
  const all = new Map<string, Run[]>()
  for (const { device, first, last } of parts) {
    const name = toHex(device)
    const runs = all.get(name)
    if (runs === undefined) all.set(name, [{ first, last }])
    else runs.push({ first, last })
  }
  return new Map([...all].map(([name, runs]) => [name, union(runs, [])]))
}
