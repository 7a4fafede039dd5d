/** How messages become rows: groups, days, the unread line, the sentence below own messages. */
import { describe, expect, test } from 'vitest'
import { type EventRow, GROUP_GAP_MS, toRows } from '../../renderer/features/timeline/rows.ts'
import type { TimelineEvent } from '../../shared/model.ts'
import { accountOf, MORNING, makeEvent } from '../support/makeEvent.ts'

const rowsOf = (events: TimelineEvent[], over: Partial<Parameters<typeof toRows>[0]> = {}) =>
  toRows({ events, older: 0, newer: 0, unread: null, unsent: [], ...over }) as readonly EventRow[]
const at = (n: number, sentAt: number, over: Partial<TimelineEvent> = {}) => makeEvent(n, { sentAt, ...over })

describe('groups', () => {
  test.each([
    ['4:59 later', GROUP_GAP_MS - 1000, true],
    ['5:00 later', GROUP_GAP_MS, true],
    ['5:01 later', GROUP_GAP_MS + 1000, false]
  ])('the same person %s', (_, gap, grouped) => {
    const rows = rowsOf([at(0, MORNING), at(1, MORNING + gap)])
    expect(rows.map(row => row.grouped)).toEqual([false, grouped])
  })

  test('somebody else begins a new group', () => {
    const other = { ...makeEvent(1).sender, account: accountOf(2) }
    expect(rowsOf([makeEvent(0), makeEvent(1, { sender: other })]).map(row => row.grouped)).toEqual([false, false])
  })

  test('two people of one name are not one group', () => {
    const twin = { ...makeEvent(1).sender, account: accountOf(2) }
    expect(twin.name).toBe(makeEvent(0).sender.name)
    expect(rowsOf([makeEvent(0), makeEvent(1, { sender: twin })])[1]?.grouped).toBe(false)
  })

  test('midnight separates, even a minute apart', () => {
    const late = new Date(2026, 5, 12, 23, 59, 30).getTime()
    const rows = rowsOf([at(0, late), at(1, late + 60_000)])
    expect(rows.map(row => [row.grouped, row.day !== null])).toEqual([
      [false, true],
      [false, true]
    ])
  })

  test('the unread line separates', () => {
    const events = [makeEvent(0), makeEvent(1)]
    const rows = rowsOf(events, { unread: { from: makeEvent(1).orderKey, count: 1 } })
    expect(rows.map(row => [row.grouped, row.unread])).toEqual([
      [false, null],
      [false, 1]
    ])
  })
})

describe('the unread line', () => {
  test('stands before the first message of somebody else, not before an own one', () => {
    const events = [makeEvent(0), makeEvent(1, { mine: true }), makeEvent(2)]
    const rows = rowsOf(events, { unread: { from: makeEvent(1).orderKey, count: 1 } })
    expect(rows.map(row => row.unread)).toEqual([null, null, 1])
  })

  test('is not shown where it may lie further up', () => {
    const rows = rowsOf([makeEvent(5), makeEvent(6)], { older: 5, unread: { from: makeEvent(2).orderKey, count: 4 } })
    expect(rows.some(row => row.unread !== null)).toBe(false)
  })

  test('stands at the very message it was set at, and where that is gone at the next', () => {
    const events = [makeEvent(0), makeEvent(1), makeEvent(3)]
    const lines = (n: number) =>
      rowsOf(events, { unread: { from: makeEvent(n).orderKey, count: 2 } }).map(row => row.unread)
    expect(lines(0)).toEqual([2, null, null])
    expect(lines(2)).toEqual([null, null, 2])
  })
})

test('the first message of all opens the room', () => {
  expect(rowsOf([makeEvent(0), makeEvent(1)]).map(row => row.start)).toEqual([true, false])
  expect(rowsOf([makeEvent(0)], { older: 3 })[0]?.start).toBe(false)
})

test('an answer and a topic stand on their own, and what follows a topic does too', () => {
  const quote = { eventId: makeEvent(0).eventId, state: 'here' as const, sender: null, body: 'x' }
  const events = [
    makeEvent(0),
    makeEvent(1, { replyTo: quote }),
    makeEvent(2),
    makeEvent(3, { kind: 'topic' }),
    makeEvent(4)
  ]
  expect(rowsOf(events).map(row => row.grouped)).toEqual([false, false, true, false, false])
})

test('a deleted message says nothing of its delivery, and one that was read no more than its glyph', () => {
  const own = (n: number, over: Partial<TimelineEvent>) => makeEvent(n, { mine: true, ...over })
  const rows = rowsOf([
    own(0, { delivery: 'read' }),
    own(1, { delivery: 'held', deleted: true }),
    own(2, { delivery: 'read' })
  ])
  expect(rows.map(row => row.sentence)).toEqual([false, false, true])
})

test('the sentence stands below the last own message and below each that is not delivered', () => {
  const own = (n: number, delivery: TimelineEvent['delivery']) => makeEvent(n, { mine: true, delivery })
  const rows = rowsOf([own(0, 'delivered'), own(1, 'held'), own(2, 'delivered'), makeEvent(3)])
  expect(rows.map(row => row.sentence)).toEqual([false, true, true, false])
})

test('a text that was refused stands below everything, and only where the end is loaded', () => {
  const unsent = [{ key: 'u1', body: 'hello', at: MORNING, code: 'msg.disk' as const }]
  expect(rowsOf([makeEvent(0)], { unsent }).map(row => row.kind)).toEqual(['event', 'unsent'])
  expect(rowsOf([makeEvent(0)], { unsent, newer: 1 }).map(row => row.kind)).toEqual(['event'])
})

test('rows that did not change are the same objects, so that they are not drawn again', () => {
  const input = { events: [makeEvent(0), makeEvent(1)], older: 0, newer: 0, unread: null, unsent: [] }
  const first = toRows(input)
  const second = toRows({ ...input, events: [...input.events, makeEvent(2)] }, first)
  expect(second[0]).toBe(first[0])
  expect(second[1]).toBe(first[1])
})
