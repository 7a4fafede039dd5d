/** What a token may become, best first. Pure. */
import type { AccountId, Nearness, Person, Room } from '../../../../shared/model.ts'

/** As many rows as a list has. */
export const MAX_SUGGESTIONS = 8

const RANK: Record<Nearness, number> = { direct: 0, via: 1, far: 2, out: 3 }
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Letters without case and marks: 'Sørby' is found by 'SØ', 'Tomás' by 'tomas'. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether the name, from the beginning of one of its words on, begins with what was typed. */
export function namesMatch(name: string, query: string): boolean {
  const folded = fold(name)
  const wanted = fold(query)
  for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(folded[at - 1] ?? '')) return true
  }
  return false
}

/** Members whose name matches: the nearest first, then who wrote last, then by name. `recent`: who wrote, newest first. */
export function suggestPeople(members: readonly Person[], query: string, recent: readonly AccountId[]): Person[] {
  const wrote = new Map(recent.toReversed().map((account, i) => [account, recent.length - i]))
  const last = ({ account }: Person): number => wrote.get(account) ?? Number.MAX_SAFE_INTEGER
  return members
    .filter(person => namesMatch(person.name, query))
    .sort((a, b) => RANK[a.nearness] - RANK[b.nearness] || last(a) - last(b) || collator.compare(a.name, b.name))
    .slice(0, MAX_SUGGESTIONS)
}

/** Channels one is in: those that begin with it, then those with a word that does. */
export function suggestRooms(rooms: readonly Room[], query: string): Room[] {
  const begins = ({ name }: Room): number => (name.startsWith(query.toLowerCase()) ? 0 : 1)
  return rooms
    .filter(room => namesMatch(room.name, query))
    .sort((a, b) => begins(a) - begins(b) || collator.compare(a.name, b.name))
    .slice(0, MAX_SUGGESTIONS)
}
