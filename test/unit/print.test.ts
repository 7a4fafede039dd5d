/** What the command line prints for reading: a stranger's text cannot command the terminal. */
import { expect, test } from 'vitest'
import { plain } from '../../electron/headless/plain.ts'
import { jsonShapes, textShapes, withIds } from '../../electron/headless/print.ts'
import { Person } from '../../shared/model.ts'
import { makeEvent } from '../support/makeEvent.ts'

test('characters that a terminal would obey are shown as unknown, further lines are indented', () => {
  expect(plain('a\u001b[31mb\u0007\u009bc\rd\u0000')).toBe('a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd\uFFFD')
  expect(plain('one\ntwo\tthree')).toBe('one\n    two\tthree')
  expect(plain('zażółć 漢字 👩‍🚀')).toBe('zażółć 漢字 👩‍🚀')
})

test('a person is a name and how near they are', () => {
  const person = Person.parse({
    account: 'a'.repeat(64),
    peerId: 'p'.repeat(52),
    name: 'Femi',
    hue: 20,
    status: '',
    deviceName: 'laptop',
    keyprint: 'b'.repeat(64),
    nearness: 'out',
    via: [],
    latencyMs: null,
    firstHeardAt: 1,
    lastHeardAt: 1,
    lookalike: false,
    forked: false,
    verified: null,
    blocked: false,
    direct: null,
    keyChanged: null,
    channels: []
  })
  expect(textShapes.person(person)).toBe('Femi  out of earshot')
})

const LONG_SCREEN = '\u001b[2J'

test('what strangers wrote commands no terminal, whatever it is shown as', () => {
  const author = { account: makeEvent(1).sender.account, name: `B${LONG_SCREEN}o`, hue: 20 }
  const event = makeEvent(1, {
    body: `x${LONG_SCREEN}`,
    sender: { ...makeEvent(1).sender, name: author.name },
    editedAt: 5,
    replyTo: { eventId: makeEvent(2).eventId, state: 'here', sender: author, body: LONG_SCREEN },
    reactions: [{ emoji: LONG_SCREEN, count: 1, mine: false, people: [author] }]
  })
  const replies = { count: 1, lastAt: 1, people: [author], unread: 1, followed: true }
  const shapes = withIds(textShapes)
  const lines = [
    shapes.event(event, '#a'),
    shapes.event({ ...event, kind: 'topic' }, '#a'),
    shapes.change(event, { change: 'edited' }, '#a'),
    shapes.change(event, { change: 'reacted', emoji: LONG_SCREEN, by: author }, '#a'),
    shapes.change(event, { change: 'pinned' }, '#a'),
    shapes.hit({ event, marks: [] }, '#a'),
    shapes.thread({ eventId: event.eventId, roomId: event.roomId, root: event, last: event, replies }, '#a'),
    shapes.receipt({ person: author, state: 'read', at: 1, near: true })
  ]
  for (const line of lines) expect(line).not.toMatch(/\p{Cc}/u)
  expect(lines[0]).toMatch(/^00000000 \d\d:\d\d #a /)
})

test('JSON says what happened to a message, with the beginning of its ID where that is wanted', () => {
  const event = makeEvent(1, { editedAt: 7, replyTo: null, reactions: [], deleted: false })
  expect(JSON.parse(withIds(jsonShapes).event(event, '#a'))).toMatchObject({
    id: '00000000',
    eventId: event.eventId,
    edited: 7,
    deleted: false,
    reactions: [],
    replyTo: null,
    thread: null,
    pinned: false
  })
  expect(JSON.parse(jsonShapes.change(event, { change: 'deleted' }, '#a'))).toMatchObject({ change: 'deleted' })
})
