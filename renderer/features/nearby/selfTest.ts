/** What the doctor's report says of this side, while nobody is around. Pure. */
import type { DoctorCheck, DoctorReport } from '../../../shared/networkModel.ts'

export interface SelfTest {
  /** The first thing that is wrong. */
  readonly failed: DoctorCheck | undefined
  /** The port is open and announcements go out: nothing wrong on this side, and that was looked at. */
  readonly well: boolean
}

/** What only somebody else could see stays unchecked while one is alone; it says nothing against this side. */
const MUST_BE_FINE: readonly DoctorCheck['id'][] = ['interfaces', 'port']

/** Whether announcements arrive is not known while one is alone; that they go out is. */
const goOut = ({ id, state, outcome, values }: DoctorCheck): boolean =>
  id === 'announcements' && (state === 'ok' || (outcome === 'alone' && Number(values.sent) > 0))

export function selfTest({ checks, running }: DoctorReport): SelfTest {
  const failed = checks.find(check => check.state === 'bad') ?? checks.find(check => check.state === 'caution')
  const fine = (id: DoctorCheck['id']): boolean => checks.some(check => check.id === id && check.state === 'ok')
  const well = !running && failed === undefined && MUST_BE_FINE.every(fine) && checks.some(goOut)
  return { failed, well }
}
