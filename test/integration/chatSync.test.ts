/** Whoever comes late, or was away, gets what was said: the newest first, each thing once, from whoever has it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Room } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { makeLog, makeStranger } from '../support/stranger.ts'
import { answerAs } from '../support/syncStranger.ts'
import { bodies, createTalk, EVERYONE, page, room, send, stateOf, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const fill = (copy: Copy): Promise<Room> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })

const idOf = async (copy: Copy) => {
  const { me } = await copy.bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me.peerId
}

async function say(copy: Copy, count: number, what = 'line'): Promise<string[]> {
  const said = Array.from({ length: count }, (_, n) => `${what} ${n}`)
  for (let from = 0; from < count; from += 500)
    await Promise.all(said.slice(from, from + 500).map(body => send(copy, body)))
  return said
}

/** Counts the entries that travel in syncs, by their bytes and who gets them. */
function countEntries(): Map<string, number> {
  const seen = new Map<string, number>()
  talk.lan.trouble({
    frame(entries, to) {
      for (const { header } of entries) {
        const name = `${to} ${Buffer.from(header).toString('hex')}`
        seen.set(name, (seen.get(name) ?? 0) + 1)
      }
      return entries
    }
  })
  return seen
}

test('whoever comes later gets everything that was said before, by itself', async () => {
  const ann = await talk.start('Ann')
  const said = await say(ann, 150)
  const bo = await talk.start('Bo')
  await eventually(async () => expect(await bodies(bo)).toEqual(said))
  expect((await room(bo)).history).toEqual({ state: 'whole', held: 152, known: 152, pruned: 0 })
})

test('who asks for what is missing gets it, though a sync that knew nothing of the room is under way', async () => {
  const ann = await talk.start('Ann')
  await send(ann, 'to everyone')
  const { roomId } = await ann.bridge.call('rooms.join', { name: 'dev' })
  await send(ann, 'to dev', roomId)
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  talk.lan.trouble({
    gossip: async () => undefined,
    async frame(entries) {
      begun.resolve()
      await held.promise
      return entries
    }
  })
  const bo = await talk.start('Bo')
  await begun.promise
  await bo.bridge.call('rooms.join', { name: 'dev' })
  const filled = bo.bridge.call('rooms.fill', { roomId })
  held.resolve()
  expect((await filled).history.state).toBe('whole')
  expect(await bodies(bo, roomId)).toEqual(['to dev'])
})

test('the newest page comes first, and the past fills in behind it with numbers that are true', async () => {
  const ann = await talk.start('Ann')
  const said = await say(ann, 1_200)
  const seen: Array<{ newest: string | undefined; history: Room['history'] }> = []
  let bo: Copy | undefined
  talk.lan.trouble({
    gossip: async () => undefined,
    async frame(entries) {
      if (bo !== undefined) seen.push({ newest: (await bodies(bo)).at(-1), history: (await room(bo)).history })
      return entries
    }
  })
  bo = await talk.start('Bo')
  expect((await fill(bo)).history).toEqual({ state: 'whole', held: 1_202, known: 1_202, pruned: 0 })
  const filling = seen.filter(({ history }) => history.held > 1)
  expect(filling.length).toBeGreaterThan(5)
  for (const { newest, history } of filling) {
    expect(newest).toBe('line 1199')
    expect(history).toMatchObject({ state: 'filling', known: 1_202 })
  }
  const held = filling.map(({ history }) => history.held)
  expect(held).toEqual([...held].sort((a, b) => a - b))
  expect(await bodies(bo)).toEqual(said.slice(-200))
})

test('asked of several at once, nothing is sent twice', async () => {
  const [ann, bo, cy] = [await talk.start('Ann'), await talk.start('Bo'), await talk.start('Cy')]
  await say(ann, 400, 'ann')
  await say(bo, 400, 'bo')
  await vi.waitFor(async () => expect((await room(cy)).history.held).toBe(803), 10_000)
  const sent = countEntries()
  const dee = await talk.start('Dee')
  await fill(dee)
  await eventually(async () => expect((await room(dee)).history).toMatchObject({ state: 'whole', held: 804 }))
  const twice = [...sent.values()].filter(times => times > 1)
  expect(sent.size).toBeGreaterThanOrEqual(800)
  expect(twice).toEqual([])
})

test('a sync that breaks off goes on where it was, with somebody else or the same', async () => {
  const ann = await talk.start('Ann')
  const said = await say(ann, 600)
  const sent = new Map<string, number>()
  let frames = 0
  talk.lan.trouble({
    frame(entries) {
      if (++frames === 6) throw new Error('the wire broke')
      for (const { header } of entries) {
        const name = Buffer.from(header).toString('hex')
        sent.set(name, (sent.get(name) ?? 0) + 1)
      }
      return entries
    }
  })
  const bo = await talk.start('Bo')
  await eventually(() => expect(frames).toBeGreaterThanOrEqual(6))
  await fill(bo)
  expect(await bodies(bo)).toEqual(said.slice(-200))
  expect((await room(bo)).history).toMatchObject({ state: 'whole', held: 602 })
  expect(Math.max(...sent.values())).toBe(1)
})

test('a restart in the middle of it loses nothing and fetches nothing twice', async () => {
  const ann = await talk.start('Ann')
  await say(ann, 600)
  const sent = countEntries()
  const bo = await talk.start('Bo')
  await eventually(async () => expect((await room(bo)).history.held).toBeGreaterThan(100))
  await bo.stop()
  const again = await talk.start(undefined, { dataDir: bo.dataDir })
  await fill(again)
  expect((await room(again)).history).toMatchObject({ state: 'whole', held: 602 })
  // what was under way when it stopped came for nothing: one frame
  expect([...sent.values()].filter(times => times > 1).length).toBeLessThanOrEqual(64)
})

