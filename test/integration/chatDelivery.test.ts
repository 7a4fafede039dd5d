/** How far a message has come, told by acknowledgements only; and what of it a liar can change. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Network } from '../../electron/core/chat/ports.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import type { DeviceId, TimelineEvent } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { deaf, makeStranger, type Stranger } from '../support/stranger.ts'
import { bodies, createTalk, deliveryOf, EVERYONE, room, send, stateOf, type Talk, topic } from '../support/talk.ts'

const ROOM = publicRoomId('everyone')
let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const idOf = async (copy: Copy): Promise<DeviceId> => {
  const { me } = await copy.bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me.peerId
}

/** Somebody in #everyone who takes everything and acknowledges nothing by themselves. */
async function mute(who: Stranger, channels = ['everyone']): Promise<Network> {
  const network = talk.lan.makeNetwork({
    deviceSeed: who.deviceSeed,
    announce: true,
    events: deaf({ greeting: () => who.greeting(channels) })
  })
  network.join(topic('everyone'), async () => ({ verdict: 'accept' }))
  await network.start()
  return network
}

test('with nobody near it waits; with somebody near it is being sent', async () => {
  const ann = await talk.start('Ann')
  const alone = await send(ann, 'alone')
  expect(alone.delivery).toBe('waiting')
  await mute(makeStranger('Yan'))
  expect(await deliveryOf(ann, alone)).toBe('sending')
  expect((await send(ann, 'together')).delivery).toBe('sending')
})

test('held by one of two, partial when all near have it, delivered when everybody has', async () => {
  const ann = await talk.start('Ann')
  const [yan, zoe] = [await mute(makeStranger('Yan')), await mute(makeStranger('Zoe'))]
  const to = await idOf(ann)
  const said = await send(ann, 'hello')
  await yan.sendReceipts(to, [{ roomId: ROOM, ranges: [{ first: 0, last: 1 }], read: [] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'held', heldBy: 1, heldOf: 2 })
  await zoe.stop()
  await eventually(async () => expect(await deliveryOf(ann, said)).toBe('partial'))
  const back = await mute(makeStranger('Zoe'))
  expect(await deliveryOf(ann, said)).toBe('partial') // never a step back
  await back.sendReceipts(to, [{ roomId: ROOM, ranges: [{ first: 1, last: 1 }], read: [] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'delivered', heldBy: 2, heldOf: 2 })
})

test('who goes away, and who is awaited now, is told to whoever shows the message', async () => {
  const ann = await talk.start('Ann')
  const [yan, zoe] = [await mute(makeStranger('Yan')), await mute(makeStranger('Zoe'))]
  const said = await send(ann, 'hello')
  await yan.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 1, last: 1 }], read: [] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'held', awaited: null })
  const told: TimelineEvent[] = []
  ann.bridge.on('timeline.changed', events => told.push(...events))
  await zoe.stop()
  const partial = { eventId: said.eventId, delivery: 'partial', heldBy: 1, heldOf: 2, awaited: { name: 'Zoe' } }
  await eventually(() => expect(told.at(-1)).toMatchObject(partial))
})

test('somebody who comes later takes nothing back', async () => {
  const ann = await talk.start('Ann')
  const yan = await mute(makeStranger('Yan'))
  const said = await send(ann, 'hello')
  await yan.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 0, last: 1 }], read: [] }])
  expect(await deliveryOf(ann, said)).toBe('delivered')
  await mute(makeStranger('Zoe'))
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'delivered', heldBy: 1, heldOf: 1 })
  expect((await send(ann, 'to both')).heldOf).toBe(2)
})

test('somebody who leaves is not waited for', async () => {
  const ann = await talk.start('Ann')
  const [yan, zoe] = [makeStranger('Yan'), makeStranger('Zoe')]
  const network = await mute(yan)
  let channels = ['everyone']
  const leaver = talk.lan.makeNetwork({
    deviceSeed: zoe.deviceSeed,
    announce: true,
    events: deaf({ greeting: () => zoe.greeting(channels) })
  })
  await leaver.start()
  const said = await send(ann, 'hello')
  await network.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 1, last: 1 }], read: [] }])
  expect(await deliveryOf(ann, said)).toBe('held')
  channels = []
  leaver.greetAll()
  expect(await deliveryOf(ann, said)).toBe('delivered')
})

test('receipts that lie claim nothing that was not written, and do not hurt', async () => {
  const ann = await talk.start('Ann')
  const yan = await mute(makeStranger('Yan'))
  const to = await idOf(ann)
  const lies = [
    { first: 0, last: Number.MAX_SAFE_INTEGER },
    { first: -5, last: 3 },
    { first: 9, last: 2 },
    { first: 0.5, last: 1.5 },
    { first: Number.NaN, last: Number.NaN }
  ]
  await yan.sendReceipts(to, [
    { roomId: ROOM, ranges: lies, read: [] },
    { roomId: publicRoomId('nowhere'), ranges: lies, read: [] }
  ])
  await yan.sendReceipts(to, [{ roomId: new Uint8Array(3), ranges: [{ first: 0, last: 1 }], read: [] }])
  expect(await send(ann, 'written after the lie')).toMatchObject({ delivery: 'sending', heldBy: 0 })
})

test('somebody who did not greet acknowledges nothing', async () => {
  const ann = await talk.start('Ann')
  const yan = makeStranger('Yan')
  const network = talk.lan.makeNetwork({ deviceSeed: yan.deviceSeed, announce: true, events: deaf() })
  await network.start()
  const said = await send(ann, 'hello')
  await network.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 0, last: 1 }], read: [] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'waiting', heldBy: 0 })
})

