/** Where the dots of the network map stand, and how one moves between them. */
import { describe, expect, test } from 'vitest'
import { gather, type MapPerson, MOST_DOTS, mapPeople } from '../../renderer/features/network/map/gather.ts'
import { type Layout, layout, type Spot } from '../../renderer/features/network/map/layout.ts'
import { lines, way } from '../../renderer/features/network/map/lines.ts'
import { nearest } from '../../renderer/features/network/map/nearest.ts'
import type { Person } from '../../shared/model.ts'
import { makePerson } from '../support/makePerson.ts'
import { detailOf } from '../ui/networkScript.ts'
import { crowd, ship } from '../ui/scenarios.ts'

const shown = (people: readonly Person[]): MapPerson[] => mapPeople(people, detailOf(people).paths)
const placed = (people: readonly Person[], previous?: Layout): Layout => layout(gather(shown(people)), { previous })
const spotOf = ({ spots }: Layout, name: string): Spot | undefined =>
  spots.find(({ dot }) => dot.people.some(({ person }) => person.name === name))
const apart = (a: Spot | undefined, b: Spot | undefined): number =>
  Math.hypot((a?.x ?? Number.NaN) - (b?.x ?? Number.NaN), (a?.y ?? Number.NaN) - (b?.y ?? Number.NaN))
const distance = (spot: Spot | undefined): number => Math.hypot(spot?.x ?? Number.NaN, spot?.y ?? Number.NaN)
const direct = (n: number, latencyMs: number): Person => makePerson(n, { nearness: 'direct', latencyMs })

const CROWDS = [
  [1, crowd(1)],
  [12, ship()],
  [60, crowd(60)],
  [200, crowd(200)]
] as const

test('whoever answers faster stands nearer the middle', () => {
  const spots = placed([direct(1, 0.4), direct(2, 3), direct(3, 9)])
  const far = ['Person 1', 'Person 2', 'Person 3'].map(name => distance(spotOf(spots, name)))
  expect(far).toEqual(far.toSorted((a, b) => a - b))
  expect(new Set(far.map(Math.round)).size).toBe(3)
})

test.each(CROWDS)('with %i people no two dots lie on each other, nor on oneself', (_count, people) => {
  const { spots, dense } = placed(people)
  for (const [i, a] of spots.entries()) {
    expect(distance(a)).toBeGreaterThan(70)
    for (const b of spots.slice(i + 1)) {
      expect(Math.abs(a.x - b.x) >= (dense ? 30 : 60) || Math.abs(a.y - b.y) >= (dense ? 30 : 60)).toBe(true)
    }
  }
})

test.each(CROWDS)('of %i people everybody near is in one dot, and nobody who is out of earshot', (_count, people) => {
  const dots = gather(shown(people))
  const inDots = dots.flatMap(dot => dot.people.map(({ person }) => person.account))
  expect(dots.length).toBeLessThanOrEqual(MOST_DOTS)
  expect(inDots.toSorted()).toEqual(
    people
      .filter(person => person.nearness !== 'out')
      .map(person => person.account)
      .toSorted()
  )
})

test('only who stands on the same ring of the same network is gathered', () => {
  for (const dot of gather(shown(crowd(200)))) {
    expect(new Set(dot.people.map(({ ring, network }) => `${ring} ${network}`)).size).toBe(1)
  }
})

test('jitter of the latency moves nobody', () => {
  const people = ship()
  let now = placed(people)
  const before = now
  for (const factor of [1.3, 0.7, 1.2, 0.8, 1]) {
    const jittered = people.map(one => ({
      ...one,
      latencyMs: one.latencyMs === null ? null : one.latencyMs * factor + (factor > 1 ? 0.6 : -0.4)
    }))
    now = placed(jittered, now)
    for (const { name } of people.filter(one => one.nearness !== 'out')) {
      expect(apart(spotOf(now, name), spotOf(before, name))).toBeLessThanOrEqual(4)
    }
  }
})

