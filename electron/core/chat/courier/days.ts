/** How long parcels are kept, and so of which days one may wait. */
import { dayOf } from '../../crypto/courier/tags.ts'

export const DAY_MS = 24 * 60 * 60 * 1000
export const KEEP_DAYS = 30

/** Tomorrow, for clocks ahead of ours, today, and as long as something may be kept. */
export function courierDays(now: number): number[] {
  const today = dayOf(now)
  return Array.from({ length: KEEP_DAYS + 2 }, (_, ago) => today + 1 - ago).filter(day => day >= 0)
}
