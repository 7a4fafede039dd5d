/**
 * Two peers that hold the same numbers of every log may still differ: a device may have written each of them another history.
 * The newest entries give it away.
 */
import { toHex } from '../../crypto/bytes.ts'
import type { Store } from '../../store/store.ts'
import { hlcOf } from '../clock.ts'
import type { LogFrontier, Part, RoomFrontier } from '../ports.ts'
import type { Digests } from './digest.ts'

/** Newest entries that are compared where all else is the same. */
const MAX_HEADS = 64
const NO_KEY = new Uint8Array(8)

/**
 * Newest entries of both that may not be the same one. Where they were written at different times they are not; where
 * nothing else explains why the digests differ, any of them may be.
 */
export function suspects(
  frontier: RoomFrontier,
  room: number,
  { store, digests }: { store: Store; digests: Digests }
): Part[] {
  const ours = new Map(store.logs.ofRoom(room).map(log => [toHex(log.device), log] as const))
  const same = frontier.logs.filter(({ device, ranges }) => {
    const log = ours.get(toHex(device))
    return log !== undefined && log.forkSeq === null && ranges.at(-1)?.last === log.headSeq
  })
  const apart = same.filter(({ device, headHlc }) => headHlc !== hlcOf(ours.get(toHex(device))?.headKey ?? NO_KEY))
  const all =
    apart.length > 0 ? apart : said(frontier.logs) === said(digests.frontier(room, frontier.tag).logs) ? same : []
  return all.slice(0, MAX_HEADS).flatMap(({ device, ranges }) => {
    const seq = ranges.at(-1)?.last
    const num = ours.get(toHex(device))?.num
    const isHeld = seq !== undefined && num !== undefined && store.entries.between(num, seq, seq).length > 0
    return isHeld ? [{ device, first: seq, last: seq }] : []
  })
}

/** What is held, as text that is equal where the same is. */
const said = (logs: readonly LogFrontier[]): string =>
  logs
    .map(({ device, ranges }) => `${toHex(device)} ${ranges.map(({ first, last }) => `${first}-${last}`).join()}`)
    .sort()
    .join()
