/** When something is said on a network: what is heard from others is not said again. The clock is the test's. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWER_SPACING_MS } from '../../electron/core/node/discovery/constants.ts'
import { Pace, type PaceInit, type Saying } from '../../electron/core/node/discovery/pace.ts'
import { Recent } from '../../electron/core/node/discovery/recent.ts'

const STEADY = 60_000

let said: Array<{ what: Saying; at: number }>
const startedAt = () => performance.now() - Date.now()

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  said = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function makePace(init: Partial<PaceInit> = {}): Pace {
  const pace = new Pace({
    firstMs: [],
    first: () => 'both',
    spacingMs: () => ANSWER_SPACING_MS,
    steady: () => ({ afterMs: STEADY, say: 'both' }),
    searchFactor: () => 1,
    announces: () => true,
    say: what => said.push({ what, at: Date.now() }),
    ...init
  })
  pace.start()
  return pace
}
const times = (what: Saying) => said.filter(one => one.what === what).map(({ at }) => at)

test('what was to be said at first is left out once it is of no use any more', () => {
  let wanted = true
  makePace({ firstMs: [0, 300, 1_000], first: nth => (nth === 0 || wanted ? 'both' : undefined) })
  vi.advanceTimersByTime(500)
  wanted = false
  vi.advanceTimersByTime(1_000)
  expect(times('both')).toEqual([0, 300])
})

test('among many the answers are further apart, and no two come close', () => {
  const pace = makePace({ spacingMs: () => 3_000 })
  for (let asked = 0; asked < 60; asked++) {
    pace.othersAsked()
    vi.advanceTimersByTime(100)
  }
  expect(times('announce').length).toBeGreaterThan(1)
  for (const [index, at] of times('announce').entries()) {
    if (index > 0) expect(at - (times('announce')[index - 1] ?? 0)).toBeGreaterThanOrEqual(3_000)
  }
})

test('at first often, then once a minute', () => {
  expect(startedAt()).toBe(0)
  makePace({ firstMs: [0, 300, 1_000] })
  vi.advanceTimersByTime(2.5 * STEADY)
  expect(times('both')).toEqual([0, 300, 1_000, STEADY, 2 * STEADY])
})

test('a question of somebody else stands for one’s own, and is answered', () => {
  const pace = makePace()
  vi.advanceTimersByTime(STEADY - 1_000)
  pace.othersAsked()
  vi.advanceTimersByTime(STEADY - 1)
  expect(times('both')).toEqual([])
  expect(times('announce')).toEqual([STEADY - 1_000 + 70])
  vi.advanceTimersByTime(1)
  expect(times('both')).toHaveLength(1)
})

test('one answer serves all who ask at once, also where something was said just before', () => {
  const pace = makePace({ firstMs: [0] })
  vi.advanceTimersByTime(400)
  for (let i = 0; i < 5; i++) pace.othersAsked()
  vi.advanceTimersByTime(5_000)
  expect(times('announce')).toEqual([470])
})

test('who asks just after others is answered too; the ninth answer waits until there is one for each second', () => {
  const pace = makePace({ firstMs: [0] })
  for (let asked = 0; asked < 8; asked++) {
    vi.advanceTimersByTime(400)
    pace.othersAsked()
  }
  vi.advanceTimersByTime(10_000)
  expect(times('announce')).toEqual([470, 870, 1_270, 1_670, 2_070, 2_470, 2_870, 8_000])
})

test('who is not to be heard asks, and answers nothing', () => {
  const pace = makePace({ announces: () => false })
  pace.othersAsked()
  pace.searching(0)
  vi.advanceTimersByTime(6_000)
  expect(times('announce')).toEqual([])
  expect(times('ask')).toEqual([2_500, 5_000])
})

test('a search is shared: what somebody else announced is not announced again', () => {
  const pace = makePace()
  pace.searching(0)
  vi.advanceTimersByTime(2_499)
  pace.othersAnnounced()
  vi.advanceTimersByTime(2_499)
  expect(said).toEqual([])
  vi.advanceTimersByTime(1)
  expect(times('announce')).toEqual([4_999])
  pace.searching(undefined)
  vi.advanceTimersByTime(20_000)
  expect(said).toHaveLength(1)
})

test('a search that has lasted for an hour is done more seldom', () => {
  const pace = makePace({ steady: () => ({ afterMs: STEADY, say: undefined }) })
  pace.searching(0)
  vi.advanceTimersByTime(60 * 60_000)
  const before = said.length
  expect(before).toBe((60 * 60_000) / 2_500)
  vi.advanceTimersByTime(100_000)
  expect(said.length - before).toBe(10)
})

test('of fifty that search together, about one speaks at a time', () => {
  vi.mocked(Math.random).mockRestore()
  let spoken = 0
  const paces: Pace[] = []
  for (let i = 0; i < 50; i++) {
    const pace = makePace({
      steady: () => ({ afterMs: STEADY, say: undefined }),
      say: () => {
        spoken++
        setTimeout(() => {
          for (const other of paces) if (other !== pace) other.othersAnnounced()
        }, 1)
      }
    })
    paces.push(pace)
    pace.searching(0)
  }
  vi.advanceTimersByTime(250_000)
  // alone it would be one every 2.5 s: 100
  expect(spoken).toBeGreaterThan(90)
  expect(spoken).toBeLessThan(260)
  for (const pace of paces) pace.stop()
})

test('nothing is said after the end', () => {
  const pace = makePace({ firstMs: [0, 300] })
  vi.advanceTimersByTime(100)
  pace.answer()
  pace.searching(0)
  pace.stop()
  vi.advanceTimersByTime(10 * STEADY)
  expect(said).toHaveLength(1)
  pace.othersAsked()
  pace.searching(5)
  vi.advanceTimersByTime(10 * STEADY)
  expect(said).toHaveLength(1)
})

test('who was heard is remembered for a while, and never more than so many', () => {
  const recent = new Recent(3)
  for (const [at, key] of ['a', 'b', 'c', 'a', 'd'].entries()) recent.note(key, at)
  expect(recent.has('b', 0)).toBe(false)
  expect(recent.has('a', 3)).toBe(true)
  expect(recent.count(0)).toBe(3)
  expect(recent.count(4)).toBe(1)
  expect(recent.has('a', 0)).toBe(false)
})
