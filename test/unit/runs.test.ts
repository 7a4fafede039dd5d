import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contains, minus, type Run, runsOf, union } from '../../electron/core/store/runs.ts'

const seqs = fc.array(fc.nat(40))
const toSet = (runs: readonly Run[]): Set<number> =>
  new Set(runs.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n)))
const isTidy = (runs: readonly Run[]): boolean =>
  runs.every((run, index) => run.first <= run.last && (index === 0 || run.first > (runs[index - 1]?.last ?? 0) + 1))

test('runs hold what they were made of, sorted, apart and not touching', () => {
  fc.assert(
    fc.property(seqs, some => {
      const runs = runsOf(some)
      expect(toSet(runs)).toEqual(new Set(some))
      expect(isTidy(runs)).toBe(true)
      for (const seq of some) expect(contains(runs, seq)).toBe(true)
      expect(contains(runs, 41)).toBe(false)
    })
  )
})

test('the union holds what either holds', () => {
  fc.assert(
    fc.property(seqs, seqs, (a, b) => {
      const both = union(runsOf(a), runsOf(b))
      expect(toSet(both)).toEqual(new Set([...a, ...b]))
      expect(isTidy(both)).toBe(true)
    })
  )
})

test('the difference holds what only the first holds', () => {
  fc.assert(
    fc.property(seqs, seqs, (a, b) => {
      const rest = minus(runsOf(a), runsOf(b))
      expect(toSet(rest)).toEqual(new Set(a.filter(seq => !b.includes(seq))))
      expect(isTidy(rest)).toBe(true)
    })
  )
})

test('neither changes what it was given', () => {
  const a = [{ first: 1, last: 2 }]
  union(a, [{ first: 3, last: 9 }])
  minus(a, [{ first: 1, last: 1 }])
  expect(a).toEqual([{ first: 1, last: 2 }])
})
