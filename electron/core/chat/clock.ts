/** The hybrid logical clock: 48 bits of ms, 16 bits of counter, never back, never behind what was seen. Spec: docs/protocol/02-events.md */
import { MAX_CLOCK_AHEAD_MS } from '../../../shared/limits.ts'

const COUNTER_BITS = 16n
const HLC_BYTES = 8

export interface Clock {
  /** A time larger than every one given or seen before. */
  next(): bigint
  /** Follows a time that somebody else gave, unless it is too far ahead. */
  see(hlc: bigint): void
  /** The largest order key that is not too far ahead of this clock now. */
  horizon(): Uint8Array
  isAhead(hlc: bigint): boolean
}

export function createClock(now: () => number, last = 0n): Clock {
  const limit = (): bigint => ofMs(now() + MAX_CLOCK_AHEAD_MS)
  return {
    next() {
      const wall = ofMs(now())
      last = wall > last ? wall : last + 1n
      return last
    },
    see(hlc) {
      if (hlc > last && hlc <= limit()) last = hlc
    },
    horizon: () => horizonAt(now()),
    isAhead: hlc => hlc > limit()
  }
}

const ofMs = (ms: number): bigint => BigInt(Math.max(0, Math.floor(ms))) << COUNTER_BITS

/** The largest order key that is not too far ahead of a clock. */
export const horizonAt = (now: number): Uint8Array =>
  orderKey(ofMs(now + MAX_CLOCK_AHEAD_MS), new Uint8Array(32).fill(0xff))

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
