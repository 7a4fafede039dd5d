/** What can be done with a message: to whose, in which state, by which key. */
import { describe, expect, test } from 'vitest'
import { type Deed, deedOfKey, deedsOf, rootOf } from '../../renderer/features/timeline/deeds.ts'
import type { Replies, TimelineEvent } from '../../shared/model.ts'
import { MORNING, makeEvent } from '../support/makeEvent.ts'

const own = (over: Partial<TimelineEvent> = {}) => makeEvent(1, { mine: true, ...over })
const replies = (over: Partial<Replies> = {}): Replies => ({
  count: 2,
  lastAt: MORNING,
  people: [],
  unread: 0,
  followed: false,
  ...over
})

test.each<[Deed, boolean, boolean]>([
  ['edit', true, false],
  ['delete', true, false],
  ['receipts', true, false],
  ['unread', false, true],
  ['reply', true, true],
  ['react', true, true],
  ['pin', true, true]
])('%s: own %s, somebody else’s %s', (deed, mine, theirs) => {
  expect([deedsOf(own()).includes(deed), deedsOf(makeEvent(2)).includes(deed)]).toEqual([mine, theirs])
})

test('what is pinned is unpinned, what is followed is left, by the same keys', () => {
  const both = makeEvent(1, {
    pinned: { by: { account: makeEvent(1).sender.account, name: 'Mara', hue: 1 }, at: MORNING },
    replies: replies({ followed: true })
  })
  expect(deedsOf(both)).toEqual(expect.arrayContaining(['unpin', 'unfollow']))
  expect(deedsOf(both)).not.toEqual(expect.arrayContaining(['pin']))
  expect([deedOfKey(both, 'p'), deedOfKey(both, 'f')]).toEqual(['unpin', 'unfollow'])
  expect([deedOfKey(makeEvent(1), 'p'), deedOfKey(makeEvent(1), 'f')]).toEqual(['pin', 'follow'])
})

describe('keys', () => {
  test.each([
    ['r', 'reply'],
    ['R', 'reply'],
    ['t', 'thread'],
    ['+', 'react'],
    ['c', 'copy'],
    ['l', 'link'],
    ['e', 'edit'],
    ['Delete', 'delete'],
    ['i', 'receipts']
  ])('%s on an own message: %s', (key, deed) => expect(deedOfKey(own(), key)).toBe(deed))

  test('what a message does not allow has no key: nothing is edited or deleted that somebody else wrote', () => {
    expect(['e', 'Delete', 'i'].map(key => deedOfKey(makeEvent(1), key))).toEqual([undefined, undefined, undefined])
    expect(deedOfKey(own(), 'u')).toBeUndefined()
    expect(deedOfKey(own(), 'x')).toBeUndefined()
  })
})

test('a deleted message can only be followed into its thread, where it has one', () => {
  expect(deedsOf(own({ deleted: true }))).toEqual([])
  expect(deedsOf(own({ deleted: true, replies: replies() }))).toEqual(['thread', 'follow'])
})

test('a topic can be copied and no more', () => expect(deedsOf(own({ kind: 'topic' }))).toEqual(['copy']))

test('a reply in a thread belongs to the thread it stands in', () => {
  const root = makeEvent(1)
  expect(rootOf(root)).toBe(root.eventId)
  expect(rootOf(makeEvent(2, { thread: root.eventId }))).toBe(root.eventId)
})
