/** Whoever left a private channel, or was removed from it, and is added again: what they hear, and where their log goes on. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import type { RoomId } from '../../shared/model.ts'
import { agreeOn, channel, makeChannel, members, reads, texts } from '../support/channels.ts'
import { accountOf, haveKeys, peerOf, say } from '../support/directs.ts'
import type { Copy } from '../support/makeCopy.ts'
import { createTalk, EVERYONE, page, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const SOON = { timeout: 10_000 }
const cut = async (one: Copy, other: Copy): Promise<void> => talk.lan.cut(await peerOf(one), await peerOf(other))
const mend = async (one: Copy, other: Copy): Promise<void> => talk.lan.mend(await peerOf(one), await peerOf(other))
const fill = (copy: Copy): Promise<unknown> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })
const add = async (by: Copy, roomId: RoomId, who: Copy): Promise<void> =>
  void (await by.bridge.call('rooms.add', { roomId, account: await accountOf(who) }))

async function restart(copy: Copy): Promise<Copy> {
  await copy.stop()
  return await talk.start(undefined, { dataDir: copy.dataDir })
}

/** Ann's channel with Bob and Cleo, all of whom have said something. */
async function begin(): Promise<{ ann: Copy; bob: Copy; cleo: Copy; roomId: RoomId }> {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob', 'Cleo')
  const [ann, bob, cleo] = copies as [Copy, Copy, Copy]
  await say(ann, roomId, 'one')
  await reads(bob, roomId, ['one'])
  await say(bob, roomId, 'two')
  for (const copy of copies) await reads(copy, roomId, ['one', 'two'])
  return { ann, bob, cleo, roomId }
}

/** Stays silently until somebody says that they hold the leave, and then listens no more. */
async function goes({ chat }: Copy, roomId: RoomId): Promise<void> {
  await expect
    .poll(() => {
      chat().members.tidy() // as it is done now and then
      return chat()
        .rooms.rows()
        .map(row => toHex(row.roomId))
    }, SOON)
    .not.toContain(roomId)
}

/** Bob goes, and Ann knows. */
async function leaves({ ann, bob, cleo, roomId }: Awaited<ReturnType<typeof begin>>): Promise<Copy> {
  await bob.bridge.call('rooms.leave', { roomId })
  await agreeOn([ann, cleo], roomId, [ann, cleo])
  await say(ann, roomId, 'without Bob')
  await reads(cleo, roomId, ['one', 'two', 'without Bob'])
  await goes(bob, roomId)
  return await restart(bob)
}

async function nobodyForked(...copies: Copy[]): Promise<void> {
  for (const copy of copies)
    for (const { forked } of await copy.bridge.call('people.list', {})) expect(forked).toBe(false)
}

test('who left is added again by a contact, reads and writes, and gives no number twice', async () => {
  const room = await begin()
  const { ann, cleo, roomId } = room
  await haveKeys(room.bob, ann)
  const bob = await leaves(room)
  await add(ann, roomId, bob)
  await expect.poll(() => channel(bob, roomId), SOON).toMatchObject({ role: 'member', closed: null, request: false })
  await agreeOn([ann, bob, cleo], roomId)
  await say(ann, roomId, 'with Bob again')
  await reads(bob, roomId, ['one', 'two', 'with Bob again'])
  await say(bob, roomId, 'here I am')
  for (const copy of [ann, cleo])
    await reads(copy, roomId, ['one', 'two', 'without Bob', 'with Bob again', 'here I am'])
  await nobodyForked(ann, bob, cleo)
})

