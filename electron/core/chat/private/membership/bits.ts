/** Sets of small whole numbers: what an operation has in its past, for a few thousand operations, compared in no time. */
export type Bits = Uint32Array

const WORD = 32
/** Room for one more costs nothing most of the time. */
const wordsFor = (at: number): number => (Math.floor(at / WORD) + 8) & ~7

export const has = (bits: Bits, at: number): boolean => (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1

/** The set with one number more; the one given where it is large enough. */
export function put(bits: Bits, at: number): Bits {
  const room = at >>> 5 < bits.length ? bits : widened(bits, at)
  room[at >>> 5] = (room[at >>> 5] ?? 0) | (1 << (at & 31))
  return room
}

function widened(bits: Bits, at: number): Bits {
  const wide = new Uint32Array(wordsFor(at))
  wide.set(bits)
  return wide
}

export function union(sets: readonly Bits[]): Bits {
  const out = new Uint32Array(Math.max(0, ...sets.map(set => set.length)))
  for (const set of sets) for (let at = 0; at < set.length; at++) out[at] = (out[at] ?? 0) | (set[at] ?? 0)
  return out
}

export function intersection(one: Bits, other: Bits): Bits {
  const out = new Uint32Array(Math.min(one.length, other.length))
  for (let at = 0; at < out.length; at++) out[at] = (one[at] ?? 0) & (other[at] ?? 0)
  return out
}

export function same(one: Bits, other: Bits): boolean {
  for (let at = 0; at < Math.max(one.length, other.length); at++) if ((one[at] ?? 0) !== (other[at] ?? 0)) return false
  return true
}

/** Smallest first. */
export function* members(bits: Bits): Generator<number> {
  for (let word = 0; word < bits.length; word++)
    for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) yield word * WORD + 31 - Math.clz32(rest & -rest)
}
