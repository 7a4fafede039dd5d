/** Whether this computer is on a network at all. */
import { described, isSelfMade, usedOf } from '../networks.ts'
import { bad, type Check, caution, listed, ok } from '../verdict.ts'

export const interfaces: Check<'interfaces'> = findings => {
  const { facts } = findings
  const used = usedOf(findings)
  if (facts.interfaces.length === 0) return bad('none', {}, 'network-settings')
  if (used.length === 0) return bad('unused', { networks: listed(facts.interfaces.map(described)) }, 'interfaces')
  const networks = listed(used.map(described))
  const isGiven = used.some(({ addresses }) => addresses.some(({ address }) => !isSelfMade(address)))
  // IPv6 alone is chosen by itself on every cable; an IPv4 address is only where nobody gave one out
  const isChosen = used.some(({ addresses }) => addresses.some(({ address }) => address.startsWith('169.254.')))
  if (!isGiven && isChosen) return caution('unassigned', { networks }, 'network-settings')
  return ok('found', { count: used.length, networks })
}
