/** Whether others get in, as those near tried it from their side. */
import type { Neighbour } from '../findings.ts'
import { directTies } from '../networks.ts'
import { bad, type Check, caution, checking, ok, unchecked } from '../verdict.ts'

export const firewall: Check<'firewall'> = findings => {
  const { neighbours, status } = findings
  const { port } = status
  if (port === null) return unchecked('deaf')
  if (neighbours === undefined) return checking()
  const said = (outcome: string): Neighbour | undefined =>
    neighbours.find(({ testimony }) => testimony?.dial === outcome)
  const [reached, silent, refused] = [said('reached'), said('timeout') ?? said('unreachable'), said('refused')]
  const failed = silent ?? refused
  if (reached !== undefined && failed !== undefined)
    return caution('partly', { name: failed.name, other: reached.name, port }, 'allow-firewall')
  if (reached !== undefined) return ok('open', { name: reached.name, port })
  if (silent !== undefined) return bad('closed', { name: silent.name, port }, 'allow-firewall')
  if (refused !== undefined) return bad('refused', { name: refused.name, port }, 'allow-firewall')
  const came = directTies(findings).find(({ link }) => link.direction === 'in')
  if (came !== undefined) return ok('came', { name: came.name })
  return neighbours.length === 0 ? unchecked('alone') : unchecked('unanswered')
}
