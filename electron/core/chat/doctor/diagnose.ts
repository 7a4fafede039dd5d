/** From what was found to what it means: every check, and the one that explains most. Pure, so that every outcome is tested. */
import type { DoctorCheck, DoctorReport } from '../../../../shared/networkModel.ts'
import { address } from './checks/address.ts'
import { announcements } from './checks/announcements.ts'
import { clock } from './checks/clock.ts'
import { firewall } from './checks/firewall.ts'
import { interfaces } from './checks/interfaces.ts'
import { isolation } from './checks/isolation.ts'
import { permission } from './checks/permission.ts'
import { port } from './checks/port.ts'
import { subnet } from './checks/subnet.ts'
import { version } from './checks/version.ts'
import { vpn } from './checks/vpn.ts'
import type { Findings } from './findings.ts'
import { directTies } from './networks.ts'
import { type Check, type CheckId, listed, type OutcomeOf } from './verdict.ts'

const CHECKS: { [I in CheckId]: Check<I> } = {
  interfaces,
  permission,
  announcements,
  firewall,
  port,
  vpn,
  address,
  isolation,
  subnet,
  clock,
  version
}

type Answer = DoctorReport['answer']
type Cause = Extract<OutcomeOf<'answer'>, `${CheckId}-${string}`>

/** What may explain it, the likeliest first: what is proved before what is only consistent, one's own side before the other's. */
const CAUSES: readonly Cause[] = [
  'interfaces-none',
  'interfaces-unused',
  'permission-denied',
  'address-taken',
  'address-not-earshot',
  'address-self',
  'address-closed',
  'address-outside',
  'isolation-apart',
  'subnet-other',
  'address-changed',
  'vpn-local',
  'port-none',
  'firewall-closed',
  'firewall-refused',
  'isolation-guest',
  'isolation-heard',
  'announcements-failed',
  'announcements-held',
  'announcements-lost',
  'announcements-lost-out',
  'announcements-lost-in',
  'interfaces-unassigned',
  'announcements-silent',
  'firewall-partly',
  'vpn-everything',
  'vpn-multicast',
  'address-unreachable',
  'address-silent',
  'clock-off'
]
/** Why nobody is heard, not why one person is not. */
const ABOUT_EVERYBODY = new Set<Cause>(['clock-off', 'announcements-silent', 'firewall-partly'])
/** Why somebody who is heard through others has no direct link. */
const ABOUT_THE_WAY = new Set<Cause>(['isolation-apart', 'address-changed', 'isolation-heard', 'vpn-local'])

export function diagnose(findings: Findings): Pick<DoctorReport, 'checks' | 'answer'> {
  const checks = Object.entries(CHECKS).flatMap(([id, check]): DoctorCheck[] => {
    const verdict = check(findings)
    return verdict === undefined ? [] : [{ id: id as CheckId, ...verdict }]
  })
  return { checks, answer: answer(findings, checks) }
}

function answer(findings: Findings, checks: readonly DoctorCheck[]): Answer {
  const { subject, near } = findings
  if (subject !== undefined && directTies(findings).some(({ account }) => account === subject.account))
    return said('near', { name: subject.name })
  if (checks.some(({ state }) => state === 'checking')) return said('looking')
  const cause = likeliest(findings, checks)
  if (cause !== undefined) {
    const { id, outcome, values } = cause
    return { check: id, outcome: `${id}-${outcome}`, values: { ...values, ...(subject && namesOf(subject, values)) } }
  }
  if (subject !== undefined) {
    const through = subject.nearness !== 'out' && subject.via.length > 0
    return through
      ? said('through', { name: subject.name, via: listed(subject.via) })
      : said('away', { name: subject.name })
  }
  return near.length === 0 ? said('alone') : said('fine', { people: near.length })
}

/** The person asked about, where the check's own sentence names nobody. */
const namesOf = ({ name }: { name: string }, values: Answer['values']): Answer['values'] =>
  'name' in values ? {} : { name }

const said = (outcome: Exclude<OutcomeOf<'answer'>, Cause>, values: Answer['values'] = {}): Answer => ({
  check: null,
  outcome,
  values
})

function likeliest({ subject, near }: Findings, checks: readonly DoctorCheck[]): DoctorCheck | undefined {
  const isThrough = subject !== undefined && subject.nearness !== 'out'
  const counts = (cause: Cause): boolean => {
    if (isThrough) return ABOUT_THE_WAY.has(cause)
    if (subject !== undefined) return !ABOUT_EVERYBODY.has(cause)
    // a way that might matter is no news where everybody is heard
    return near.length === 0 || !cause.startsWith('vpn-m')
  }
  for (const cause of CAUSES.filter(counts)) {
    const found = checks.find(
      ({ id, outcome, state }) => `${id}-${outcome}` === cause && (state === 'bad' || state === 'caution')
    )
    if (found !== undefined) return found
  }
  return undefined
}
