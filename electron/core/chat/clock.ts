/** The hybrid logical clock: 48 bits of ms, 16 bits of counter, never back, never behind what was seen. Spec: docs/protocol/02-events.md */
import { MAX_CLOCK_AHEAD_MS } from '../../../shared/limits.ts'

/** So many numbers before a clock entry, and no more, stand where it says: whoever says so often moves others' rows each time. */
export const MAX_SET_RIGHT = 10_000
const COUNTER_BITS = 16n
const HLC_BYTES = 8

export interface Clock {
  /**
   * A time larger than every one given or seen before. Only where this computer's clock ran far ahead and was set right
   * since, what it gave meanwhile does not count.
   */
  next(): bigint
  /** Follows a time that somebody else gave, unless it is too far ahead. */
  see(hlc: bigint): void
  /** The largest order key that is not too far ahead of this clock now. */
  horizon(): Uint8Array
  isAhead(hlc: bigint): boolean
}

/** @param seen the largest time known so far that is not too far ahead */
export function createClock(now: () => number, seen = 0n): Clock {
  let last = seen
  const limit = (): bigint => ofMs(now() + MAX_CLOCK_AHEAD_MS)
  return {
    next() {
      const wall = ofMs(now())
      if (last > limit()) last = seen > limit() ? 0n : seen
      last = wall > last ? wall : last + 1n
      return last
    },
    see(hlc) {
      if (hlc > limit()) return
      if (hlc > seen) seen = hlc
      if (hlc > last) last = hlc
    },
    horizon: () => horizonAt(now()),
    isAhead: hlc => hlc > limit()
  }
}

const ofMs = (ms: number): bigint => BigInt(Math.max(0, Math.floor(ms))) << COUNTER_BITS

/** The largest order key that is not too far ahead of a clock. */
export const horizonAt = (now: number): Uint8Array =>
  orderKey(ofMs(now + MAX_CLOCK_AHEAD_MS), new Uint8Array(32).fill(0xff))

/**
 * Where an entry stands whose log's clock was set right behind it: just before that, in the order it was written, where its
 * own time is not before it anyhow.
 * @param resets every setting right behind the entry, by ascending seq: a clock may be set twice before it is right
 */
export function timeBeside(
  entry: { seq: number; hlc: bigint },
  resets: ReadonlyArray<{ seq: number; hlc: bigint }>
): bigint {
  let time = entry.hlc
  for (const { seq, hlc } of resets) {
    if (seq - entry.seq > MAX_SET_RIGHT) break
    const before = hlc - BigInt(seq - entry.seq)
    if (time > before) time = before
  }
  return time > 0n ? time : 0n
}

/** (hlc, id): what a room's entries are sorted by, as bytes that compare like it. */
export function orderKey(hlc: bigint, id: Uint8Array): Uint8Array {
  const key = new Uint8Array(HLC_BYTES + id.byteLength)
  new DataView(key.buffer).setBigUint64(0, hlc)
  key.set(id, HLC_BYTES)
  return key
}

export const hlcOf = (key: Uint8Array): bigint =>
  new DataView(key.buffer, key.byteOffset, key.byteLength).getBigUint64(0)
export const idOf = (key: Uint8Array): Uint8Array => key.subarray(HLC_BYTES)
export const msOf = (key: Uint8Array): number => Number(hlcOf(key) >> COUNTER_BITS)
/** The hlc of a moment, as far as ms go. */
export const hlcAt = (ms: number): bigint => ofMs(ms)
