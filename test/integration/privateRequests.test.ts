/** Requests, blocking and changed keys in direct rooms: real copies over a LAN in memory, a first contact handed over by hand. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RoomId, TimelineEvent } from '../../shared/model.ts'
import { accountOf, directWith, haveKeys, say, shows } from '../support/directs.ts'
import { createHandOver, type HandOver } from '../support/handOver.ts'
import type { Copy } from '../support/makeCopy.ts'
import { createTalk, EVERYONE, stateOf, type Talk } from '../support/talk.ts'

let talk: Talk
let ann: Copy
let bob: Copy
let fromAnn: HandOver
beforeEach(async () => {
  talk = createTalk()
  fromAnn = createHandOver(talk.lan)
  ann = await talk.start('Ann', { lan: fromAnn.lan })
  bob = await talk.start('Bob')
})
afterEach(() => talk.end())

const SOON = { timeout: 10_000 }
const roomOf = async (copy: Copy, roomId: RoomId) =>
  (await copy.bridge.call('rooms.list', {})).find(room => room.roomId === roomId)
const heldBy = async (event: TimelineEvent) => (await stateOf(ann, event)).heldBy
/** Bob has told Ann whatever he tells: a receipt of something later, which would have brought those of before along. */
async function quiet(): Promise<void> {
  const event = await say(ann, EVERYONE, 'something later')
  await expect.poll(() => heldBy(event), SOON).toBe(1)
  for (const copy of [ann, bob]) await copy.bridge.call('rooms.fill', { roomId: EVERYONE })
  await talk.lan.settled()
}

/** Ann writes to Bob, who has never written to her; it reaches him. */
async function annWrites(...texts: string[]): Promise<{ roomId: RoomId; sent: TimelineEvent[] }> {
  const roomId = await haveKeys(ann, bob)
  const sent: TimelineEvent[] = []
  for (const text of texts) sent.push(await say(ann, roomId, text))
  await fromAnn.to(bob)
  return { roomId, sent }
}

test('a stranger’s conversation waits: one message is shown, nothing goes back, nothing can be written', async () => {
  const { roomId, sent } = await annWrites('hello, it is me', 'are you there?', 'well?')
  await shows(bob, roomId, ['hello, it is me'])
  expect(await roomOf(bob, roomId)).toMatchObject({
    kind: 'direct',
    request: true,
    with: await accountOf(ann),
    unread: 1
  })
  expect(await roomOf(ann, roomId)).toMatchObject({ request: false })
  const [shown] = (await bob.bridge.call('timeline.page', { roomId, from: { at: 'newest' }, limit: 9 })).events
  if (shown === undefined) throw new Error('nothing')
  await bob.bridge.call('rooms.read', { roomId, upTo: shown.orderKey })
  const { eventId } = shown
  for (const write of [
    () => say(bob, roomId, 'who are you?'),
    () => bob.bridge.call('timeline.react', { eventId, emoji: '👍', on: true }),
    () => bob.bridge.call('timeline.pin', { eventId, on: true }),
    () => bob.bridge.call('rooms.topic', { roomId, topic: 'x' })
  ])
    await expect(write()).rejects.toMatchObject({ code: 'room.request' })
  await bob.bridge.call('profile.set', { status: 'busy' })
  await quiet()
  for (const event of sent) expect(await stateOf(ann, event)).toMatchObject({ heldBy: 0, readBy: 0 })
  await say(ann, roomId, 'hello?')
  expect(fromAnn.inTopic()).toBe(0)
  await shows(bob, roomId, ['hello, it is me'])
})

test('accepted, everything is there, and both write', async () => {
  const { roomId, sent } = await annWrites('one', 'two', 'three')
  await shows(bob, roomId, ['one'])
  expect(await bob.bridge.call('rooms.accept', { roomId })).toMatchObject({ request: false, closed: null })
  await shows(bob, roomId, ['one', 'two', 'three'])
  await say(bob, roomId, 'four')
  await shows(ann, roomId, ['one', 'two', 'three', 'four'])
  await expect.poll(() => heldBy(sent[2] as TimelineEvent), SOON).toBe(1)
  await say(ann, roomId, 'five')
  expect(fromAnn.inTopic()).toBe(1)
  expect(await bob.bridge.call('rooms.accept', { roomId })).toMatchObject({ request: false })
})

test('it waits over a new start as well', async () => {
  const { roomId, sent } = await annWrites('one', 'two')
  await shows(bob, roomId, ['one'])
  await bob.stop()
  bob = await talk.start(undefined, { dataDir: bob.dataDir })
  await quiet()
  await say(ann, roomId, 'three')
  expect(fromAnn.inTopic()).toBe(0)
  await shows(bob, roomId, ['one'])
  expect(await roomOf(bob, roomId)).toMatchObject({ request: true })
  expect(await heldBy(sent[0] as TimelineEvent)).toBe(0)
  await bob.bridge.call('rooms.accept', { roomId })
  await shows(bob, roomId, ['one', 'two', 'three'])
})

