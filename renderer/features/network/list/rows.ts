/** The people as a table: the same as on the map, and those out of earshot; and how its columns sort. Pure. */
import type { Person } from '../../../../shared/model.ts'
import type { PersonPath } from '../../../../shared/networkModel.ts'

export const COLUMNS = ['person', 'way', 'transport', 'latency', 'since', 'network', 'version'] as const
export type Column = (typeof COLUMNS)[number]
export interface Sort {
  readonly column: Column
  readonly down: boolean
}

export interface Row {
  readonly person: Person
  readonly path: PersonPath | undefined
}

const RANK: Record<Person['nearness'], number> = { direct: 0, via: 1, far: 2, out: 3 }
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

export function rows(people: readonly Person[], paths: readonly PersonPath[], { column, down }: Sort): Row[] {
  const byAccount = new Map(paths.map(path => [path.account, path]))
  const all = people.map(person => ({ person, path: byAccount.get(person.account) }))
  const turn = down ? -1 : 1
  return all.sort((a, b) => turn * by(column, a, b) || collator.compare(a.person.name, b.person.name))
}

/** What is not known comes last. */
function by(column: Column, a: Row, b: Row): number {
  switch (column) {
    case 'person':
      return collator.compare(a.person.name, b.person.name)
    case 'way':
      return RANK[a.person.nearness] - RANK[b.person.nearness]
    case 'transport':
      return text(a.path?.transport, b.path?.transport)
    case 'latency':
      return number(a.person.latencyMs, b.person.latencyMs)
    case 'since':
      return number(a.path?.since, b.path?.since)
    case 'network':
      return text(a.path?.interface, b.path?.interface)
    case 'version':
      return text(a.path?.version, b.path?.version)
  }
}

const text = (a: string | null | undefined, b: string | null | undefined): number =>
  Number(a == null) - Number(b == null) || collator.compare(a ?? '', b ?? '')
const number = (a: number | null | undefined, b: number | null | undefined): number =>
  Number(a == null) - Number(b == null) || (a ?? 0) - (b ?? 0)
