/** The loaded run of a room: merging, counting, letting go, and progress that is never taken back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  appended,
  keepProgress,
  MAX_LOADED,
  merged,
  NOTHING,
  place,
  prepended,
  recounted,
  replaced,
  someOutside,
  trimmed
} from '../../renderer/features/timeline/window.ts'
import { makeEvent } from '../support/makeEvent.ts'

const page = (from: number, to: number, older = 0, newer = 0) => ({
  events: Array.from({ length: to - from }, (_, i) => makeEvent(from + i)),
  older,
  newer
})

test('an event that is already shown is replaced, not shown twice', () => {
  const run = replaced(page(0, 3))
  const next = merged(run, [makeEvent(1, { body: 'changed' })])
  expect(next.events.map(event => event.body)).toEqual(['message 0', 'changed', 'message 2'])
})

test('a late event takes its place by order key, whatever order it arrived in', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...Array(30).keys()]), order => {
      let run = NOTHING
      for (const n of order) run = merged(run, [makeEvent(n)])
      const keys = run.events.map(event => event.orderKey)
      expect(keys).toEqual([...keys].sort())
      expect(keys).toHaveLength(order.length)
    })
  )
})

test('what lies outside the run is not shown, and says that its counts are to be asked for again', () => {
  const run = replaced(page(10, 20, 5, 7))
  const changed = [makeEvent(2), makeEvent(40)]
  expect(merged(run, changed)).toBe(run)
  expect([someOutside(run, changed), someOutside(run, [makeEvent(12)])]).toEqual([true, false])
  expect(someOutside(replaced(page(10, 20)), changed)).toBe(false)
})

test('counts are those of a page before the first event and one behind the last', () => {
  const run = replaced(page(10, 20, 5, 7))
  expect(recounted(run, page(9, 10, 8, 0), page(20, 21, 0, 3))).toMatchObject({ older: 9, newer: 4 })
  expect(recounted(run, page(9, 10, 4, 0), page(20, 21, 0, 6))).toBe(run)
})

test('asked for again, an event that did not change is the same object, so that it is not drawn again', () => {
  const run = replaced(page(0, 3))
  const again = replaced({ ...page(0, 3), events: [makeEvent(0), makeEvent(1, { body: 'edited' }), makeEvent(2)] }, run)
  expect(again.events.map((event, i) => event === run.events[i])).toEqual([true, false, true])
})

test('a message that arrives while the end is loaded is appended', () => {
  const next = merged(replaced(page(0, 3)), [makeEvent(3)])
  expect(next.events.at(-1)?.body).toBe('message 3')
})

test('nothing changed gives the same run back', () => {
  const run = replaced(page(0, 3))
  expect(merged(run, [])).toBe(run)
})

test('older and newer pages join without doubles, even when they overlap', () => {
  const run = replaced(page(10, 20, 10, 10))
  const both = appended(prepended(run, page(4, 12, 4)), page(18, 30, 0, 0))
  expect(both.events.map(event => event.body)).toEqual(page(4, 30).events.map(event => event.body))
  expect([both.older, both.newer]).toEqual([4, 0])
})

test('a long run lets go of the end that nobody reads, and knows how many it let go', () => {
  const run = replaced(page(0, MAX_LOADED + 50))
  const atStart = trimmed(run, 'start')
  expect([atStart.older, atStart.events.length, atStart.newer]).toEqual([0, MAX_LOADED, 50])
  const atEnd = trimmed(run, 'end')
  expect([atEnd.older, atEnd.events.length, atEnd.newer]).toEqual([50, MAX_LOADED, 0])
  expect(trimmed(replaced(page(0, 10)), 'end').events).toHaveLength(10)
})

test('delivery is never taken back: delivered stays delivered when somebody joins later', () => {
  const delivered = makeEvent(1, { mine: true, delivery: 'delivered', heldBy: 11, heldOf: 11 })
  const later = makeEvent(1, { mine: true, delivery: 'held', heldBy: 11, heldOf: 12 })
  expect(keepProgress(delivered, later)).toMatchObject({ delivery: 'delivered', heldBy: 11, heldOf: 11 })
})

test('a count only grows, and the total grows with a member who joins', () => {
  const held = makeEvent(1, { mine: true, delivery: 'held', heldBy: 8, heldOf: 11 })
  expect(keepProgress(held, { ...held, heldBy: 7, heldOf: 12 })).toMatchObject({ heldBy: 8, heldOf: 12 })
  expect(keepProgress(held, { ...held, delivery: 'waiting', heldBy: 0 })).toMatchObject({ delivery: 'held', heldBy: 8 })
})

test('asking for the page again does not take progress back either', () => {
  const run = replaced({
    events: [makeEvent(1, { mine: true, delivery: 'partial', heldBy: 3, heldOf: 4 })],
    older: 0,
    newer: 0
  })
  const again = replaced(
    { events: [makeEvent(1, { mine: true, delivery: 'held', heldBy: 2, heldOf: 4 })], older: 0, newer: 0 },
    run
  )
  expect(again.events[0]).toMatchObject({ delivery: 'partial', heldBy: 3 })
})

test('place finds the first event at or behind a key', () => {
  const { events } = page(0, 5)
  expect(events.map(event => place(events, event.orderKey))).toEqual([0, 1, 2, 3, 4])
  expect(place(events, makeEvent(9).orderKey)).toBe(5)
})