test('three copies: delivered at everybody, in one order', async () => {
  const [ann, bo, cy] = [await talk.start('Ann'), await talk.start('Bo'), await talk.start('Cy')]
  const said = await send(ann, 'one')
  await send(bo, 'two')
  await eventually(async () => expect(await stateOf(ann, said)).toMatchObject({ heldBy: 2, heldOf: 2 }))
  await eventually(async () => expect(await bodies(ann)).toHaveLength(2))
  const expected = await bodies(ann)
  await eventually(async () => expect([await bodies(bo), await bodies(cy)]).toEqual([expected, expected]))
})

test('a link that is cut and mended: what was written meanwhile arrives', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  const [a, b] = [await idOf(ann), await idOf(bo)]
  talk.lan.cut(a, b)
  const said = await send(ann, 'is anybody here?')
  expect(await bodies(bo)).toEqual([])
  talk.lan.mend(a, b)
  await eventually(async () => expect(await bodies(bo)).toEqual(['is anybody here?']))
  await eventually(async () => expect(await deliveryOf(ann, said)).toBe('delivered'))
})

test('a receipt comes also after the clock went back a day', async () => {
  let now = 1_800_000_000_000
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo', { now: () => now })]
  const first = await send(ann, 'one')
  await eventually(async () => expect(await deliveryOf(ann, first)).toBe('delivered'))
  now -= 86_400_000
  const second = await send(ann, 'two')
  await eventually(async () => expect(await deliveryOf(ann, second)).toBe('delivered'))
  expect(await bodies(bo)).toEqual(['one', 'two'])
})

const receiptsOf = (copy: Copy, { eventId }: TimelineEvent) => copy.bridge.call('timeline.receipts', { eventId })

test('whoever reads a message tells its author, and nobody else', async () => {
  const [ann, bo, cy] = [await talk.start('Ann'), await talk.start('Bo'), await talk.start('Cy')]
  const said = await send(ann, 'read this')
  await eventually(async () => expect(await deliveryOf(ann, said)).toBe('delivered'))
  await bo.bridge.call('rooms.read', { roomId: EVERYONE, upTo: said.orderKey })
  await eventually(async () =>
    expect(await stateOf(ann, said)).toMatchObject({ delivery: 'read', readBy: 1, heldBy: 2, heldOf: 2 })
  )
  expect(await receiptsOf(ann, said)).toMatchObject([
    { person: { name: 'Bo' }, state: 'read', near: true },
    { person: { name: 'Cy' }, state: 'held', near: true }
  ])
  for (const other of [bo, cy]) await expect(receiptsOf(other, said)).rejects.toMatchObject({ code: 'not-found' })
})

test('with receipts off nothing is told and nothing is shown, also not later of what was read meanwhile', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await bo.bridge.call('settings.set', { readReceipts: false })
  const one = await send(ann, 'one')
  await eventually(async () => expect((await room(bo)).unread).toBe(1))
  const back = await send(bo, 'and back') // whoever writes has read what is above
  await eventually(async () => expect((await room(ann)).unread).toBe(1))
  await ann.bridge.call('rooms.read', { roomId: EVERYONE, upTo: back.orderKey })
  await bo.bridge.call('settings.set', { readReceipts: true })
  const two = await send(ann, 'two')
  await eventually(async () => expect((await room(bo)).unread).toBe(1))
  await bo.bridge.call('rooms.read', { roomId: EVERYONE, upTo: two.orderKey })
  await eventually(async () => expect(await deliveryOf(ann, two)).toBe('read'))
  expect(await deliveryOf(ann, one)).toBe('delivered')
  await eventually(async () => expect(await deliveryOf(bo, back)).toBe('read')) // told again with the next one
  await bo.bridge.call('settings.set', { readReceipts: false })
  expect(await stateOf(bo, back)).toMatchObject({ delivery: 'delivered', readBy: 0 })
  expect(await receiptsOf(bo, back)).toMatchObject([{ state: 'held' }])
})

test('read implies held, a lie about reading claims nothing that was not written', async () => {
  const ann = await talk.start('Ann')
  const yan = await mute(makeStranger('Yan'))
  const to = await idOf(ann)
  await yan.sendReceipts(to, [{ roomId: ROOM, ranges: [], read: [{ first: 0, last: Number.MAX_SAFE_INTEGER }] }])
  const said = await send(ann, 'written after the lie')
  expect(said).toMatchObject({ delivery: 'sending', readBy: 0 })
  await yan.sendReceipts(to, [{ roomId: ROOM, ranges: [], read: [{ first: 1, last: 1 }] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'read', readBy: 1, heldBy: 1, heldOf: 1 })
  await mute(makeStranger('Zoe'))
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'read', readBy: 1, heldOf: 2 }) // the total grows
})

test('what was read is known after a restart, with the time it was learnt', async () => {
  let now = 1_800_000_000_000
  const ann = await talk.start('Ann', { now: () => now })
  const yan = await mute(makeStranger('Yan'))
  const said = await send(ann, 'hello')
  await yan.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 0, last: 1 }], read: [] }])
  now += 60_000
  await yan.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [], read: [{ first: 1, last: 1 }] }])
  await yan.stop()
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir, now: () => now })
  expect(await receiptsOf(again, said)).toMatchObject([{ state: 'read', at: 1_800_000_060_000, near: false }])
})
