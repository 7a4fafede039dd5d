/** Who is offered while a name is typed: those near first. Pure. */
import type { AccountId, Nearness, Person } from '../../../shared/model.ts'
import { fit } from '../../ui/fuzzy.ts'

const MOST = 6
const RANK: Record<Nearness, number> = { direct: 0, via: 1, far: 2, out: 3 }
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Nobody twice, nobody who is blocked. */
export function suggested(people: readonly Person[], chosen: readonly AccountId[], text: string): readonly Person[] {
  return people
    .filter(person => !person.blocked && !chosen.includes(person.account))
    .flatMap(person => {
      const how = text.trim() === '' ? { tier: 0 } : fit(person.name, text.trim())
      return how === undefined ? [] : [{ person, tier: how.tier as number }]
    })
    .sort(
      (a, b) =>
        a.tier - b.tier ||
        RANK[a.person.nearness] - RANK[b.person.nearness] ||
        collator.compare(a.person.name, b.person.name)
    )
    .slice(0, MOST)
    .map(({ person }) => person)
}
