/**
 * Whether the clock here is far from everybody else's. Each person near has one vote, their newest; the median decides, so
 * that fewer liars than honest people change nothing.
 */
import type { DeviceId } from '../../../shared/model.ts'

/** From here on it is told. */
const FAR_MS = 2 * 60_000
/** A clock that was read this long ago, at most, says something. */
const MAX_ROUND_TRIP_MS = 60_000
/** It is told again once it has moved by this. */
const STEP_MS = 60_000

interface Vote {
  person: number
  /** This clock less one that is never set: whoever sets this clock takes the vote back. */
  setting: number
  /** How far this clock was ahead of theirs, in ms. */
  offMs: number
}

export interface ClockWatchComponents {
  onChanged(): void
  /** A clock that is never set, in ms. */
  monotonic?: () => number
}

export type ClockWatch = ReturnType<typeof createClockWatch>

export function createClockWatch({ onChanged, monotonic = () => performance.now() }: ClockWatchComponents) {
  const votes = new Map<DeviceId, Vote>()
  let told: number | null = null

  /** Of several devices of one person, the one heard last speaks. */
  function offsets(counts: (vote: Vote) => boolean = () => true): number[] {
    const byPerson = new Map<number, number>()
    for (const vote of votes.values()) if (counts(vote)) byPerson.set(vote.person, vote.offMs)
    return [...byPerson.values()]
  }

  /** Whether a vote was given since this clock was set, or slept. */
  const isValid =
    (ourNow: number) =>
    ({ setting }: Vote): boolean =>
      Math.abs(ourNow - monotonic() - setting) <= FAR_MS

  function recount(): void {
    const off = median(offsets())
    const next = off === undefined || Math.abs(off) <= FAR_MS ? null : Math.round(off)
    const moved = told === null || next === null ? told !== next : Math.abs(next - told) >= STEP_MS
    if (!moved) return
    told = next
    onChanged()
  }

  return {
    /**
     * A peer said what its clock shows.
     * @param ourNow by this clock, when the answer came
     * @param roundTripMs how long the answer took, by a clock that is never set
     */
    heard(peer: DeviceId, person: number, theirNow: number, ourNow: number, roundTripMs: number): void {
      if (!Number.isSafeInteger(theirNow) || theirNow < 0) return
      if (!(roundTripMs >= 0 && roundTripMs <= MAX_ROUND_TRIP_MS)) return
      votes.delete(peer) // the newest vote stands last
      votes.set(peer, { person, offMs: ourNow - roundTripMs / 2 - theirNow, setting: ourNow - monotonic() })
      recount()
    },
    /** Whoever is not near has no vote. */
    parted(peer: DeviceId): void {
      if (votes.delete(peer)) recount()
    },
    /** How far this clock is ahead, in ms, where it is far; null where it is not, or nobody is near. */
    off: (): number | null => told,
    /** How far it is ahead at all, in ms; undefined where nobody near has said since it was set, or slept. */
    offset: (ourNow: number): number | undefined => median(offsets(isValid(ourNow))),
    /** The same, where more than half of them say so, and how many do. */
    agreed(ourNow: number): { offMs: number; people: number } | undefined {
      const said = offsets(isValid(ourNow))
      const offMs = median(said)
      if (offMs === undefined) return undefined
      const people = said.filter(each => Math.abs(each - offMs) <= FAR_MS).length
      return people * 2 > said.length ? { offMs, people } : undefined
    }
  }
}

/** Of two in the middle the one nearer to 0, and 0 where they disagree about the direction: nobody is warned for one liar. */
function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.ceil(sorted.length / 2) - 1]
  const high = sorted[Math.floor(sorted.length / 2)]
  if (low === undefined || high === undefined) return undefined
  if (low < 0 && high > 0) return 0
  return Math.abs(low) < Math.abs(high) ? low : high
}
