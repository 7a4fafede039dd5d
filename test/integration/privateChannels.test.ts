/** Private channels from end to end: real copies over a LAN in memory, real send groups on their thread. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { MAX_ROOM_ENTRIES } from '../../electron/core/crypto/courier/content.ts'
import type { DeviceId, RoomId } from '../../shared/model.ts'
import {
  agreeOn,
  channel,
  createChannel,
  inviteTo,
  isIn,
  joinBy,
  makeChannel,
  members,
  reads,
  texts
} from '../support/channels.ts'
import { accountOf, haveKeys, say } from '../support/directs.ts'
import type { Copy } from '../support/makeCopy.ts'
import { createTalk, EVERYONE, page, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

async function deviceOf({ bridge }: Copy): Promise<DeviceId> {
  const { me } = await bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me.peerId
}
const cut = async (one: Copy, other: Copy): Promise<void> => talk.lan.cut(await deviceOf(one), await deviceOf(other))
const mend = async (one: Copy, other: Copy): Promise<void> => talk.lan.mend(await deviceOf(one), await deviceOf(other))
/** What one who added another hands over to them. */
async function handedTo(by: Copy, roomId: RoomId, to: Copy) {
  const { rooms, members } = by.chat()
  const row = rooms.rows().find(one => toHex(one.roomId) === roomId) ?? expect.fail()
  return members.handedTo(row, fromHex(await accountOf(to))) ?? expect.fail()
}
/** Ann has added Bob, a stranger; what she hands over does not get to him by itself. */
async function handingOver() {
  const [ann, bob] = [await talk.start('Ann'), await talk.start('Bob')]
  await expect.poll(async () => (await ann.bridge.call('people.list', {})).length).toBe(1)
  await cut(ann, bob)
  const { roomId } = await createChannel(ann, 'night-watch', { people: [await accountOf(bob)] })
  return { ann, bob, roomId, whole: await handedTo(ann, roomId, bob) }
}
const fill = (copy: Copy): Promise<unknown> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })
const refusedAs = (code: string) => expect.objectContaining({ code })

test('a channel is made, somebody comes in by its invite, and what they say reaches each other', async () => {
  const ann = await talk.start('Ann')
  const bob = await talk.start('Bob')
  const { roomId, role, name, kind } = await createChannel(ann)
  expect({ role, name, kind }).toEqual({ role: 'owner', name: 'night-watch', kind: 'private' })
  await joinBy(bob, await inviteTo(ann, roomId))
  await isIn(bob, roomId)
  await agreeOn([ann, bob], roomId)
  await say(ann, roomId, 'hello Bob')
  await reads(bob, roomId, ['hello Bob'])
  await say(bob, roomId, 'hello Ann')
  await reads(ann, roomId, ['hello Bob', 'hello Ann'])
  const told = (await page(ann, roomId)).flatMap(({ member }) => member?.what ?? [])
  expect(told).toEqual(['created', 'joined'])
  expect(await members(bob, roomId)).toMatchObject([
    { role: 'owner', addedBy: null, waiting: false },
    { role: 'member', addedBy: null, waiting: false }
  ])
  expect(await channel(bob, roomId)).toMatchObject({
    members: 2,
    reachable: 2,
    closed: null,
    newcomers: 'since-joining'
  })
})

test('whoever joins with nobody near is pending, and is in as soon as somebody of the channel comes', async () => {
  const ann = await talk.start('Ann')
  const bob = await talk.start('Bob')
  const { roomId } = await createChannel(ann)
  const link = await inviteTo(ann, roomId)
  await cut(ann, bob)
  expect(await joinBy(bob, link)).toMatchObject({ closed: 'pending', role: null, name: 'night-watch' })
  await expect(say(bob, roomId, 'too early')).rejects.toEqual(refusedAs('room.pending'))
  await mend(ann, bob)
  await isIn(bob, roomId)
  await agreeOn([ann, bob], roomId)
  await say(bob, roomId, 'here I am')
  await reads(ann, roomId, ['here I am'])
})

test('a newcomer reads what is said once they are in, and nothing older', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob')
  const [ann, bob] = copies as [Copy, Copy]
  await say(ann, roomId, 'before')
  await reads(bob, roomId, ['before'])
  const cleo = await talk.start('Cleo')
  await joinBy(cleo, await inviteTo(ann, roomId))
  await isIn(cleo, roomId)
  await agreeOn([ann, bob, cleo], roomId)
  await say(bob, roomId, 'after')
  await reads(cleo, roomId, ['after'])
  await reads(ann, roomId, ['before', 'after'])
})

