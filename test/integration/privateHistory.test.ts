/** What newcomers of a private channel read: by its policy everything, handed over by members, or nothing older. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { agreeOn, channel, inviteTo, isIn, joinBy, makeChannel, reads, texts } from '../support/channels.ts'
import { say } from '../support/directs.ts'
import { forgedHistory } from '../support/forgedHistory.ts'
import type { Copy } from '../support/makeCopy.ts'
import { createTalk, page, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

async function newcomer(name: string, by: Copy, roomId: Parameters<typeof isIn>[1]): Promise<Copy> {
  const copy = await talk.start(name)
  await joinBy(copy, await inviteTo(by, roomId))
  await isIn(copy, roomId)
  return copy
}

test('where newcomers read everything, a member hands over what everybody said, edits and all', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob')
  const [ann, bob] = copies as [Copy, Copy]
  await ann.bridge.call('rooms.newcomers', { roomId, newcomers: 'all' })
  const first = await say(ann, roomId, 'frist')
  await say(bob, roomId, 'second')
  await ann.bridge.call('timeline.edit', { eventId: first.eventId, body: 'first' })
  const gone = await say(ann, roomId, 'regretted')
  await ann.bridge.call('timeline.redact', { eventId: gone.eventId })
  await reads(bob, roomId, ['first', 'second', ''])
  await bob.bridge.call('timeline.react', { eventId: first.eventId, emoji: '👍', on: true })
  await expect.poll(async () => (await page(ann, roomId)).flatMap(({ reactions }) => reactions).length).toBe(1)
  const cleo = await newcomer('Cleo', ann, roomId)
  await reads(cleo, roomId, ['first', 'second', ''])
  expect((await page(cleo, roomId)).flatMap(({ reactions }) => reactions.map(({ emoji }) => emoji))).toEqual(['👍'])
  expect(await channel(cleo, roomId)).toMatchObject({ unopened: 0, unread: 0 })
  await agreeOn([ann, bob, cleo], roomId)
  await say(cleo, roomId, 'third')
  await reads(bob, roomId, ['first', 'second', '', 'third'])
})

test('one member who was not there at first hands over what they were handed', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob')
  const [ann, bob] = copies as [Copy, Copy]
  await ann.bridge.call('rooms.newcomers', { roomId, newcomers: 'all' })
  for (let n = 0; n < 5; n++) await say(n % 2 === 0 ? ann : bob, roomId, `${n}`)
  const all = ['0', '1', '2', '3', '4']
  const cleo = await newcomer('Cleo', ann, roomId)
  await reads(cleo, roomId, all)
  const link = await inviteTo(ann, roomId)
  for (const copy of [ann, bob]) await copy.stop()
  const dara = await talk.start('Dara')
  await expect.poll(async () => (await cleo.bridge.call('rooms.invites', { roomId })).length).toBeGreaterThan(0)
  await joinBy(dara, link)
  await isIn(dara, roomId)
  await reads(dara, roomId, all)
})

test('where they do not, nothing older is asked for or given; and from a change of the policy on it is', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob')
  const [ann, bob] = copies as [Copy, Copy]
  await say(ann, roomId, 'before')
  await reads(bob, roomId, ['before'])
  const cleo = await newcomer('Cleo', ann, roomId)
  await agreeOn([ann, bob, cleo], roomId)
  await say(bob, roomId, 'after')
  await reads(cleo, roomId, ['after'])
  expect(await texts(cleo, roomId)).toEqual(['after'])
  await ann.bridge.call('rooms.newcomers', { roomId, newcomers: 'all' })
  await reads(cleo, roomId, ['before', 'after'])
})

test('what a member forges of what others said is not taken; what an honest one hands over is', async () => {
  const { copies, roomId } = await makeChannel(talk, 'Ann', 'Bob')
  const [ann, bob] = copies as [Copy, Copy]
  await ann.bridge.call('rooms.newcomers', { roomId, newcomers: 'all' })
  await say(ann, roomId, 'one')
  await reads(bob, roomId, ['one'])
  await say(bob, roomId, 'two')
  const { lan, told } = forgedHistory(talk.lan, roomId)
  const cleo = await talk.start('Cleo', { lan })
  await joinBy(cleo, await inviteTo(ann, roomId))
  await isIn(cleo, roomId)
  await reads(cleo, roomId, ['one', 'two'])
  expect(told()).toBeGreaterThan(0)
  expect(await channel(cleo, roomId)).toMatchObject({ unopened: 0 })
})
