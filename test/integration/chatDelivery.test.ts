/** How far a message has come, told by acknowledgements only; and what of it a liar can change. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Network } from '../../electron/core/chat/ports.ts'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import type { DeviceId } from '../../shared/model.ts'
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
  await yan.sendReceipts(to, [{ roomId: ROOM, ranges: [{ first: 0, last: 1 }] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'held', heldBy: 1, heldOf: 2 })
  await zoe.stop()
  await vi.waitFor(async () => expect(await deliveryOf(ann, said)).toBe('partial'), 3_000)
  const back = await mute(makeStranger('Zoe'))
  expect(await deliveryOf(ann, said)).toBe('partial') // never a step back
  await back.sendReceipts(to, [{ roomId: ROOM, ranges: [{ first: 1, last: 1 }] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'delivered', heldBy: 2, heldOf: 2 })
})

test('somebody who comes later takes nothing back', async () => {
  const ann = await talk.start('Ann')
  const yan = await mute(makeStranger('Yan'))
  const said = await send(ann, 'hello')
  await yan.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 0, last: 1 }] }])
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
  await network.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 1, last: 1 }] }])
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
    { roomId: ROOM, ranges: lies },
    { roomId: publicRoomId('nowhere'), ranges: lies }
  ])
  await yan.sendReceipts(to, [{ roomId: new Uint8Array(3), ranges: [{ first: 0, last: 1 }] }])
  expect(await send(ann, 'written after the lie')).toMatchObject({ delivery: 'sending', heldBy: 0 })
})

test('somebody who did not greet acknowledges nothing', async () => {
  const ann = await talk.start('Ann')
  const yan = makeStranger('Yan')
  const network = talk.lan.makeNetwork({ deviceSeed: yan.deviceSeed, announce: true, events: deaf() })
  await network.start()
  const said = await send(ann, 'hello')
  await network.sendReceipts(await idOf(ann), [{ roomId: ROOM, ranges: [{ first: 0, last: 1 }] }])
  expect(await stateOf(ann, said)).toMatchObject({ delivery: 'waiting', heldBy: 0 })
})

test('three copies: delivered at everybody, in one order', async () => {
  const [ann, bo, cy] = [await talk.start('Ann'), await talk.start('Bo'), await talk.start('Cy')]
  const said = await send(ann, 'one')
  await send(bo, 'two')
  await vi.waitFor(
    async () => expect(await stateOf(ann, said)).toMatchObject({ delivery: 'delivered', heldOf: 2 }),
    3_000
  )
  const expected = await bodies(ann)
  expect(expected).toHaveLength(2)
  await vi.waitFor(async () => expect([await bodies(bo), await bodies(cy)]).toEqual([expected, expected]))
})

test('a link that is cut and mended: what was written meanwhile arrives', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  const [a, b] = [await idOf(ann), await idOf(bo)]
  talk.lan.cut(a, b)
  const said = await send(ann, 'is anybody here?')
  expect(await bodies(bo)).toEqual([])
  talk.lan.mend(a, b)
  await vi.waitFor(async () => expect(await bodies(bo)).toEqual(['is anybody here?']))
  await vi.waitFor(async () => expect(await deliveryOf(ann, said)).toBe('delivered'), 3_000)
})

test('a receipt comes also after the clock went back a day', async () => {
  let now = 1_800_000_000_000
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo', { now: () => now })]
  const first = await send(ann, 'one')
  await vi.waitFor(async () => expect(await deliveryOf(ann, first)).toBe('delivered'), 3_000)
  now -= 86_400_000
  const second = await send(ann, 'two')
  await vi.waitFor(async () => expect(await deliveryOf(ann, second)).toBe('delivered'), 3_000)
  expect(await bodies(bo)).toEqual(['one', 'two'])
})

test('unread counts what others said behind the last own message, until it is read', async () => {
  const [ann, bo] = [await talk.start('Ann'), await talk.start('Bo')]
  await send(bo, 'one')
  const two = await send(bo, 'two')
  await vi.waitFor(async () => expect((await room(ann)).unread).toBe(2))
  await ann.bridge.call('rooms.read', { roomId: EVERYONE, upTo: two.orderKey })
  expect(await room(ann)).toMatchObject({ unread: 0, readUpTo: two.orderKey })
  await send(bo, 'three')
  await vi.waitFor(async () => expect((await room(ann)).unread).toBe(1))
  await send(ann, 'an answer')
  expect((await room(ann)).unread).toBe(0)
  expect((await room(bo)).unread).toBeLessThanOrEqual(1)
})
