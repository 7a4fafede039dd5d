/** Whom the map shows, and as how many dots: up to sixty people one each, beyond that those of a ring and network together. Pure. */
import type { AccountId, Nearness, Person } from '../../../../shared/model.ts'
import type { PersonPath } from '../../../../shared/networkModel.ts'

export type Ring = 0 | 1 | 2
export const RING: Record<Exclude<Nearness, 'out'>, Ring> = { direct: 0, via: 1, far: 2 }

/** More dots than these would be a crowd nobody can read. */
export const MOST_DOTS = 60

export interface MapPerson {
  readonly person: Person
  readonly ring: Ring
  /** The interface they are reached on; that of whoever passes on first, for those further away. */
  readonly network: string | null
}

export interface Dot {
  /** The account of one person, or the name of a group. */
  readonly id: string
  readonly ring: Ring
  readonly network: string | null
  readonly people: readonly MapPerson[]
}

/** Everybody within earshot or further away, with the network they are on. */
export function mapPeople(people: readonly Person[], paths: readonly PersonPath[]): MapPerson[] {
  const networks = new Map(paths.map(path => [path.account, path.interface]))
  const networkOf = ({ account, via }: Person): string | null => {
    const [first] = via
    return networks.get(account) ?? (first === undefined ? null : (networks.get(first) ?? null))
  }
  return people
    .flatMap<MapPerson>(person =>
      person.nearness === 'out' ? [] : [{ person, ring: RING[person.nearness], network: networkOf(person) }]
    )
    .sort((a, b) => (a.person.account < b.person.account ? -1 : 1))
}

const groupOf = ({ ring, network }: MapPerson): string => `${ring} ${network ?? ''}`

/** The largest groups become one dot each, until no more than `most` dots are left. */
export function gather(people: readonly MapPerson[], most: number = MOST_DOTS): Dot[] {
  const groups = Map.groupBy(people, groupOf)
  const largest = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
  const gathered = new Set<string>()
  let dots = people.length
  for (const [name, members] of largest) {
    if (dots <= most || members.length < 2) break
    gathered.add(name)
    dots -= members.length - 1
  }
  const together = [...gathered].flatMap<Dot>(name => {
    const members = groups.get(name) ?? []
    const [first] = members
    return first === undefined ? [] : [{ id: name, ring: first.ring, network: first.network, people: members }]
  })
  const alone = people
    .filter(one => !gathered.has(groupOf(one)))
    .map(one => ({ id: one.person.account, ring: one.ring, network: one.network, people: [one] }))
  return [...together, ...alone]
}

/** The dot that stands for each person. */
export const dotOf = (dots: readonly Dot[]): Map<AccountId, Dot> =>
  new Map(dots.flatMap(dot => dot.people.map(({ person }) => [person.account, dot] as const)))
