/** Whether computers on one network reach each other: an access point may keep its guests apart. */
import type { LanInterface } from '../../../../../shared/networkModel.ts'
import type { Findings, Subject } from '../findings.ts'
import { directTies, networkOf, shown, usedOf } from '../networks.ts'
import { bad, type Check, caution, checking, type OutcomeOf, ok, unchecked, type Verdict } from '../verdict.ts'
import { placeTold } from './address.ts'

type Said = Verdict<OutcomeOf<'isolation'>>
const IN_VAIN = new Set(['timeout', 'unreachable'])

export const isolation: Check<'isolation'> = findings => {
  const { subject, neighbours } = findings
  const ties = directTies(findings)
  if (subject === undefined) return ofEverybody(findings)
  if (ties.some(({ account }) => account === subject.account)) return together(ties.length)
  if (subject.dials === undefined || neighbours === undefined) return checking()
  return ofPerson(findings, subject, subject.dials)
}

const together = (people: number): Said => ok('together', { people })

function ofPerson(findings: Findings, subject: Subject, dials: NonNullable<Subject['dials']>): Said {
  const { name } = subject
  const inVain = (address: string): boolean =>
    dials.some(dial => shown(dial.address) === shown(address) && IN_VAIN.has(dial.outcome))
  const told = placeTold(findings, subject)
  const network = told === undefined ? undefined : networkOf(findings, told.address)
  if (told !== undefined && network !== undefined && inVain(told.address)) {
    const values = { name, network: network.name, witness: told.witness, address: shown(told.address) }
    return bad('apart', values, 'add')
  }
  if (dials.some(({ outcome }) => outcome === 'reached')) return together(directTies(findings).length)
  if (subject.heard !== undefined && dials.length > 0 && dials.every(({ outcome }) => IN_VAIN.has(outcome)))
    return caution('heard', { name, network: subject.heard.network }, 'add')
  if (!dials.some(({ address }) => networkOf(findings, address) !== undefined)) return unchecked('elsewhere', { name })
  const ties = directTies(findings)
  return ties.length > 0 ? together(ties.length) : unchecked('alone')
}

function ofEverybody(findings: Findings): Said {
  const ties = directTies(findings)
  if (ties.length > 0) return together(ties.length)
  for (const lan of usedOf(findings)) {
    const people = triedInVain(findings, lan)
    if (lan.heard > 0 && people > 0) return bad('guest', { network: lan.name, people }, 'network-settings')
  }
  return unchecked('alone')
}

/** Computers on a network that were dialled, none of which answered in any way. */
function triedInVain({ facts, ...rest }: Findings, lan: LanInterface): number {
  const here = facts.attempts.filter(({ address }) => networkOf({ facts, ...rest }, address)?.name === lan.name)
  if (here.some(({ outcome }) => !IN_VAIN.has(outcome))) return 0
  return new Set(here.map(({ peer, address }) => peer ?? address)).size
}
