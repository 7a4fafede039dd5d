/**
 * What time it is, as far as this computer can tell. Its own clock, but where that is certainly wrong: at least two people
 * near agree on another time, or it shows a time before what others had said here already, or before there was an Earshot.
 * What is written then stands where it belongs; the person is told all the same.
 */
import { MAX_CLOCK_AHEAD_MS } from '../../../shared/limits.ts'
import type { ClockWatch } from './clockWatch.ts'

/** No computer that runs this is older. */
const FIRST_TIME = Date.UTC(2026, 0, 1)
/** From here on a clock is wrong, where enough people say so. */
const WRONG_MS = 2 * 60_000
const ENOUGH_PEOPLE = 2
/** A clock that moves by so much more or less than time does was set. */
const SET_MS = 60_000

export interface TrustedTimeComponents {
  /** This computer's clock, ms since 1970. */
  wall(): number
  /** A clock that is never set, in ms. */
  elapsed(): number
  watch: Pick<ClockWatch, 'agreed'>
  /** The newest that others had said, and that this device had, when this began, ms since 1970. */
  heardAt: number
  writtenAt: number
}

/** A clock, ms since 1970, for what is written and for what is too far ahead. */
export function createTrustedTime({ wall, elapsed, watch, heardAt, writtenAt }: TrustedTimeComponents): () => number {
  /** What enough people said stays true when they leave, until the clock is set. */
  let kept: { offMs: number; zero: number } | undefined

  /** By how much this clock is ahead, as far as others have said; undefined where nobody's word counts. */
  function correction(at: number, isBehind: boolean): number | undefined {
    const agreed = watch.agreed(at)
    const zero = at - elapsed()
    if (kept !== undefined && Math.abs(zero - kept.zero) > SET_MS) kept = undefined
    if (agreed !== undefined && agreed.people >= ENOUGH_PEOPLE) kept = { offMs: agreed.offMs, zero }
    if (kept !== undefined) return Math.abs(kept.offMs) > WRONG_MS ? kept.offMs : 0
    return isBehind && agreed !== undefined ? Math.min(0, agreed.offMs) : undefined
  }

  return () => {
    const at = wall()
    const isImpossible = at < FIRST_TIME
    const isBehind = isImpossible || at < heardAt - MAX_CLOCK_AHEAD_MS
    const offMs = correction(at, isBehind)
    if (offMs !== undefined) return at - offMs
    return isBehind ? Math.max(at, heardAt, isImpossible ? writtenAt : 0) : at
  }
}