test('who left is asked before they are in again where a stranger adds them, at once or after a restart', async () => {
  const room = await begin()
  const { ann, cleo, roomId } = room
  await room.bob.bridge.call('rooms.leave', { roomId })
  await agreeOn([ann, cleo], roomId, [ann, cleo])
  await add(ann, roomId, room.bob) // he still listens, until somebody says that they heard
  await expect.poll(() => channel(room.bob, roomId), SOON).toMatchObject({ request: true })
  await say(ann, roomId, 'three')
  await expect(say(room.bob, roomId, 'too early')).rejects.toMatchObject({ code: 'room.request' })
  await room.bob.bridge.call('rooms.leave', { roomId })
  await agreeOn([ann, cleo], roomId, [ann, cleo])
  await goes(room.bob, roomId)
  const bob = await restart(room.bob)
  await add(ann, roomId, bob)
  await expect.poll(() => channel(bob, roomId), SOON).toMatchObject({ request: true })
  await say(ann, roomId, 'four')
  const held = (await channel(ann, roomId))?.history.known
  await fill(bob)
  expect(await texts(bob, roomId)).not.toContain('four')
  expect((await channel(ann, roomId))?.history.known).toBe(held)
  await bob.bridge.call('rooms.accept', { roomId })
  await agreeOn([ann, bob, cleo], roomId)
  await expect.poll(() => texts(bob, roomId), SOON).toContain('four')
  await say(bob, roomId, 'here I am')
  for (const copy of [ann, cleo]) await expect.poll(() => texts(copy, roomId), SOON).toContain('here I am')
  await nobodyForked(ann, bob, cleo)
})

test('who left and is away when they are added again finds the channel with whoever carries it', async () => {
  const room = await begin()
  const { ann, cleo, roomId } = room
  await haveKeys(room.bob, ann)
  const bob = await leaves(room)
  for (const copy of [ann, cleo]) await cut(bob, copy)
  await expect.poll(async () => (await channel(ann, roomId))?.reachable).toBe(2)
  await add(ann, roomId, bob)
  const sent = await say(ann, roomId, 'for Bob')
  await expect
    .poll(async () => (await ann.bridge.call('timeline.get', { eventId: sent.eventId })).carriedBy, SOON)
    .not.toEqual([])
  await ann.stop()
  await mend(bob, cleo)
  await expect.poll(() => channel(bob, roomId), SOON).toMatchObject({ role: 'member', closed: null, request: false })
  await expect.poll(() => texts(bob, roomId), SOON).toContain('for Bob')
  await say(bob, roomId, 'here I am')
  await expect.poll(() => texts(cleo, roomId), SOON).toContain('here I am')
})

test('who is added, leaves and is added while connected is handed the channel each time', async () => {
  const room = await begin()
  const { ann, cleo, roomId } = room
  await haveKeys(room.bob, ann)
  const bob = await leaves(room)
  for (const body of ['once', 'twice']) {
    await add(ann, roomId, bob)
    await expect.poll(() => channel(bob, roomId), SOON).toMatchObject({ role: 'member' })
    await agreeOn([ann, bob, cleo], roomId)
    await say(bob, roomId, body)
    await expect.poll(() => texts(ann, roomId), SOON).toContain(body)
    await bob.bridge.call('rooms.leave', { roomId })
    await agreeOn([ann, cleo], roomId, [ann, cleo])
    await goes(bob, roomId)
  }
  await nobodyForked(ann, cleo)
})

test('a leave that only somebody heard who was removed does not count as heard', async () => {
  const { ann, bob, cleo, roomId } = await begin()
  await ann.bridge.call('rooms.remove', { roomId, account: await accountOf(cleo) })
  await agreeOn([ann, bob], roomId, [ann, bob])
  await cut(ann, bob)
  await bob.bridge.call('rooms.leave', { roomId })
  await expect.poll(async () => (await page(cleo, roomId)).at(-1)?.member?.what, SOON).toBe('left')
  await pause(2_000) // for her receipt
  bob.chat().members.tidy()
  await mend(ann, bob)
  await agreeOn([ann], roomId, [ann])
  await goes(bob, roomId)
})

test('who was removed while away and is added again by a stranger is simply in again', async () => {
  const { ann, bob, cleo, roomId } = await begin()
  for (const copy of [ann, cleo]) await cut(bob, copy)
  await ann.bridge.call('rooms.remove', { roomId, account: await accountOf(bob) })
  await say(ann, roomId, 'without Bob')
  await reads(cleo, roomId, ['one', 'two', 'without Bob'])
  await add(ann, roomId, bob)
  for (const copy of [ann, cleo]) await mend(bob, copy)
  await agreeOn([ann, bob, cleo], roomId)
  expect(await members(bob, roomId)).toHaveLength(3)
  await say(ann, roomId, 'with Bob')
  await reads(bob, roomId, ['one', 'two', 'with Bob'])
  expect(await channel(bob, roomId)).toMatchObject({ request: false, closed: null })
})
