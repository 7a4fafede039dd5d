/** Whether the person, or somebody near, is on a network that this computer is not on. */
import type { Findings, Subject } from '../findings.ts'
import { directTies, networkOf, shown } from '../networks.ts'
import { bad, type Check, caution, checking, listed, type OutcomeOf, ok, unchecked, type Verdict } from '../verdict.ts'
import { placeTold } from './address.ts'

type Said = Verdict<OutcomeOf<'subnet'>>

export const subnet: Check<'subnet'> = findings => {
  const { subject, neighbours } = findings
  if (subject === undefined) return ofEverybody(findings)
  if (neighbours === undefined) return checking()
  return ofPerson(findings, subject)
}

function ofPerson(findings: Findings, subject: Subject): Said {
  const { name, via, nearness } = subject
  const tie = directTies(findings).find(({ account }) => account === subject.account)
  const address = tie?.link.address ?? placeTold(findings, subject)?.address ?? subject.addresses[0]
  if (address === undefined) return unchecked('unknown', { name })
  const network = networkOf(findings, address)
  if (network !== undefined) return ok('same', { name, address: shown(address), network: network.name })
  if (tie !== undefined) return ok('same', { name, address: shown(address), network: tie.link.interface ?? 'a router' })
  if (nearness !== 'out' && via.length > 0) return caution('bridged', { name, via: listed(via) })
  return bad('other', { name, address: shown(address) }, 'add')
}

function ofEverybody({ near }: Findings): Said {
  if (near.length === 0) return unchecked('alone')
  const others = near.filter(({ nearness }) => nearness !== 'direct')
  if (others.length === 0) return ok('own', { people: near.length })
  const via = [...new Set(others.flatMap(person => person.via.slice(0, 1)))]
  return caution('some', { people: others.length, via: via.length === 0 ? 'Somebody in between' : listed(via) })
}