test('somebody removed reads nothing of what is said by whoever knows, is told of it, and can say nothing', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob', 'Cleo')
  const [ann, bob, cleo] = copies as [Copy, Copy, Copy]
  await say(ann, roomId, 'to all')
  for (const copy of [bob, cleo]) await reads(copy, roomId, ['to all'])
  await ann.bridge.call('rooms.remove', { roomId, account: await accountOf(bob) })
  await agreeOn([ann, cleo], roomId, [ann, cleo])
  await say(ann, roomId, 'without Bob')
  await say(cleo, roomId, 'nor from Cleo')
  for (const copy of [ann, cleo]) await reads(copy, roomId, ['to all', 'without Bob', 'nor from Cleo'])
  await expect.poll(async () => (await channel(bob, roomId))?.closed).toBe('removed')
  await expect(say(bob, roomId, 'let me')).rejects.toEqual(refusedAs('room.removed'))
  expect(await texts(bob, roomId)).toEqual(['to all'])
  const last = (await page(bob, roomId)).at(-1)
  expect(last?.member).toMatchObject({ what: 'removed', who: { name: 'Bob' } })
})

test('a sync gives nothing of the channel to somebody who was removed while they were away', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob', 'Cleo')
  const [ann, bob, cleo] = copies as [Copy, Copy, Copy]
  await say(ann, roomId, 'to all')
  await reads(bob, roomId, ['to all'])
  for (const copy of [ann, cleo]) await cut(bob, copy)
  await ann.bridge.call('rooms.remove', { roomId, account: await accountOf(bob) })
  await agreeOn([ann, cleo], roomId, [ann, cleo])
  await say(ann, roomId, 'without Bob')
  await reads(cleo, roomId, ['to all', 'without Bob'])
  const before = (await channel(bob, roomId))?.history.known
  for (const copy of [ann, cleo]) await mend(bob, copy)
  await fill(bob)
  expect((await channel(bob, roomId))?.history.known).toBe(before)
  expect(await texts(bob, roomId)).toEqual(['to all'])
})

test('an add at the same time does not bring somebody back who was removed', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob', 'Cleo')
  const [ann, bob, cleo] = copies as [Copy, Copy, Copy]
  await ann.bridge.call('rooms.role', { roomId, account: await accountOf(cleo), role: 'admin' })
  await expect.poll(async () => (await channel(cleo, roomId))?.role).toBe('admin')
  await cleo.bridge.call('rooms.remove', { roomId, account: await accountOf(bob) })
  await agreeOn([ann, cleo], roomId, [ann, cleo])
  await cut(ann, cleo)
  await ann.bridge.call('rooms.add', { roomId, account: await accountOf(bob) })
  await agreeOn([ann], roomId, [ann, bob, cleo])
  await cut(bob, cleo)
  await cleo.bridge.call('rooms.add', { roomId, account: await accountOf(bob) })
  await cleo.bridge.call('rooms.remove', { roomId, account: await accountOf(bob) })
  await mend(ann, cleo)
  await agreeOn([ann, cleo], roomId, [ann, cleo])
  await say(ann, roomId, 'without Bob')
  await reads(cleo, roomId, ['without Bob'])
  expect(await texts(bob, roomId)).toEqual([])
})

test('whoever leaves is gone at once at home, and everywhere once they are heard; the last owner hands over first', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob', 'Cleo')
  const [ann, bob, cleo] = copies as [Copy, Copy, Copy]
  await expect(ann.bridge.call('rooms.leave', { roomId })).rejects.toEqual(refusedAs('room.last-owner'))
  await ann.bridge.call('rooms.role', { roomId, account: await accountOf(bob), role: 'owner' })
  expect((await channel(ann, roomId))?.role).toBe('admin')
  await ann.bridge.call('rooms.leave', { roomId })
  expect(await channel(ann, roomId)).toBeUndefined()
  await agreeOn([bob, cleo], roomId, [bob, cleo])
  expect((await channel(bob, roomId))?.role).toBe('owner')
  await say(bob, roomId, 'she is gone')
  await reads(cleo, roomId, ['she is gone'])
  expect((await page(cleo, roomId)).at(-2)?.member?.what).toBe('left')
})

test('a name, a policy and a role are what everybody sees, and a member may set none of them', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob')
  const [ann, bob] = copies as [Copy, Copy]
  for (const call of [
    bob.bridge.call('rooms.rename', { roomId, name: 'mine' }),
    bob.bridge.call('rooms.newcomers', { roomId, newcomers: 'all' }),
    bob.bridge.call('rooms.invite', { roomId, hours: null, once: false }),
    bob.bridge.call('rooms.remove', { roomId, account: await accountOf(ann) })
  ])
    await expect(call).rejects.toEqual(refusedAs('room.rights'))
  await expect(ann.bridge.call('rooms.rename', { roomId, name: 'Day Watch' })).rejects.toEqual(refusedAs('name.form'))
  expect(await ann.bridge.call('rooms.rename', { roomId, name: 'day-watch' })).toMatchObject({ name: 'day-watch' })
  expect(await ann.bridge.call('rooms.newcomers', { roomId, newcomers: 'all' })).toMatchObject({ newcomers: 'all' })
  await ann.bridge.call('rooms.role', { roomId, account: await accountOf(bob), role: 'admin' })
  await expect.poll(() => channel(bob, roomId)).toMatchObject({ name: 'day-watch', newcomers: 'all', role: 'admin' })
  const told = (await page(bob, roomId)).flatMap(({ member, body }) => (member === null ? [] : [[member.what, body]]))
  expect(told.slice(-3)).toEqual([
    ['renamed', 'day-watch'],
    ['newcomers', ''],
    ['role', '']
  ])
})

