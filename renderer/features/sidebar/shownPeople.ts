/** Which people have a row in the sidebar. Pure. */
import type { Person } from '../../../shared/model.ts'

/** More would push the channels out of sight. */
export const MOST_PEOPLE = 12

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })
const byName = (a: Person, b: Person): number => collator.compare(a.name, b.name) || (a.account < b.account ? -1 : 1)

/** Those within earshot by name; where there is room left, those who left last. `more` counts the rest within earshot. */
export function shownPeople(people: readonly Person[]): { shown: Person[]; more: number } {
  const near = people.filter(person => person.nearness !== 'out').sort(byName)
  const out = people
    .filter(person => person.nearness === 'out')
    .sort((a, b) => b.lastHeardAt - a.lastHeardAt)
    .slice(0, Math.max(0, MOST_PEOPLE - near.length))
    .sort(byName)
  return { shown: [...near.slice(0, MOST_PEOPLE), ...out], more: Math.max(0, near.length - MOST_PEOPLE) }
}
