import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  claim,
  MAX_FETCH_ENTRIES,
  nextParts,
  type UnderWay,
  unasked,
  type Wanted
} from '../../electron/core/chat/sync/plan.ts'
import { minus, type Run, runsOf } from '../../electron/core/store/runs.ts'
import { seedOf } from '../support/stranger.ts'

const wantedOf = (name: string, missing: Run[], newestHlc: number): Wanted => ({
  device: seedOf(name),
  missing,
  newestHlc: BigInt(newestHlc)
})
const size = (parts: ReadonlyArray<{ first: number; last: number }>): number =>
  parts.reduce((sum, { first, last }) => sum + last - first + 1, 0)

const some = fc.array(
  fc.record({ seqs: fc.array(fc.nat(5_000), { minLength: 1, maxLength: 60 }), newestHlc: fc.nat(1_000) }),
  { maxLength: 12 }
)

test('asked again and again, everything is asked for once, and never more at once than one fetch may', () => {
  fc.assert(
    fc.property(some, fc.boolean(), (logs, first) => {
      const wanted = logs.map(({ seqs, newestHlc }, n) => wantedOf(`${n}`, runsOf(seqs), newestHlc))
      const asked: UnderWay = new Map()
      for (let fetches = 0; ; fetches++) {
        const parts = nextParts(wanted, asked, first && fetches === 0)
        if (parts.length === 0) break
        expect(size(parts)).toBeLessThanOrEqual(MAX_FETCH_ENTRIES)
        for (const { device, first: from, last } of parts) {
          const log = wanted.find(each => each.device === device)
          expect(minus([{ first: from, last }], log === undefined ? [] : unasked(log, asked))).toEqual([])
          claim(asked, [{ device, first: from, last }])
        }
        expect(fetches).toBeLessThan(1_000)
      }
      for (const log of wanted) expect(unasked(log, asked)).toEqual([])
    })
  )
})

test('the log with the newest missing entry comes first, and of each log the newest part', () => {
  const wanted = [
    wantedOf('old', [{ first: 0, last: 9_999 }], 1),
    wantedOf(
      'new',
      [
        { first: 0, last: 99 },
        { first: 200, last: 299 }
      ],
      2
    )
  ]
  const [first, second, third] = nextParts(wanted, new Map(), false)
  expect(first).toEqual({ device: seedOf('new'), first: 200, last: 299 })
  expect(second).toEqual({ device: seedOf('new'), first: 0, last: 99 })
  expect(third).toMatchObject({ device: seedOf('old'), last: 9_999 })
})

test('the first time a little of every log is asked for', () => {
  const wanted = Array.from({ length: 5 }, (_, n) => wantedOf(`${n}`, [{ first: 0, last: 99_999 }], n))
  const parts = nextParts(wanted, new Map(), true)
  expect(parts).toHaveLength(5)
  expect(size(parts)).toBeLessThanOrEqual(512)
  for (const { last } of parts) expect(last).toBe(99_999)
})

test('what one peer was asked for is not asked of another, until it is given back', () => {
  const wanted = [wantedOf('one', [{ first: 0, last: 599 }], 1)]
  const underWay: UnderWay = new Map()
  const giveBack = claim(underWay, nextParts(wanted, underWay, false))
  expect(nextParts(wanted, underWay, false)).toEqual([])
  giveBack()
  expect(underWay.size).toBe(0)
  expect(size(nextParts(wanted, underWay, false))).toBe(600)
})

test('giving back takes only what was claimed with it', () => {
  const device = seedOf('one')
  const underWay: UnderWay = new Map()
  const one = claim(underWay, [{ device, first: 0, last: 9 }])
  claim(underWay, [{ device, first: 20, last: 29 }])
  one()
  expect([...underWay.values()]).toEqual([[{ first: 20, last: 29 }]])
})

test('thousands of single numbers are planned in a moment', () => {
  const missing = Array.from({ length: 4_096 }, (_, n) => ({ first: n * 2, last: n * 2 }))
  const wanted = Array.from({ length: 64 }, (_, n) => wantedOf(`${n}`, missing, n))
  const underWay: UnderWay = new Map()
  const startedAt = performance.now()
  claim(underWay, nextParts(wanted, underWay, false))()
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})