test('an invite for once lets one in; used, revoked or over it is refused or good for nothing', async () => {
  const ann = await talk.start('Ann')
  const [bob, cleo] = [await talk.start('Bob'), await talk.start('Cleo')]
  const { roomId } = await createChannel(ann)
  const once = await inviteTo(ann, roomId, { once: true })
  expect(await bob.bridge.call('rooms.readInvite', { link: once })).toMatchObject({
    name: 'night-watch',
    state: 'good',
    by: { name: 'Ann' }
  })
  await joinBy(bob, once)
  await isIn(bob, roomId)
  expect(await bob.bridge.call('rooms.readInvite', { link: once })).toMatchObject({ state: 'joined' })
  await expect.poll(() => ann.bridge.call('rooms.invites', { roomId })).toEqual([])
  await joinBy(cleo, once)
  await fill(cleo)
  expect(await channel(cleo, roomId)).toMatchObject({ role: null })
  const { inviteId, link } = await ann.bridge.call('rooms.invite', { roomId, hours: 24, once: false })
  expect(await ann.bridge.call('rooms.invites', { roomId })).toMatchObject([
    { inviteId, link, once: false, by: { name: 'Ann' } }
  ])
  await ann.bridge.call('rooms.revoke', { roomId, inviteId })
  expect(await ann.bridge.call('rooms.invites', { roomId })).toEqual([])
  await joinBy(cleo, link ?? '')
  await fill(cleo)
  expect(await channel(cleo, roomId)).toMatchObject({ role: null })
  await expect(joinBy(cleo, `${link}x`)).rejects.toEqual(refusedAs('invite.bad'))
  await joinBy(cleo, await inviteTo(ann, roomId))
  await isIn(cleo, roomId)
})

test('who is in, what was said and what can be said is the same after a restart', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob')
  const [ann, bob] = copies as [Copy, Copy]
  await say(ann, roomId, 'one')
  await reads(bob, roomId, ['one'])
  const before = await members(bob, roomId)
  await bob.stop()
  const again = await talk.start(undefined, { dataDir: bob.dataDir })
  expect((await members(again, roomId)).map(({ account, role }) => [account, role])).toEqual(
    before.map(({ account, role }) => [account, role])
  )
  await say(ann, roomId, 'two')
  await reads(again, roomId, ['one', 'two'])
  await say(again, roomId, 'three')
  await reads(ann, roomId, ['one', 'two', 'three'])
})

test('whoever is added by a stranger finds the channel among their requests, and is in it once that is accepted', async () => {
  const ann = await talk.start('Ann')
  const bob = await talk.start('Bob')
  await expect.poll(async () => (await ann.bridge.call('people.list', {})).length).toBe(1)
  const { roomId } = await createChannel(ann, 'night-watch', { people: [await accountOf(bob)] })
  await expect.poll(() => channel(bob, roomId), { timeout: 10_000 }).toMatchObject({ request: true, role: 'member' })
  await agreeOn([ann], roomId, [ann, bob])
  await say(ann, roomId, 'hello Bob')
  const own = (await channel(ann, roomId))?.history.known
  await expect(say(bob, roomId, 'too early')).rejects.toEqual(refusedAs('room.request'))
  expect(await texts(bob, roomId)).toEqual([])
  await fill(ann)
  expect((await channel(ann, roomId))?.history.known).toBe(own) // nothing of Bob's: they cannot tell whether it came
  expect(await bob.bridge.call('rooms.accept', { roomId })).toMatchObject({ request: false })
  await reads(bob, roomId, ['hello Bob'])
  await say(bob, roomId, 'hello Ann')
  await reads(ann, roomId, ['hello Bob', 'hello Ann'])
  expect(await members(bob, roomId)).toMatchObject([{ addedBy: null }, { addedBy: { name: 'Ann' } }])
})