test('whoever may not write begins nothing', async () => {
  await bob.bridge.call('settings.set', { whoMayWrite: 'contacts' })
  const { roomId, sent } = await annWrites('one')
  await quiet()
  expect(await roomOf(bob, roomId)).toBeUndefined()
  expect(await heldBy(sent[0] as TimelineEvent)).toBe(0)
  await bob.bridge.call('people.verify', { account: await accountOf(ann), how: 'code' })
  await fromAnn.to(bob)
  await shows(bob, roomId, ['one'])
  expect(await roomOf(bob, roomId)).toMatchObject({ request: false })
})

test('two who begin with each other are no strangers to each other', async () => {
  const roomId = await haveKeys(ann, bob)
  await haveKeys(bob, ann)
  await say(bob, roomId, 'me first')
  await say(ann, roomId, 'no, me')
  await expect.poll(async () => (await roomOf(bob, roomId))?.request).toBe(false)
  await expect
    .poll(
      async () => (await bob.bridge.call('timeline.page', { roomId, from: { at: 'newest' }, limit: 9 })).events,
      SOON
    )
    .toHaveLength(2)
})

test('deleted, nothing of it is left, and what is written later is a new request', async () => {
  const { roomId } = await annWrites('one')
  await shows(bob, roomId, ['one'])
  await bob.bridge.call('rooms.delete', { roomId })
  expect(await roomOf(bob, roomId)).toBeUndefined()
  expect((await bob.bridge.call('search.find', { text: 'one', limit: 5, has: [] })).hits).toEqual([])
  await annWrites('two')
  await shows(bob, roomId, ['two'])
  expect(await roomOf(bob, roomId)).toMatchObject({ request: true })
})

test('a conversation that is deleted goes on where it was: no number is given twice', async () => {
  const { roomId } = await annWrites('one')
  await bob.bridge.call('rooms.accept', { roomId })
  await shows(bob, roomId, ['one'])
  await say(bob, roomId, 'two')
  await shows(ann, roomId, ['one', 'two'])
  await bob.bridge.call('rooms.delete', { roomId })
  expect((await directWith(bob, ann)).roomId).toBe(roomId)
  await shows(bob, roomId, [])
  const { held, pruned, known } = (await directWith(bob, ann)).history
  expect({ held, pruned }).toEqual({ held: 0, pruned: known })
  await say(bob, roomId, 'three')
  await shows(ann, roomId, ['one', 'two', 'three'])
  await say(ann, roomId, 'four')
  await shows(bob, roomId, ['three', 'four'])
  for (const copy of [ann, bob])
    expect((await copy.bridge.call('people.list', {})).map(({ forked }) => forked)).toEqual([false])
})

test('blocked: nothing of theirs is opened, nothing goes back, and nothing can be written; taken back, all is there', async () => {
  const { roomId } = await annWrites('one')
  await bob.bridge.call('rooms.accept', { roomId })
  await shows(bob, roomId, ['one'])
  await bob.bridge.call('people.block', { account: await accountOf(ann), on: true })
  expect(await roomOf(bob, roomId)).toMatchObject({ closed: 'blocked' })
  await expect(say(bob, roomId, 'x')).rejects.toMatchObject({ code: 'person.blocked' })
  const sent = await say(ann, roomId, 'two')
  await fromAnn.to(bob)
  await quiet()
  await shows(bob, roomId, ['one'])
  expect(await heldBy(sent)).toBe(0)
  await bob.bridge.call('people.block', { account: await accountOf(ann), on: false })
  await shows(bob, roomId, ['one', 'two'])
  await expect.poll(() => heldBy(sent), SOON).toBe(1)
  await say(bob, roomId, 'three')
  await shows(ann, roomId, ['one', 'two', 'three'])
})

test('somebody blocked begins nothing', async () => {
  await expect.poll(async () => (await bob.bridge.call('people.list', {})).length).toBe(1)
  await bob.bridge.call('people.block', { account: await accountOf(ann), on: true })
  const { roomId } = await directWith(ann, bob)
  await say(ann, roomId, 'one').catch(() => {}) // he gives her no key
  await fromAnn.to(bob)
  await quiet()
  expect(await roomOf(bob, roomId)).toBeUndefined()
})

test('another key under the name of a contact closes the room until somebody decides', async () => {
  const { roomId } = await annWrites('one')
  await bob.bridge.call('rooms.accept', { roomId })
  await shows(bob, roomId, ['one'])
  await ann.stop()
  await expect.poll(async () => (await bob.bridge.call('people.list', {}))[0]?.nearness, SOON).toBe('out')
  const again = await talk.start('Ann')
  await expect.poll(async () => (await roomOf(bob, roomId))?.closed).toBe('key-changed')
  await expect(say(bob, roomId, 'a secret')).rejects.toMatchObject({ code: 'key.changed' })
  const account = await accountOf(again)
  await bob.bridge.call('people.notTheirs', { account })
  expect((await roomOf(bob, roomId))?.closed).toBeNull()
  await say(bob, roomId, 'a secret')
})
