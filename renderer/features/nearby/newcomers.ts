/** Who is new: heard for the first time not long ago, and never written with from here. */
import { useEffect, useState } from 'react'
import type { Person } from '../../../shared/model.ts'

/** For how long somebody counts as new. */
export const NEW_FOR_MS = 60 * 60 * 1000

export const isNew = (person: Person, now: number): boolean =>
  person.nearness !== 'out' && now - person.firstHeardAt < NEW_FOR_MS

/** The time, told again every minute. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
