/** What the live region says, and how seldom; what a message sounds like as words. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANNOUNCE_EVERY_MS, type Announcement, createAnnouncer } from '../../renderer/features/timeline/announce.ts'
import { plainText } from '../../renderer/features/timeline/plainText.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('one message is said at once, those that follow within two seconds as a count', () => {
  const said: Announcement[] = []
  const announcer = createAnnouncer(what => said.push(what))
  announcer.heard({ name: 'Mara', text: 'Lovely work' })
  for (let n = 0; n < 5; n++) announcer.heard({ name: 'Ines', text: `${n}` })
  expect(said).toEqual([{ one: { name: 'Mara', text: 'Lovely work' } }])
  vi.advanceTimersByTime(ANNOUNCE_EVERY_MS)
  expect(said[1]).toEqual({ many: 5 })
  vi.advanceTimersByTime(ANNOUNCE_EVERY_MS)
  announcer.heard({ name: 'Femi', text: 'later' })
  expect(said[2]).toEqual({ one: { name: 'Femi', text: 'later' } })
})

test('nothing is said any more after it stopped', () => {
  const said: Announcement[] = []
  const announcer = createAnnouncer(what => said.push(what))
  announcer.heard({ name: 'Mara', text: 'a' })
  announcer.heard({ name: 'Mara', text: 'b' })
  announcer.stop()
  vi.advanceTimersByTime(10 * ANNOUNCE_EVERY_MS)
  expect(said).toHaveLength(1)
})

test('a long text is cut when it is said', () => {
  const said: Announcement[] = []
  createAnnouncer(what => said.push(what)).heard({ name: 'Mara', text: 'x'.repeat(4000) })
  const [first] = said
  expect(first !== undefined && 'one' in first && first.one.text.length).toBe(121)
})

test.each([
  ['**bold** and _it_ and `code`', 'bold and _it_ and code'],
  ['> quoted\n- one\n- two', 'quoted one two'],
  ['```ts\nconst a = 1\n```', 'const a = 1'],
  ['see [the log](https://a.example/b)', 'see the log'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['# A heading', 'A heading'],
  ['come: earshot://join/1/Cg__aWdo__Qx.', 'come: message.invite.'],
  ['[come](earshot://join/1/Cg5uaWdo) or _earshot://join/1/Cg5uaWdo_', 'message.invite or _message.invite_'],
  ['earshot://join/2/Cg5uaWdo', 'earshot://join/2/Cg5uaWdo']
])('%j sounds like %j', (body, words) => expect(plainText(id => id, body)).toBe(words))
