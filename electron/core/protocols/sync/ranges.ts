/** Ranges of a frontier and parts of a fetch, as they are written. */
import { InvalidMessageError } from '@libp2p/interface'
import { MAX_SYNC_ENTRIES, MAX_SYNC_RANGES } from '../../../../shared/limits.ts'
import type { Part, Range } from './index.ts'
import { putVarint, VarintReader } from './varints.ts'

/** For each range the entries missing before it, and those in it less one. Ascending; neighbours are joined. */
export function packRanges(ranges: readonly Range[]): Uint8Array {
  const out: number[] = []
  let next = 0
  for (const { first, last } of joined(ranges)) {
    putVarint(out, first - next)
    putVarint(out, last - first)
    next = last + 1
  }
  return Uint8Array.from(out)
}

/** Neighbours in one, so that what is between two ranges is never nothing. */
export function joined(ranges: readonly Range[]): Range[] {
  const out: Range[] = []
  for (const { first, last } of ranges) {
    const before = out.at(-1)
    if (before !== undefined && first === before.last + 1) before.last = last
    else out.push({ first, last })
  }
  return out
}

export function unpackRanges(packed: Uint8Array): Range[] {
  const numbers = new VarintReader(packed)
  const ranges: Range[] = []
  let next = 0
  while (!numbers.done) {
    if (ranges.length === MAX_SYNC_RANGES) throw new InvalidMessageError('too many ranges')
    const gap = numbers.next()
    if (gap === 0 && next > 0) throw new InvalidMessageError('ranges that touch')
    const first = next + gap
    const last = first + numbers.next()
    if (!Number.isSafeInteger(last)) throw new InvalidMessageError('not ranges')
    ranges.push({ first, last })
    next = last + 1
  }
  return ranges
}

/** Devices, each once, and for each part its device, its last entry (below the part of that device before it) and length. */
export function packParts(parts: readonly Part[]): { devices: Uint8Array[]; parts: Uint8Array } {
  const devices: Uint8Array[] = []
  const known = new Map<string, { index: number; below: number }>()
  const out: number[] = []
  for (const { device, first, last } of parts) {
    const key = Buffer.from(device).toString('latin1')
    const log = known.get(key) ?? { index: devices.push(device) - 1, below: 0 }
    known.set(key, log)
    const relative = last < log.below
    putVarint(out, 2 * log.index + (relative ? 0 : 1))
    putVarint(out, relative ? log.below - 1 - last : last)
    putVarint(out, last - first)
    log.below = first
  }
  return { devices, parts: Uint8Array.from(out) }
}

/** Throws where these are not 1 to MAX_SYNC_ENTRIES entries. */
export function unpackParts(devices: readonly Uint8Array[], packed: Uint8Array): Part[] {
  const numbers = new VarintReader(packed)
  const parts: Part[] = []
  const below: number[] = []
  let entries = 0
  while (!numbers.done) {
    const head = numbers.next()
    const index = Math.floor(head / 2)
    const device = devices[index]
    if (device === undefined) throw new InvalidMessageError('a part of no device')
    const given = numbers.next()
    const last = head % 2 === 1 ? given : (below[index] ?? 0) - 1 - given
    const first = last - numbers.next()
    if (first < 0) throw new InvalidMessageError('not a part')
    entries += last - first + 1
    if (entries > MAX_SYNC_ENTRIES) throw new InvalidMessageError('too many entries asked for')
    parts.push({ device, first, last })
    below[index] = first
  }
  if (parts.length === 0) throw new InvalidMessageError('no part')
  return parts
}
