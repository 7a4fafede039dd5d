/** The rows of a thread: the message it hangs on first, a line with the number of answers, the answers. */
import { expect, test } from 'vitest'
import type { EventRow, Row } from '../../renderer/features/timeline/rows.ts'
import { threadRows } from '../../renderer/features/timeline/thread/threadRows.ts'
import { MORNING, makeEvent } from '../support/makeEvent.ts'

const replies = { count: 3, lastAt: MORNING, people: [], unread: 0, followed: true }
const root = makeEvent(1, { replies, mine: true })
const answers = [2, 3, 4].map(n => makeEvent(n, { thread: root.eventId }))
const given = { root, events: answers, older: 0, newer: 0, unread: null, unsent: [] }
const events = (rows: readonly Row[]): EventRow[] => rows.filter(row => row.kind === 'event')

test('the root stands first, without its day, its hint at the thread and its delivery', () => {
  const [first, second] = events(threadRows(given))
  expect(first?.event).toEqual({ ...root, replies: null })
  expect([first?.day, first?.start, first?.sentence, first?.answers]).toEqual([null, false, false, undefined])
  expect([second?.answers, second?.grouped, second?.day]).toEqual([3, false, null])
})

test('an answer of the same person right behind the root is not grouped with it; the next one is', () => {
  const rows = events(threadRows({ ...given, root: makeEvent(1, { replies }) }))
  expect(rows.map(row => row.grouped)).toEqual([false, false, true, true])
})

test('an answer of another day is told by the line of that day, but for the first', () => {
  const later = makeEvent(2 * 86_400, { thread: root.eventId })
  expect(events(threadRows({ ...given, events: [...answers, later] })).at(-1)?.day).toBe(later.sentAt)
})

test('while older answers are not loaded, neither the root nor the number stands before those that are', () => {
  const rows = events(threadRows({ ...given, older: 7 }))
  expect(rows.map(row => row.key)).toEqual(answers.map(event => event.eventId))
  expect(rows.every(row => row.answers === undefined && !row.start)).toBe(true)
})

test('a root that is not on this computer leaves the number in its place', () => {
  const rows = events(threadRows({ ...given, root: null }))
  expect(rows.map(row => row.answers)).toEqual([3, undefined, undefined])
})

test('what was deleted is shown but not counted, as in the hint at the thread', () => {
  const [first = root, ...rest] = answers
  const shown = [{ ...first, deleted: true, body: '' }, ...rest]
  const counted = threadRows({ ...given, root: { ...root, replies: { ...replies, count: 2 } }, events: shown })
  expect(events(counted).map(row => row.answers)).toEqual([undefined, 2, undefined, undefined])
  expect(events(threadRows({ ...given, root: null, events: shown }))[0]?.answers).toBe(2)
})

test('without any answer there is the root alone', () => {
  expect(threadRows({ ...given, events: [] })).toHaveLength(1)
})

test('rows that did not change are handed back as they were', () => {
  const before = threadRows(given)
  const changed = [answers[0], makeEvent(3, { thread: root.eventId, body: 'edited' }), answers[2]].map(
    one => one ?? root
  )
  const again = threadRows({ ...given, root: { ...root }, events: changed }, before)
  expect(again.map((row, i) => row === before[i])).toEqual([true, true, false, true])
})
