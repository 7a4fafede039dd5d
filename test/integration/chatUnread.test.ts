/** What is unread: by arrival, not by where it stands; read on purpose or by writing; and unread again. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DeviceId, TimelineEvent } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bodies, createTalk, EVERYONE, page, room, send, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const read = (copy: Copy, { orderKey }: TimelineEvent) =>
  copy.bridge.call('rooms.read', { roomId: EVERYONE, upTo: orderKey })
const unread = async (copy: Copy): Promise<number> => (await room(copy)).unread
const idOf = async (copy: Copy): Promise<DeviceId> => {
  const { me } = await copy.bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me.peerId
}

test('what others said counts until it is read, the first of it is known, and it stays read after a restart', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  const one = await send(bo, 'one')
  const two = await send(bo, 'two')
  await eventually(async () => expect(await room(ann)).toMatchObject({ unread: 2, firstUnread: one.orderKey }))
  await read(ann, one)
  expect(await room(ann)).toMatchObject({ unread: 1, firstUnread: two.orderKey })
  await read(ann, two)
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect(await room(again)).toMatchObject({ unread: 0, mentions: 0, firstUnread: null })
})

test('older messages that a healed partition brings above what was read are unread', async () => {
  let late = 1_800_000_000_000
  const [ann, bo, cy] = [
    await talk.start('Ann', { now: () => late }),
    await talk.start('Bo', { now: () => late }),
    await talk.start('Cy', { now: () => late })
  ]
  const ids = await Promise.all([ann, bo, cy].map(idOf))
  const [a, b, c] = ids as [DeviceId, DeviceId, DeviceId]
  talk.lan.cut(a, b)
  talk.lan.cut(b, c)
  await send(bo, 'said first')
  late += 60_000
  const last = await send(cy, 'said last')
  await eventually(async () => expect(await bodies(ann)).toEqual(['said last']))
  await read(ann, last)
  expect(await unread(ann)).toBe(0)
  talk.lan.mend(a, b)
  await eventually(async () => expect(await bodies(ann)).toEqual(['said first', 'said last']))
  const [first] = await page(ann)
  expect(await room(ann)).toMatchObject({ unread: 1, firstUnread: first?.orderKey })
})

test('whoever writes has read what stands above it, and only that', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await send(bo, 'one')
  await eventually(async () => expect(await unread(ann)).toBe(1))
  await send(ann, 'an answer')
  expect(await room(ann)).toMatchObject({ unread: 0, firstUnread: null })
  await eventually(async () => expect(await unread(bo)).toBe(1))
  await send(bo, 'two')
  await eventually(async () => expect(await unread(ann)).toBe(1))
})

test('what was said before one came is history, not news', async () => {
  const [bo, cy] = [await talk.start('Bo'), await talk.start('Cy')]
  const said = await send(bo, 'long ago')
  await eventually(async () => {
    expect((await bo.bridge.call('timeline.get', { eventId: said.eventId })).delivery).toBe('delivered')
    expect(await bodies(cy)).toEqual(['long ago'])
  })
  const ann = await talk.start('Ann', { now: () => Date.now() + 60_000 })
  await eventually(async () => expect(await bodies(ann)).toEqual(['long ago']))
  await send(bo, 'now')
  await eventually(async () => expect(await bodies(ann)).toHaveLength(2))
  expect(await unread(ann)).toBe(1)
})

test('a message that calls one by name counts as a mention until it is read', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await send(bo, 'hello all')
  const called = await send(bo, 'hello @Ann')
  await eventually(async () => expect(await room(ann)).toMatchObject({ unread: 2, mentions: 1 }))
  await read(ann, called)
  expect(await room(ann)).toMatchObject({ unread: 0, mentions: 0 })
})

test('answers in a thread are unread there, not in the room, unless they call one by name', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  const root = await send(bo, 'a thread')
  await eventually(async () => expect(await unread(ann)).toBe(1))
  await read(ann, root)
  const reply = (body: string) =>
    bo.bridge.call('timeline.send', { roomId: EVERYONE, body, thread: root.eventId, alsoInRoom: false })
  await reply('one')
  const called = await reply('two, @Ann')
  await eventually(async () => expect(await room(ann)).toMatchObject({ unread: 1, mentions: 1, firstUnread: null }))
  await read(ann, root) // the room is read to its end: it is known that somebody called
  expect(await room(ann)).toMatchObject({ unread: 0, mentions: 0 })
  const unreadThere = async () => (await ann.bridge.call('threads.list', {})).map(({ replies }) => replies.unread)
  expect(await unreadThere()).not.toEqual([0])
  await ann.bridge.call('threads.read', { eventId: root.eventId, upTo: called.orderKey })
  expect(await unreadThere()).toEqual([0])
  await eventually(async () => {
    const { delivery } = await bo.bridge.call('timeline.get', { eventId: called.eventId })
    expect(delivery).toBe('read')
  })
})

test('unread again: this one and those of others behind it, and nothing is taken back from their authors', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  const said = [await send(bo, 'one'), await send(bo, 'two @Ann'), await send(bo, 'three')]
  const [one, two, three] = said as [TimelineEvent, TimelineEvent, TimelineEvent]
  await eventually(async () => expect(await unread(ann)).toBe(3))
  await send(ann, 'own')
  await eventually(async () => {
    expect((await bo.bridge.call('timeline.get', { eventId: three.eventId })).delivery).toBe('read')
  })
  await ann.bridge.call('rooms.unread', { eventId: two.eventId })
  expect(await room(ann)).toMatchObject({ unread: 2, mentions: 1, firstUnread: two.orderKey })
  expect((await bo.bridge.call('timeline.get', { eventId: two.eventId })).delivery).toBe('read')
  await read(ann, one)
  expect(await unread(ann)).toBe(2)
  await read(ann, three)
  expect(await unread(ann)).toBe(0)
  await expect(
    ann.bridge.call('rooms.unread', { eventId: '0'.repeat(64) as TimelineEvent['eventId'] })
  ).rejects.toMatchObject({
    code: 'not-found'
  })
})

test('a thousand unread messages are read at once, and the calls meanwhile are answered', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await Promise.all(Array.from({ length: 1_000 }, (_, n) => send(bo, `message ${n}`)))
  await vi.waitFor(async () => expect(await unread(ann)).toBe(1_000), 20_000)
  const last = (await page(ann)).at(-1)
  if (last === undefined) throw new Error('nothing came')
  const reading = read(ann, last)
  expect((await ann.bridge.call('core.state', {})).stage).toBe('open')
  await reading
  expect(await unread(ann)).toBe(0)
}, 30_000)
