/** Channels and people: coming, leaving, coming again, changing one's name. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bytesOf, deaf, makeLog, makeStranger } from '../support/stranger.ts'
import { bodies, createTalk, EVERYONE, page, room, roomIdOf, send, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const people = (copy: Copy) => copy.bridge.call('people.list', {})
const DEV = roomIdOf('dev')

test('a channel that was left refuses messages and pages, and is whole again after joining again', async () => {
  const ann = await talk.start('Ann')
  await ann.bridge.call('rooms.join', { name: '#dev' })
  await send(ann, 'before', DEV)
  await ann.bridge.call('rooms.leave', { roomId: DEV })
  await expect(send(ann, 'meanwhile', DEV)).rejects.toMatchObject({ code: 'room.not-joined' })
  await expect(page(ann, DEV)).rejects.toMatchObject({ code: 'room.not-joined' })
  await expect(ann.bridge.call('rooms.leave', { roomId: DEV })).rejects.toMatchObject({ code: 'room.not-joined' })
  await ann.bridge.call('rooms.join', { name: 'dev' })
  await send(ann, 'after', DEV)
  expect(await bodies(ann, DEV)).toEqual(['before', 'after'])
})

test('what is said in a channel that was left does not come in', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await ann.bridge.call('rooms.leave', { roomId: EVERYONE })
  await send(bo, 'psst')
  await talk.lan.settled()
  await ann.bridge.call('rooms.join', { name: 'everyone' })
  expect((await bodies(ann)).length).toBeLessThanOrEqual(1) // unacknowledged, it may come now
  await ann.stop()
  expect(await talk.start(undefined, { dataDir: ann.dataDir }).then(bodies)).toEqual(await bodies(bo))
})

test('joining twice, also at once, is joining once', async () => {
  const ann = await talk.start('Ann')
  const joined = await Promise.all(['dev', '#dev', ' dev'].map(name => ann.bridge.call('rooms.join', { name })))
  expect(new Set(joined.map(each => each.roomId)).size).toBe(1)
  expect((await ann.bridge.call('rooms.list', {})).map(each => each.name)).toEqual(['dev', 'everyone'])
  await send(ann, 'hello', DEV)
  const bo = await talk.start('Bo')
  await bo.bridge.call('rooms.join', { name: 'dev' })
  await eventually(async () => expect(await bodies(bo, DEV)).toEqual(['hello']))
})

test.each(['', 'Dev', 'a b', '-a', 'a--b', 'x'.repeat(49), 'a\u202Eb', 'a\u3164'])(
  '#%j is no channel name',
  async name => {
    const ann = await talk.start('Ann')
    await expect(ann.bridge.call('rooms.join', { name })).rejects.toMatchObject({ code: 'name.form' })
    expect(await ann.bridge.call('rooms.list', {})).toHaveLength(1)
  }
)

test('nobody can be in more than 256 channels', async () => {
  const ann = await talk.start('Ann')
  await Promise.all(Array.from({ length: 255 }, (_, n) => ann.bridge.call('rooms.join', { name: `room-${n}` })))
  await expect(ann.bridge.call('rooms.join', { name: 'one-more' })).rejects.toMatchObject({ code: 'room.too-many' })
  await ann.bridge.call('rooms.leave', { roomId: roomIdOf('room-7') })
  expect(await ann.bridge.call('rooms.join', { name: 'one-more' })).toMatchObject({ name: 'one-more' })
})

test('a new name reaches everybody, on old messages too, and moves none', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await send(ann, 'one')
  await send(bo, 'two')
  await eventually(async () => expect(await bodies(bo)).toEqual(await bodies(ann)))
  const before = await page(bo)
  await ann.bridge.call('profile.set', { name: 'Anneli', status: 'on the roof' })
  await eventually(async () => expect(await people(bo)).toMatchObject([{ name: 'Anneli', status: 'on the roof' }]))
  const after = await page(bo)
  expect(after.map(event => event.eventId)).toEqual(before.map(event => event.eventId))
  expect(after.map(event => event.sender.name)).toContain('Anneli')
})

test('a new name counts also when the clock has gone back', async () => {
  let now = 1_800_000_000_000
  const [ann, bo] = [await talk.start('Ann', { now: () => now }), await talk.start('Bo')]
  now -= 86_400_000
  expect(await ann.bridge.call('profile.set', { name: 'Anneli' })).toMatchObject({ name: 'Anneli' })
  await eventually(async () => expect(await people(bo)).toMatchObject([{ name: 'Anneli' }]))
})

test.each(['', 'a\u202Eb', 'x'.repeat(65), '\u3164'])('the name %j is refused and changes nothing', async name => {
  const ann = await talk.start('Ann')
  await expect(ann.bridge.call('profile.set', { name })).rejects.toMatchObject({ code: 'name.person' })
  expect((await ann.bridge.call('core.state', {})).me?.name).toBe('Ann')
})

test('who left a channel is not in it again because they changed their name', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  for (const copy of [ann, bo]) await copy.bridge.call('rooms.join', { name: 'dev' })
  await send(bo, 'hello', DEV)
  await eventually(async () => expect((await room(ann, 'dev')).members).toBe(2))
  await bo.bridge.call('rooms.leave', { roomId: DEV })
  expect((await room(ann, 'dev')).members).toBe(1)
  await bo.bridge.call('profile.set', { name: 'Bodil' })
  await eventually(async () => expect((await people(ann))[0]?.name).toBe('Bodil'))
  await talk.lan.settled()
  expect((await room(ann, 'dev')).members).toBe(1)
})

test('names that look the same are flagged, and only those', async () => {
  const ann = await talk.start('Ann')
  for (const name of ['Mara', 'М\u0430ra', 'Yan', 'A\u200Cnn']) {
    const who = makeStranger(name)
    const events = deaf({ greeting: () => who.greeting() })
    await talk.lan.makeNetwork({ deviceSeed: who.deviceSeed, announce: true, events }).start()
  }
  const flags = Object.fromEntries((await people(ann)).map(person => [person.name, person.lookalike]))
  expect(flags).toEqual({ Mara: true, 'М\u0430ra': true, Yan: false, 'A\u200Cnn': true })
})

test('drafts are kept', async () => {
  const ann = await talk.start('Ann')
  await ann.bridge.call('rooms.draft', { roomId: EVERYONE, text: 'half a sen' })
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect((await room(again)).draft).toBe('half a sen')
})

test('pages go through the whole history without a hole or a double', async () => {
  const ann = await talk.start('Ann')
  const sent = await Promise.all(Array.from({ length: 25 }, (_, n) => send(ann, `${n}`)))
  const call = (from: Parameters<typeof ann.bridge.call<'timeline.page'>>[1]['from']) =>
    ann.bridge.call('timeline.page', { roomId: EVERYONE, from, limit: 10 })
  const seen: string[] = []
  let next = await call({ at: 'newest' })
  expect(next).toMatchObject({ older: 15, newer: 0 })
  while (next.events.length > 0) {
    seen.unshift(...next.events.map(event => event.body))
    const first = next.events[0]
    if (first === undefined) break
    next = await call({ at: 'before', orderKey: first.orderKey })
  }
  expect(seen).toEqual(sent.map(event => event.body))
  expect(await call({ at: 'oldest' })).toMatchObject({ older: 0, newer: 15 })
  const middle = sent[12]
  if (middle === undefined) throw new Error('nothing sent')
  const around = await call({ at: 'around', orderKey: middle.orderKey })
  expect(around.events).toHaveLength(10)
  expect(around.events.map(event => event.eventId)).toContain(middle.eventId)
  expect(around.older + around.events.length + around.newer).toBe(25)
  const after = await call({ at: 'after', orderKey: middle.orderKey })
  expect(after.events.map(event => event.body)).toEqual(Array.from({ length: 10 }, (_, n) => `${n + 13}`))
})

test('a message somebody wrote before they left is kept, and they stay gone', async () => {
  const ann = await talk.start('Ann')
  const zoe = makeStranger('Zoe')
  const log = makeLog(zoe)
  await talk.inject(bytesOf(log.introduce(Date.now())))
  await talk.inject(bytesOf(log.say('hello', Date.now() + 1)))
  expect((await room(ann)).members).toBe(2)
  const events = deaf({ greeting: () => zoe.greeting(['elsewhere']) })
  await talk.lan.makeNetwork({ deviceSeed: zoe.deviceSeed, announce: true, events }).start()
  expect((await room(ann)).members).toBe(1)
  expect(await bodies(ann)).toEqual(['hello'])
})