test('a latency that is another for good moves its own dot', () => {
  const before = placed([direct(1, 1), direct(2, 1)])
  const after = placed([direct(1, 10), direct(2, 1)], before)
  expect(distance(spotOf(after, 'Person 1'))).toBeGreaterThan(distance(spotOf(before, 'Person 1')) + 20)
  expect(apart(spotOf(after, 'Person 2'), spotOf(before, 'Person 2'))).toBe(0)
})

test('whoever comes or goes moves nobody else', () => {
  const people = ship()
  const before = placed(people)
  const more = placed([...people, direct(77, 2), direct(78, 1)], before)
  const fewer = placed(people.slice(2), more)
  for (const { name } of people.slice(2).filter(one => one.nearness !== 'out')) {
    expect(apart(spotOf(more, name), spotOf(before, name))).toBe(0)
    expect(apart(spotOf(fewer, name), spotOf(before, name))).toBe(0)
  }
})

test('the same people stand at the same places in another window, in whatever order they are told', () => {
  const one = placed(ship())
  const other = placed(ship().toReversed())
  for (const { name } of ship()) expect(spotOf(other, name)?.x).toBe(spotOf(one, name)?.x)
})

test('people of one network stand side by side', () => {
  const { spots } = placed(ship())
  const inner = spots
    .filter(({ dot }) => dot.ring === 0)
    .toSorted((a, b) => Math.atan2(a.y, a.x) - Math.atan2(b.y, b.x))
    .map(({ dot }) => dot.network)
  const borders = inner.filter((network, i) => network !== inner.at(i - 1)).length
  expect(borders).toBeLessThanOrEqual(2)
})

describe('the arrow keys', () => {
  const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

  test.each(CROWDS)('lead to every dot of %i people', (_count, people) => {
    const points = placed(people).spots.map(({ dot, x, y }) => ({ id: dot.id, x, y }))
    const reached = new Set([points[0]?.id ?? ''])
    for (const id of reached) {
      for (const key of ARROWS) {
        const next = nearest(points, id, key)
        if (next !== undefined) reached.add(next)
      }
    }
    expect(reached.size).toBe(points.length)
  })

  test('lead to the nearest in that direction, and nowhere where nobody is', () => {
    const points = [
      { id: 'here', x: 0, y: 0 },
      { id: 'near', x: 50, y: 10 },
      { id: 'far', x: 120, y: 0 },
      { id: 'above', x: 0, y: -40 }
    ]
    expect(nearest(points, 'here', 'ArrowRight')).toBe('near')
    expect(nearest(points, 'here', 'ArrowUp')).toBe('above')
    expect(nearest(points, 'here', 'ArrowLeft')).toBeUndefined()
    expect(nearest(points, 'here', 'Enter')).toBeUndefined()
    expect(nearest(points, 'gone', 'ArrowUp')).toBeUndefined()
  })
})

describe('the lines', () => {
  test('go from oneself to those one reaches, and from whoever passes on', () => {
    const spots = placed(ship())
    const named = (id: string | null): string =>
      spots.spots.find(({ dot }) => dot.id === id)?.dot.people[0]?.person.name ?? 'me'
    const all = lines(spots).map(({ from, to }) => `${named(from)} > ${named(to)}`)
    expect(all).toContain('me > Femi Adeyemi')
    expect(all).toContain('Femi Adeyemi > Jonas Weber')
    expect(all).toContain('Jonas Weber > Wei Chen')
    expect(all).not.toContain('me > Jonas Weber')
    const wei = spotOf(spots, 'Wei Chen')?.dot.id ?? ''
    expect([...way(lines(spots), wei)].map(({ from, to }) => `${named(from)} > ${named(to)}`)).toEqual([
      'Jonas Weber > Wei Chen',
      'Femi Adeyemi > Jonas Weber',
      'me > Femi Adeyemi'
    ])
  })

  test('never go in a circle, whatever the core says', () => {
    const [a, b] = [makePerson(1), makePerson(2)]
    const circle = [
      { ...a, nearness: 'via' as const, via: [b.account] },
      { ...b, nearness: 'via' as const, via: [a.account] }
    ]
    const all = lines(placed(circle))
    expect(way(all, a.account).size).toBeLessThanOrEqual(2)
  })
})
