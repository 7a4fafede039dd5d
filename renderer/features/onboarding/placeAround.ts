/** Where heard people stand on the listening map. Order of hearing decides the ring, so that nobody moves when others come. */
import type { Person } from '../../../shared/model.ts'
import { aroundAngles } from '../../ui/aroundAngles.ts'

/** In a box of 800, as the ripple draws them. */
const RADII = [150, 248, 346] as const
/** As many as stand on a ring without touching. */
const SEATS = [5, 9, 12] as const

export interface Placed {
  person: Person
  ring: 0 | 1 | 2
  /** Percent of the stage. */
  x: number
  y: number
}

export function placeAround(people: readonly Person[]): { placed: Placed[]; more: number } {
  const byHearing = [...people].sort((a, b) => a.firstHeardAt - b.firstHeardAt || (a.account < b.account ? -1 : 1))
  const rings: [Person[], Person[], Person[]] = [[], [], []]
  let more = 0
  for (const person of byHearing) {
    const nearest = person.nearness === 'direct' ? 0 : 2
    const ring = ([0, 1, 2] as const).find(n => n >= nearest && rings[n].length < SEATS[n])
    if (ring === undefined) more++
    else rings[ring].push(person)
  }
  const placed = rings.flatMap((of, n) => {
    const ring = n as 0 | 1 | 2
    const angles = aroundAngles(of.map(person => person.account))
    return of.map(person => {
      const angle = ((angles.get(person.account) ?? 0) * Math.PI) / 180
      return { person, ring, x: 50 + (Math.cos(angle) * RADII[ring]) / 8, y: 50 + (Math.sin(angle) * RADII[ring]) / 8 }
    })
  })
  return { placed, more }
}
