/** Whether others use the same Earshot. Another one is no reason not to hear each other, and is only told. */
import { versionOf } from '../../network/detail.ts'
import { type Check, caution, ok, unchecked } from '../verdict.ts'

export const version: Check<'version'> = ({ subject, version: own, ties }) => {
  if (subject !== undefined) {
    const { name, version: theirs } = subject
    if (theirs === null) return unchecked('unknown', { name })
    const order = compare(theirs, own)
    if (order === 0) return ok('same', { name, own })
    const values = { name, version: theirs, own }
    return order < 0 ? caution('older', values, 'share') : caution('newer', values)
  }
  const said = ties.flatMap(({ link }) => versionOf(link.agent) ?? [])
  if (said.length === 0) return unchecked('alone')
  const others = said.filter(theirs => compare(theirs, own) !== 0)
  if (others.length === 0) return ok('alike', { own })
  return caution(
    'mixed',
    { people: others.length, own },
    others.some(theirs => compare(theirs, own) < 0) ? 'share' : null
  )
}

/** Below 0: the first is older. */
function compare(a: string, b: string): number {
  const numbers = (text: string): number[] => text.split('.').map(Number)
  const [one, other] = [numbers(a), numbers(b)]
  for (let at = 0; at < 3; at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
