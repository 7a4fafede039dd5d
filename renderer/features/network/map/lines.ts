/** The lines of the map: from oneself to those one reaches, from whoever passes on to whom. Pure. */
import type { AccountId } from '../../../../shared/model.ts'
import { dotOf, type Ring } from './gather.ts'
import type { Layout } from './layout.ts'

export interface Line {
  /** Ids of dots; null is oneself. */
  readonly from: string | null
  readonly to: string
  readonly ring: Ring
}

export function lines({ spots }: Layout): Line[] {
  const dots = dotOf(spots.map(spot => spot.dot))
  return spots.flatMap(({ dot }) => {
    const passers = new Set(
      dot.people.map(({ person }) => dots.get(person.via.at(-1) ?? ('' as AccountId))?.id ?? null)
    )
    if (dot.ring === 0) passers.clear()
    if (passers.size === 0) passers.add(null)
    return [...passers].filter(from => from !== dot.id).map(from => ({ from, to: dot.id, ring: dot.ring }))
  })
}

/** The lines from oneself to a dot, over whoever is in between. */
export function way(all: readonly Line[], to: string | null): ReadonlySet<Line> {
  const found = new Set<Line>()
  let next = to
  while (next !== null) {
    const line = all.find(one => one.to === next && !found.has(one))
    if (line === undefined) break
    found.add(line)
    next = line.from
  }
  return found
}