test('whoever only writes with contacts is not asked; nobody unknown is added', async () => {
  const ann = await talk.start('Ann')
  const bob = await talk.start('Bob')
  await bob.bridge.call('settings.set', { whoMayWrite: 'contacts' })
  await expect.poll(async () => (await ann.bridge.call('people.list', {})).length).toBe(1)
  const { roomId } = await createChannel(ann, 'night-watch', { people: [await accountOf(bob)] })
  await agreeOn([ann], roomId, [ann, bob])
  await talk.lan.settled()
  expect(await channel(bob, roomId)).toBeUndefined()
  await expect(
    bob.bridge.call('rooms.create', { name: 'x', people: ['00'.repeat(32) as never], newcomers: 'all' })
  ).rejects.toEqual(refusedAs('person.unknown'))
})

test('a channel that was left is not brought back by what was handed over before', async () => {
  const ann = await talk.start('Ann')
  const bob = await talk.start('Bob')
  await expect.poll(async () => (await ann.bridge.call('people.list', {})).length).toBe(1)
  const { roomId } = await createChannel(ann, 'night-watch', { people: [await accountOf(bob)] })
  await expect.poll(() => channel(bob, roomId), { timeout: 10_000 }).toMatchObject({ request: true })
  const whole = await handedTo(ann, roomId, bob)
  await bob.bridge.call('rooms.leave', { roomId })
  expect(await channel(bob, roomId)).toBeUndefined()
  await expect.poll(async () => (await members(ann, roomId)).length, { timeout: 10_000 }).toBe(1)
  const again = await talk.start(undefined, { dataDir: (await bob.stop(), bob.dataDir) })
  await talk.lan.settled()
  expect(await channel(again, roomId)).toBeUndefined()
  const chat = again.chat()
  const by = fromHex(await accountOf(ann))
  const handed = chat.members.handed(whole, by)
  await Promise.all([handed, expect(chat.rooms.accept(roomId)).rejects.toEqual(refusedAs('room.not-joined'))])
  await Promise.all([chat.members.handed(whole, by), chat.rooms.leave(roomId)])
  expect(await channel(again, roomId)).toBeUndefined()
})

test('whoever is added to a channel with more entries than are handed over is in it too, though all of it is carried', async () => {
  const [ann, bob, cleo] = [await talk.start('Ann'), await talk.start('Bob'), await talk.start('Cleo')]
  await haveKeys(ann, bob)
  await say(bob, await haveKeys(bob, ann), 'hello Ann') // contacts
  const { roomId } = await createChannel(ann)
  for (let count = 0; count < MAX_ROOM_ENTRIES; count++)
    await ann.bridge.call('rooms.rename', { roomId, name: `watch-${count}` })
  const bobs = await accountOf(bob)
  await bob.stop()
  await ann.bridge.call('rooms.add', { roomId, account: bobs })
  const { eventId } = await say(ann, roomId, 'for Bob')
  await expect
    .poll(async () => (await ann.bridge.call('timeline.get', { eventId })).carriedBy, { timeout: 10_000 })
    .toMatchObject([{ name: 'Cleo' }])
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: bob.dataDir })
  await isIn(again, roomId)
  await reads(again, roomId, ['for Bob'])
  expect((await members(again, roomId)).map(({ addedBy }) => addedBy?.name)).toEqual([undefined, 'Ann'])
  await cleo.stop()
})

test('a channel that is left while it is still being handed over is left, and the others know', async () => {
  const { ann, bob, roomId, whole } = await handingOver()
  const handing = bob.chat().members.handed(whole, fromHex(await accountOf(ann)))
  expect(bob.chat().rooms.get(roomId)).toMatchObject({ request: true, closed: 'pending' })
  await Promise.all([handing, bob.chat().rooms.leave(roomId)])
  expect(await channel(bob, roomId)).toBeUndefined()
  await mend(ann, bob)
  await expect.poll(async () => (await members(ann, roomId)).length, { timeout: 10_000 }).toBe(1)
})

test('whoever accepts a channel while it is still being handed over has accepted who added them', async () => {
  const { ann, bob, roomId, whole } = await handingOver()
  const handing = bob.chat().members.handed(whole, fromHex(await accountOf(ann)))
  await Promise.all([handing, bob.chat().rooms.accept(roomId)])
  expect(await channel(bob, roomId)).toMatchObject({ request: false, role: 'member' })
  await mend(ann, bob)
  const next = await createChannel(ann, 'day-watch', { people: [await accountOf(bob)] })
  await expect.poll(() => channel(bob, next.roomId)).toMatchObject({ request: false, role: 'member' })
})

test('a channel that a stranger handed over without anything that says we are in it is gone after a restart', async () => {
  const { ann, bob, roomId, whole } = await handingOver()
  const beginning = { ...whole, entries: whole.entries.slice(0, 2) } // who Ann is, and that she made it
  await bob.chat().members.handed(beginning, fromHex(await accountOf(ann)))
  expect(await channel(bob, roomId)).toMatchObject({ request: true, closed: 'pending' })
  await bob.stop()
  const again = await talk.start(undefined, { dataDir: bob.dataDir })
  expect(await channel(again, roomId)).toBeUndefined()
})
