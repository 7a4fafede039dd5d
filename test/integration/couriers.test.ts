/** People who are never there at the same time: what one writes reaches the other through somebody who carries it, sealed. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deviceKeyOf } from '../../electron/core/crypto/deviceId.ts'
import { createVault } from '../../electron/core/crypto/vault.ts'
import { openDatabase } from '../../electron/core/store/database.ts'
import type { DeviceId, Me, RoomId } from '../../shared/model.ts'
import { createChannel, isIn, reads } from '../support/channels.ts'
import { accountOf, directWith, haveKeys, say, shows } from '../support/directs.ts'
import { type Copy, plainKeeper } from '../support/makeCopy.ts'
import { bytesIn, createTap, type Tap } from '../support/parcelTap.ts'
import { createTalk, page, send, type Talk } from '../support/talk.ts'

let talk: Talk
let tap: Tap
beforeEach(() => {
  talk = createTalk()
  tap = createTap(talk.lan)
})
afterEach(() => talk.end())

const PATIENT = { timeout: 20_000 }
const carriers = async (copy: Copy, roomId: RoomId) =>
  (await page(copy, roomId)).map(({ carriedBy }) => carriedBy.map(({ name }) => name).sort())
const deliveries = async (copy: Copy, roomId: RoomId) => (await page(copy, roomId)).map(({ delivery }) => delivery)
const newest = async (copy: Copy, roomId: RoomId) => (await deliveries(copy, roomId)).slice(-3)
const again = ({ dataDir }: Copy): Promise<Copy> => talk.start(undefined, { dataDir })
const meOf = async ({ bridge }: Copy): Promise<Me> => {
  const { me } = await bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me
}

/** They write with each other: what one says is no request to the other. */
async function befriend(one: Copy, other: Copy): Promise<RoomId> {
  const roomId = await haveKeys(one, other)
  await haveKeys(other, one)
  await say(one, roomId, 'hi')
  await shows(other, roomId, ['hi'])
  await say(other, roomId, 'hi you')
  await shows(one, roomId, ['hi', 'hi you'])
  // nothing is left to be said between them: what is left with couriers from now on is about what comes
  await expect.poll(async () => (await deliveries(one, roomId))[0], PATIENT).toMatch(/delivered|read/)
  await expect.poll(async () => (await deliveries(other, roomId))[1], PATIENT).toMatch(/delivered|read/)
  return roomId
}

async function accept(copy: Copy, roomId: RoomId): Promise<void> {
  const rooms = async () => (await copy.bridge.call('rooms.list', {})).filter(room => room.roomId === roomId)
  await expect.poll(async () => (await rooms()).map(room => room.request), PATIENT).toEqual([true])
  await copy.bridge.call('rooms.accept', { roomId })
}

/** Everything that is kept for others in a folder, as it lies in the opened store. */
function keptBy({ dataDir }: Copy): Buffer[] {
  const db = openDatabase(join(dataDir, 'earshot.db'), createVault(join(dataDir, 'key.json'), plainKeeper).open())
  try {
    return db.prepare('SELECT * FROM parcels').all().flatMap(bytesIn)
  } finally {
    db.close()
  }
}

test('what Ann writes to Bo, who is away, Cleo carries: Bo reads it in order, once, and Ann sees it delivered', async () => {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  const cleo = await talk.start('Cleo')
  const [annIs, boIs, cleoIs] = [await meOf(ann), await meOf(bo), await meOf(cleo)]
  const roomId = await befriend(ann, bo)
  await bo.stop()
  const texts = ['the first of three', 'the second of three', 'the third of three']
  for (const text of texts) await say(ann, roomId, text)
  await expect
    .poll(async () => (await carriers(ann, roomId)).slice(-3), PATIENT)
    .toEqual([['Cleo'], ['Cleo'], ['Cleo']])
  await expect.poll(() => newest(ann, roomId), PATIENT).toEqual(['waiting', 'waiting', 'waiting'])
  await ann.stop()

  tap.forget()
  const later = await again(bo)
  await shows(later, roomId, ['hi', 'hi you', ...texts])
  await tap.until(({ from, put }) => from === boIs.peerId && put) // what Ann is told of it
  await tap.until(({ from, dropped }) => from === boIs.peerId && dropped)
  await later.stop()

  tap.forget()
  const back = await again(ann)
  await expect.poll(() => newest(back, roomId), PATIENT).toEqual(['delivered', 'delivered', 'delivered'])
  expect((await carriers(back, roomId)).flat()).toEqual([])
  await shows(back, roomId, ['hi', 'hi you', ...texts])
  await tap.until(({ from, dropped }) => from === annIs.peerId && dropped)
  await cleo.stop()
  expect(keptBy(cleo)).toEqual([])
  expect(cleoIs.peerId).not.toBe(annIs.peerId)
}, 60_000)

