/** Whether the clock here agrees with everybody else's. */
import { type Check, caution, ok, unchecked } from '../verdict.ts'

const MINUTE_MS = 60_000

export const clock: Check<'clock'> = ({ clock: said }) => {
  if (said === null) return unchecked('alone')
  if (said.offMs === null) return ok('fine')
  const minutes = Math.max(1, Math.round(Math.abs(said.offMs) / MINUTE_MS))
  return caution('off', { minutes, direction: said.offMs > 0 ? 'ahead' : 'behind' }, 'date-settings')
}
