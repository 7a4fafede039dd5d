/** Who stands where: two or three groups, nearest first and then by name, and an order that holds still under the pointer. Pure. */
import type { AccountId, Nearness, Person } from '../../../shared/model.ts'
import { skeleton } from '../../../shared/names.ts'

export type GroupName = 'within' | 'further' | 'out'

export interface Group {
  readonly name: GroupName
  readonly people: readonly Person[]
}

const GROUP: Record<Nearness, GroupName> = { direct: 'within', via: 'further', far: 'further', out: 'out' }
const RANK: Record<Nearness, number> = { direct: 0, via: 1, far: 2, out: 3 }
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Nearest first, then by name; those out of earshot by when they left would jump about, so by name too. */
export const compare = (a: Person, b: Person): number =>
  RANK[a.nearness] - RANK[b.nearness] || collator.compare(a.name, b.name) || (a.account < b.account ? -1 : 1)

/** Groups that have somebody, in order. */
export function grouped(people: readonly Person[]): readonly Group[] {
  const names: readonly GroupName[] = ['within', 'further', 'out']
  return names
    .map(name => ({ name, people: people.filter(person => GROUP[person.nearness] === name) }))
    .filter(group => group.people.length > 0)
}

/**
 * The people in order. While somebody points at the list or has the focus in it, nobody who is shown moves or goes to
 * another group; new ones come at the end.
 */
export function ordered(people: readonly Person[], held: readonly AccountId[] | null): readonly Person[] {
  if (held === null) return [...people].sort(compare)
  const at = new Map(held.map((account, i) => [account, i]))
  const placeOf = (person: Person): number => at.get(person.account) ?? held.length
  return [...people].sort((a, b) => placeOf(a) - placeOf(b) || compare(a, b))
}

/** Whether a person is meant by what was typed: every word begins or is in the name, the status or the computer's name. */
export function matches(person: Person, text: string): boolean {
  const words = text.trim().split(/\s+/u).filter(Boolean)
  const where = [person.name, person.status, person.deviceName].map(one => `${one.toLowerCase()} ${skeleton(one)}`)
  return words.every(word => where.some(one => one.includes(word.toLowerCase()) || one.includes(skeleton(word))))
}
