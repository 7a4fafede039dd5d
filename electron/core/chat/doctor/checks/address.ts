/** Whether the person is still where they were. */
import type { DialOutcome } from '../../../../../shared/networkModel.ts'
import type { Findings, Subject } from '../findings.ts'
import { isOnlyThere, shown } from '../networks.ts'
import { bad, type Check, caution, checking, listed, type OutcomeOf, ok, unchecked, type Verdict } from '../verdict.ts'

type Said = Verdict<OutcomeOf<'address'>>

export const address: Check<'address'> = findings => {
  const { subject, neighbours, ties } = findings
  if (subject === undefined) return undefined
  const { name } = subject
  const tie = ties.find(each => each.link.relay === null && each.account === subject.account)
  if (tie !== undefined) return ok('here', { name, address: shown(tie.link.address) })
  if (subject.dials === undefined || neighbours === undefined) return checking({ name })
  return ofDials(findings, subject, subject.dials)
}

function ofDials(findings: Findings, subject: Subject, dials: NonNullable<Subject['dials']>): Said {
  const { name } = subject
  const [first] = dials
  const told = placeTold(findings, subject)
  const reached = dials.find(({ outcome }) => outcome === 'reached')
  if (reached !== undefined) return ok('moved', { name, address: shown(reached.address) })
  if (told !== undefined && isAnother(told.address, subject.addresses))
    return bad('changed', { name, address: shown(told.address), witness: told.witness }, 'retry')
  if (subject.nearness !== 'out' && subject.via.length > 0 && first !== undefined)
    return ok('through', { name, via: listed(subject.via), address: shown(first.address) })
  if (first === undefined) return unchecked('unknown', { name }, 'add')
  const telling = TELLING.map(outcome => dials.find(dial => dial.outcome === outcome)).find(dial => dial !== undefined)
  return worded(telling ?? first, name)
}

/** Whether it is not where the person was, though others may have told of it since. */
function isAnother(address: string, known: readonly string[]): boolean {
  const others = known.filter(each => shown(each) !== shown(address))
  if (others.length === known.length) return true
  return others.some(each => !isOnlyThere(each) && familyOf(each) === familyOf(address))
}

const familyOf = (address: string): string | undefined => /\/ip([46])\//.exec(address)?.[1]

/** Where somebody near has a link to the person. */
export function placeTold(
  { neighbours }: Findings,
  { account }: Pick<Subject, 'account'>
): { witness: string; address: string } | undefined {
  for (const { name, account: whose, testimony } of neighbours ?? []) {
    const sight = testimony?.sight
    if (whose !== account && sight?.reach === 'direct' && sight.address !== undefined && !isOnlyThere(sight.address))
      return { witness: name, address: sight.address }
  }
  return undefined
}

const TELLING: readonly DialOutcome[] = ['wrong-peer', 'not-earshot', 'self', 'refused', 'outside', 'timeout']

function worded({ address: tried, outcome }: { address: string; outcome: DialOutcome }, name: string): Said {
  const values = { name, address: shown(tried) }
  switch (outcome) {
    case 'wrong-peer':
      return bad('taken', values, 'probe')
    case 'not-earshot':
      return bad('not-earshot', values, 'probe')
    case 'self':
      return bad('self', values, 'probe')
    case 'refused':
      return bad('closed', values)
    case 'outside':
      return caution('outside', values, 'interfaces')
    case 'unreachable':
      return bad('unreachable', values, 'probe')
    default:
      return bad('silent', values, 'probe')
  }
}
