/** Two copies that talk: what one does with a message the other sees, at once, after a cut, and after a restart. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventId, TimelineEvent } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bodies, createTalk, EVERYONE, page, room, send, stateOf, type Talk } from '../support/talk.ts'

let talk: Talk
let ann: Copy
let bob: Copy
beforeEach(async () => {
  talk = createTalk()
  ann = await talk.start('Ann')
  bob = await talk.start('Bob')
})
afterEach(() => talk.end())

/** What both must show alike of a message. */
const alike = ({ body, deleted, editedAt, mentions, reactions, pinned, replies, thread, replyTo }: TimelineEvent) => ({
  ...{ body, deleted, editedAt, mentions, thread, replyTo },
  reactions: reactions.map(({ emoji, count, people }) => ({ emoji, count, people })),
  ...{ pinned, replies: replies && { count: replies.count, people: replies.people } }
})
const agree = (event: TimelineEvent): Promise<void> =>
  eventually(async () => expect(alike(await stateOf(bob, event))).toEqual(alike(await stateOf(ann, event))))

/** Sent by Ann, and with Bob. */
async function shared(body = 'hello'): Promise<TimelineEvent> {
  const sent = await send(ann, body)
  await eventually(async () => expect(await bodies(bob)).toContain(body))
  return sent
}

test('a message is changed, marked, pinned and deleted, and both see the same', async () => {
  const sent = await shared()
  const { eventId } = sent
  await ann.bridge.call('timeline.edit', { eventId, body: 'hello @Bob' })
  await bob.bridge.call('timeline.react', { eventId, emoji: '👍', on: true })
  await bob.bridge.call('timeline.pin', { eventId, on: true })
  await eventually(async () =>
    expect(await stateOf(ann, sent)).toMatchObject({
      body: 'hello @Bob',
      mentions: [{ name: 'Bob' }],
      reactions: [{ emoji: '👍', count: 1, mine: false }],
      pinned: { by: { name: 'Bob' } }
    })
  )
  await agree(sent)
  expect(await stateOf(bob, sent)).toMatchObject({ mentionsMe: true })
  expect((await room(bob)).pins).toBe(1)
  await expect(bob.bridge.call('timeline.redact', { eventId })).rejects.toMatchObject({ code: 'msg.not-yours' })
  await ann.bridge.call('timeline.redact', { eventId })
  await eventually(async () =>
    expect(await stateOf(bob, sent)).toMatchObject({ deleted: true, body: '', pinned: null })
  )
  await agree(sent)
  expect((await room(bob)).pins).toBe(0)
})

test('whoever shows a message is told of what happens to it', async () => {
  const sent = await shared()
  const told: TimelineEvent[] = []
  bob.bridge.on('timeline.changed', events => told.push(...events))
  await ann.bridge.call('timeline.edit', { eventId: sent.eventId, body: 'hullo' })
  await eventually(() => expect(told.map(event => [event.eventId, event.body])).toContainEqual([sent.eventId, 'hullo']))
  const answer = await ann.bridge.call('timeline.send', { roomId: EVERYONE, body: 'more', thread: sent.eventId })
  await eventually(() => {
    expect(told.map(event => event.eventId)).toContain(answer.eventId)
    expect(told.findLast(event => event.eventId === sent.eventId)?.replies).toMatchObject({ count: 1 })
  })
})

test('a thread is read, followed and answered by both', async () => {
  const sent = await shared('who is in?')
  const say = (copy: Copy, body: string, replyTo?: EventId) =>
    copy.bridge.call('timeline.send', {
      roomId: EVERYONE,
      body,
      thread: sent.eventId,
      ...(replyTo === undefined ? {} : { replyTo })
    })
  const first = await say(bob, 'me')
  await eventually(async () => expect((await stateOf(ann, sent)).replies).toMatchObject({ unread: 1, followed: true }))
  expect((await ann.bridge.call('threads.list', {})).map(({ last }) => last.body)).toEqual(['me'])
  await ann.bridge.call('threads.read', { eventId: sent.eventId, upTo: first.orderKey })
  expect((await stateOf(ann, sent)).replies?.unread).toBe(0)
  await say(ann, 'good', first.eventId)
  const read = async () => {
    const { events } = await bob.bridge.call('threads.page', {
      eventId: sent.eventId,
      from: { at: 'newest' },
      limit: 9
    })
    return events.map(({ body, replyTo }) => [body, replyTo?.body ?? null])
  }
  await eventually(async () =>
    expect(await read()).toEqual([
      ['me', null],
      ['good', 'me']
    ])
  )
  expect(await bodies(bob)).toEqual(['who is in?'])
  await agree(sent)
})

test('a topic is set by anybody and is the same for both', async () => {
  await ann.bridge.call('rooms.topic', { roomId: EVERYONE, topic: 'cats' })
  await eventually(async () => expect((await room(bob)).topic).toBe('cats'))
  await bob.bridge.call('rooms.topic', { roomId: EVERYONE, topic: 'dogs' })
  await eventually(async () => expect((await room(ann)).topic).toBe('dogs'))
  expect((await page(ann)).map(({ kind, body }) => [kind, body])).toEqual([
    ['topic', 'cats'],
    ['topic', 'dogs']
  ])
})

test('what was done to a message is still so after a restart', async () => {
  const sent = await shared()
  const gone = await send(ann, 'never mind')
  await ann.bridge.call('timeline.edit', { eventId: sent.eventId, body: 'hullo' })
  await ann.bridge.call('timeline.react', { eventId: sent.eventId, emoji: '🎉', on: true })
  await ann.bridge.call('timeline.redact', { eventId: gone.eventId })
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect(await stateOf(again, sent)).toMatchObject({ body: 'hullo', reactions: [{ emoji: '🎉', mine: true }] })
  expect(await stateOf(again, gone)).toMatchObject({ deleted: true, body: '' })
  expect(await again.bridge.call('timeline.versions', { eventId: sent.eventId })).toMatchObject([
    { body: 'hello' },
    { body: 'hullo' }
  ])
})