test('what came before joining is not unread; what comes after is', async () => {
  const [ann, cy] = [await talk.start('Ann'), await talk.start('Cy')]
  await say(ann, 20)
  await eventually(async () => expect((await room(cy)).unread).toBe(20))
  const last = (await page(ann)).at(-1)
  // acknowledged: nothing waits to be said again
  await eventually(async () => expect((await stateOf(ann, last as never)).heldBy).toBe(1))
  const bo = await talk.start('Bo')
  await fill(bo)
  expect(await room(bo)).toMatchObject({ unread: 0 })
  await send(ann, 'now')
  await eventually(async () => expect(await room(bo)).toMatchObject({ unread: 1 }))
})

test('what was said while one was away is unread', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  const [a, b] = [await idOf(ann), await idOf(bo)]
  talk.lan.cut(a, b)
  talk.lan.trouble({ gossip: async () => undefined }) // only a sync brings it
  await say(ann, 20)
  talk.lan.mend(a, b)
  await eventually(async () => expect(await room(bo)).toMatchObject({ unread: 20 }))
})

test('what nobody near has is said to be missing, and asked of nobody again', async () => {
  const zoe = makeStranger('Zoe')
  const log = makeLog(zoe)
  const at = Date.now() - 60_000
  log.introduce(at)
  for (let n = 1; n < 40; n++) log.say(`zoe ${n}`, at + n)
  const ann = await talk.start('Ann')
  const asked = await answerAs(talk, zoe, { entries: log.entries.slice(30) })
  expect((await fill(ann)).history).toEqual({ state: 'missing', held: 11, known: 41, pruned: 0 })
  expect(await bodies(ann)).toEqual(Array.from({ length: 10 }, (_, n) => `zoe ${n + 30}`))
  const before = asked.parts.length
  await fill(ann)
  expect(asked.parts.length).toBe(before)
})

test('who has only the old part and who has only the new one make a whole together', async () => {
  const [zoe, yan] = [makeStranger('Zoe'), makeStranger('Yan')]
  const log = makeLog(zoe)
  const at = Date.now() - 60_000
  log.introduce(at)
  for (let n = 1; n < 200; n++) log.say(`zoe ${n}`, at + n)
  const ann = await talk.start('Ann')
  const older = await answerAs(talk, yan, { entries: log.entries.slice(0, 120), knows: [zoe] })
  const newer = await answerAs(talk, zoe, { entries: log.entries.slice(80) })
  await fill(ann)
  await fill(ann)
  expect((await room(ann)).history).toMatchObject({ state: 'whole', held: 201 })
  const asked = [...older.parts, ...newer.parts].flat().reduce((sum, { first, last }) => sum + last - first + 1, 0)
  expect(asked).toBe(200)
})

test('what one peer was asked for and failed to give is had from the other', async () => {
  const [zoe, yan] = [makeStranger('Zoe'), makeStranger('Yan')]
  const log = makeLog(zoe)
  const at = Date.now() - 60_000
  log.introduce(at)
  for (let n = 1; n < 100; n++) log.say(`zoe ${n}`, at + n)
  const ann = await talk.start('Ann')
  const held = Promise.withResolvers<void>()
  let first = true
  talk.lan.trouble({
    async frame(entries) {
      if (!first) return entries
      first = false
      await held.promise // the other is compared with meanwhile, and all it has is under way
      throw new Error('the wire broke')
    }
  })
  const slow = await answerAs(talk, yan, { entries: log.entries, knows: [zoe] })
  await eventually(() => expect(slow.parts.length).toBe(1))
  const other = await answerAs(talk, zoe, { entries: log.entries })
  await eventually(() => expect(other.ended).toBe(1))
  held.resolve()
  await eventually(async () => expect((await room(ann)).history).toMatchObject({ state: 'whole', held: 101 }))
})

test('a deleted message reaches whoever comes later without its text', async () => {
  const ann = await talk.start('Ann')
  await say(ann, 3)
  const [, middle] = await page(ann)
  await ann.bridge.call('timeline.redact', { eventId: middle?.eventId ?? ('' as never) })
  const texts: string[] = []
  talk.lan.trouble({
    frame(entries) {
      texts.push(...entries.map(({ body }) => Buffer.from(body).toString('latin1')))
      return entries
    }
  })
  const bo = await talk.start('Bo')
  await fill(bo)
  expect((await page(bo)).map(({ body, deleted }) => [body, deleted])).toEqual([
    ['line 0', false],
    ['', true],
    ['line 2', false]
  ])
  expect(texts.some(text => text.includes('line 1'))).toBe(false)
  expect((await room(bo)).history.state).toBe('whole')
})

test('a room nobody else is in is compared with nobody', async () => {
  const ann = await talk.start('Ann')
  await ann.bridge.call('rooms.join', { name: 'quiet' })
  const zoe = makeStranger('Zoe')
  const asked = await answerAs(talk, zoe, { entries: [] })
  await fill(ann)
  const [comparison] = asked.comparisons
  expect(comparison?.rooms).toHaveLength(2)
  // neither its name nor its id, nor the same tag twice
  await fill(ann)
  const tags = asked.comparisons.flatMap(({ rooms }) => rooms.map(({ tag }) => Buffer.from(tag).toString('hex')))
  expect(new Set(tags).size).toBe(tags.length)
})
