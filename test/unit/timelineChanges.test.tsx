// @vitest-environment jsdom
/** What is asked for again and how often; where the unread line stands; what a message is called. */
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { messageName } from '../../renderer/features/timeline/messageName.ts'
import { AGAIN_MS, atMostEvery } from '../../renderer/features/timeline/useChanges.ts'
import { useUnreadLine } from '../../renderer/features/timeline/useUnreadLine.ts'
import { createFormat } from '../../renderer/i18n/format.ts'
import { loadLanguage } from '../../renderer/i18n/language.ts'
import type { T } from '../../renderer/i18n/useT.ts'
import type { TimelineEvent } from '../../shared/model.ts'
import { accountOf, MORNING, makeEvent } from '../support/makeEvent.ts'

describe('asking again', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('happens at once, then at most twice a second, and once after the last change', () => {
    const run = vi.fn(async () => {})
    const again = atMostEvery(AGAIN_MS, run)
    for (let ms = 0; ms < 2_000; ms += 10) {
      again.soon()
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(10_000)
    expect(run).toHaveBeenCalledTimes(1 + 2_000 / AGAIN_MS)
  })

  test('does not happen any more once it was stopped', () => {
    const run = vi.fn(async () => {})
    const again = atMostEvery(AGAIN_MS, run)
    again.soon()
    again.soon()
    again.stop()
    vi.advanceTimersByTime(10_000)
    expect(run).toHaveBeenCalledTimes(1)
  })
})

describe('the unread line', () => {
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })
  const looking = (is: boolean) => vi.spyOn(document, 'hasFocus').mockReturnValue(is)
  const line = (unread = 0, at: number | null = null) =>
    renderHook(() => useUnreadLine({ unread, firstUnread: at === null ? null : makeEvent(at).orderKey })).result

  test('stands where the core says that reading stopped, and stays there though all is read', () => {
    looking(true)
    const view = line(3, 5)
    act(() => view.current.seen())
    expect(view.current.mark).toEqual({ from: makeEvent(5).orderKey, count: 3 })
  })

  test('there is none in a room where nothing is unread, and none for what comes while one looks', () => {
    looking(true)
    const view = line()
    act(() => view.current.arrived([makeEvent(7)], true))
    expect(view.current.mark).toBeNull()
  })

  test('what comes while nobody looks, or further down, begins one and adds to it', () => {
    looking(false)
    const view = line()
    act(() => view.current.arrived([makeEvent(7), makeEvent(8)], true))
    looking(true)
    act(() => view.current.arrived([makeEvent(9)], false))
    expect(view.current.mark).toEqual({ from: makeEvent(7).orderKey, count: 3 })
  })

  test('once what it marked was seen, the next begins a new one', () => {
    looking(true)
    const view = line(3, 5)
    act(() => view.current.seen())
    act(() => view.current.arrived([makeEvent(12)], false))
    expect(view.current.mark).toEqual({ from: makeEvent(12).orderKey, count: 1 })
  })
})

describe('the name of a message', () => {
  const i18n = loadLanguage('en')
  const t: T = (id, values) => i18n._(id, values)
  const format = createFormat(t, { locale: 'en-GB', clock: '24' })
  const nameOf = (over: Partial<TimelineEvent>): string =>
    messageName(t, format, makeEvent(0, { body: 'Lovely', ...over }), {
      online: true,
      other: null,
      listed: people => people.map(one => one.name).join(', '),
      lookalikes: new Set(),
      blocked: new Set()
    })
  const mara = { account: accountOf(1), name: 'Mara', hue: 1 }

  test.each<[string, Partial<TimelineEvent>, string]>([
    ['deleted', { deleted: true, body: '' }, 'Mara Lindqvist, 09:00, deleted this message'],
    ['a topic', { kind: 'topic', body: 'Station 23' }, 'Mara Lindqvist, 09:00, set the topic: Station 23'],
    ['the topic taken away', { kind: 'topic', body: '' }, 'Mara Lindqvist, 09:00, took the topic away'],
    ['edited', { editedAt: MORNING }, 'Mara Lindqvist, 09:00, Lovely, edited'],
    ['calling', { mentionsMe: true }, 'Mara Lindqvist, 09:00, Lovely, mentions you'],
    ['forked', { forked: true }, 'Mara Lindqvist, 09:00, Lovely, this computer has written two different histories'],
    ['pinned', { pinned: { by: mara, at: MORNING } }, 'Mara Lindqvist, 09:00, Lovely, Pinned by Mara'],
    [
      'an answer',
      { replyTo: { eventId: makeEvent(1).eventId, state: 'here', sender: mara, body: 'And *so*?' } },
      'Mara Lindqvist, 09:00, Lovely, In reply to Mara: And *so*?'
    ],
    [
      'with reactions and answers',
      {
        reactions: [
          { emoji: '👍', count: 2, mine: false, people: [] },
          { emoji: '🎉', count: 1, mine: true, people: [] }
        ],
        replies: { count: 6, lastAt: MORNING, people: [], unread: 0, followed: true }
      },
      'Mara Lindqvist, 09:00, Lovely, 3 reactions, 6 replies'
    ],
    [
      'own and read',
      { mine: true, delivery: 'read', readBy: 9, heldBy: 11, heldOf: 11 },
      'Mara Lindqvist, 09:00, Lovely, Read by 9 of 11'
    ]
  ])('%s', (_, over, name) => expect(nameOf(over)).toBe(name))
})