test('Bo was never met by Ann: what Cleo knows of Bo is enough for a first message', async () => {
  const cleo = await talk.start('Cleo')
  const bo = await talk.start('Bo')
  await send(bo, 'Bo was here') // by which others hear of Bo
  const boAccount = await accountOf(bo)
  const boIs = await meOf(bo)
  await expect.poll(async () => (await page(cleo)).length, PATIENT).toBe(1)
  await haveKeys(cleo, bo)
  await bo.stop()
  const ann = await talk.start('Ann')
  await expect
    .poll(async () => (await ann.bridge.call('people.list', {})).some(one => one.account === boAccount), PATIENT)
    .toBe(true)
  const direct = async () => await ann.bridge.call('rooms.direct', { account: boAccount })
  await expect.poll(async () => (await direct()).closed, PATIENT).toBe(null)
  const { roomId } = await direct()
  await say(ann, roomId, 'we have not met')
  await expect.poll(() => carriers(ann, roomId), PATIENT).toEqual([['Cleo']])
  await ann.stop()

  tap.forget()
  const later = await again(bo)
  await accept(later, roomId)
  await shows(later, roomId, ['we have not met'])
  await tap.until(({ from, put }) => from === boIs.peerId && put)
  await later.stop()
  const back = await again(ann)
  await expect.poll(() => deliveries(back, roomId), PATIENT).toEqual(['delivered'])
}, 60_000)

test('neither what Cleo keeps nor what passes over the wire has in it what was said, the room, or who the two are', async () => {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  const cleo = await talk.start('Cleo')
  const [annIs, boIs] = [await meOf(ann), await meOf(bo)]
  const roomId = await haveKeys(ann, bo)
  await bo.stop()
  await say(ann, roomId, 'the treasure lies beneath the old oak')
  await expect.poll(() => carriers(ann, roomId), PATIENT).toEqual([['Cleo']])
  await ann.stop()
  await cleo.stop()
  const kept = keptBy(cleo)
  expect(Buffer.concat(kept).byteLength).toBeGreaterThan(1_000)

  const third = await again(cleo)
  tap.forget()
  const later = await again(bo)
  await accept(later, roomId)
  await shows(later, roomId, ['the treasure lies beneath the old oak'])
  await tap.until(({ from, put }) => from === boIs.peerId && put)
  const hidden = [Buffer.from('treasure'), Buffer.from('old oak'), Buffer.from('Ann'), ...keysOf(roomId, annIs, boIs)]
  const seen = [...kept, ...tap.bytes()]
  expect(Buffer.concat(tap.bytes()).byteLength).toBeGreaterThan(2_000)
  for (const bytes of seen) for (const what of hidden) expect(bytes.includes(what)).toBe(false)
  expect(third.internal).toEqual([])
}, 60_000)

/** A room's id and people's keys, as bytes and as they are written. */
function keysOf(roomId: string, ...people: Me[]): Buffer[] {
  const ids = [roomId, ...people.map(({ account }) => account)].flatMap(hex => [
    Buffer.from(hex, 'hex'),
    Buffer.from(hex)
  ])
  const devices = people.flatMap(({ peerId }) => [
    Buffer.from(deviceKeyOf(peerId as DeviceId) ?? []),
    Buffer.from(peerId)
  ])
  return [...ids, ...devices]
}

test('who turns it off carries nothing, and says so: nothing is claimed to be carried', async () => {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  const cleo = await talk.start('Cleo')
  await cleo.bridge.call('settings.set', { carryForOthers: false })
  const roomId = await haveKeys(ann, bo)
  await bo.stop()
  await say(ann, roomId, 'nobody carries this')
  await tap.until(({ refused }) => refused === 'not-a-courier')
  expect(await carriers(ann, roomId)).toEqual([[]])
  const dana = await talk.start('Dana')
  await expect.poll(() => carriers(ann, roomId), PATIENT).toEqual([['Dana']])
  expect(dana.internal).toEqual([])
}, 60_000)

test('to somebody who is here and cannot know of the room yet, the first message goes at once', async () => {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  const { roomId } = await directWith(ann, bo)
  await expect.poll(async () => (await directWith(ann, bo)).closed, PATIENT).toBe(null)
  await say(ann, roomId, 'hello, stranger')
  await accept(bo, roomId)
  await shows(bo, roomId, ['hello, stranger'])
  await expect.poll(() => deliveries(ann, roomId), PATIENT).toEqual(['delivered'])
  expect(await carriers(ann, roomId)).toEqual([[]])
}, 60_000)

test('who is added to a private channel while away finds it, and what is said there, with whoever carried it', async () => {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  await talk.start('Cleo')
  const boAccount = await accountOf(bo)
  await haveKeys(ann, bo)
  await haveKeys(bo, ann) // contacts: no request
  await bo.stop()
  const { roomId } = await createChannel(ann, 'night-watch', { people: [boAccount] })
  await say(ann, roomId, 'welcome, whenever you come')
  await expect.poll(async () => (await carriers(ann, roomId)).at(-1), PATIENT).toEqual(['Cleo'])
  await ann.stop()
  const later = await again(bo)
  await isIn(later, roomId)
  await reads(later, roomId, ['welcome, whenever you come'])
}, 60_000)

test('what Ann took back before anybody carried it is not in the way of what she said next', async () => {
  const ann = await talk.start('Ann')
  const bo = await talk.start('Bo')
  const roomId = await befriend(ann, bo)
  await bo.stop()
  const { eventId } = await say(ann, roomId, 'not this')
  await say(ann, roomId, 'but this')
  await ann.bridge.call('timeline.redact', { eventId })
  await talk.start('Cleo')
  await expect.poll(async () => (await carriers(ann, roomId)).at(-1), PATIENT).toEqual(['Cleo'])
  await ann.stop()
  const later = await again(bo)
  await shows(later, roomId, ['hi', 'hi you', '', 'but this'])
  expect((await page(later, roomId)).map(({ deleted }) => deleted)).toEqual([false, false, true, false])
}, 60_000)
