/** Somebody blocked who is in a room with others: what they say is not opened, and the others are read all the same. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RoomId } from '../../shared/model.ts'
import { accountOf, say } from '../support/directs.ts'
import type { Copy } from '../support/makeCopy.ts'
import { createTalk, page, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const SOON = { timeout: 15_000 }
const texts = async (copy: Copy, roomId: RoomId): Promise<string[]> =>
  (await page(copy, roomId)).filter(({ kind }) => kind === 'message').map(({ body }) => body)
const reads = (copy: Copy, roomId: RoomId, wanted: string[]): Promise<void> =>
  expect.poll(() => texts(copy, roomId), SOON).toEqual(wanted)

async function room(owner: Copy, ...others: Copy[]): Promise<RoomId> {
  const { roomId } = await owner.bridge.call('rooms.create', { name: 'plans', people: [], newcomers: 'since-joining' })
  const { link } = await owner.bridge.call('rooms.invite', { roomId, hours: null, once: false })
  for (const copy of others) await copy.bridge.call('rooms.joinInvite', { link: link ?? '' })
  for (const copy of [owner, ...others])
    await expect
      .poll(async () => (await copy.bridge.call('rooms.roles', { roomId })).filter(({ waiting }) => !waiting), SOON)
      .toHaveLength(others.length + 1)
  return roomId
}
const block = async (copy: Copy, whom: Copy, on: boolean) =>
  copy.bridge.call('people.block', { account: await accountOf(whom), on })

test('others go on in what somebody blocked has changed, and are read', async () => {
  const [ann, bob, chidi] = [await talk.start('Ann'), await talk.start('Bob'), await talk.start('Chidi')]
  const roomId = await room(ann, bob, chidi)
  await say(chidi, roomId, 'from Chidi')
  for (const copy of [ann, bob]) await reads(copy, roomId, ['from Chidi'])
  await block(ann, bob, true)
  await say(bob, roomId, 'from Bob')
  await reads(chidi, roomId, ['from Chidi', 'from Bob'])
  await say(chidi, roomId, 'Chidi again, who has heard Bob')
  await reads(bob, roomId, ['from Chidi', 'from Bob', 'Chidi again, who has heard Bob'])
  await reads(ann, roomId, ['from Chidi', 'Chidi again, who has heard Bob'])
  await say(ann, roomId, 'from Ann')
  await reads(bob, roomId, ['from Chidi', 'from Bob', 'Chidi again, who has heard Bob', 'from Ann'])
  await say(bob, roomId, 'Bob again')
  await reads(chidi, roomId, ['from Chidi', 'from Bob', 'Chidi again, who has heard Bob', 'from Ann', 'Bob again'])
  await say(chidi, roomId, 'the last')
  await reads(ann, roomId, ['from Chidi', 'Chidi again, who has heard Bob', 'from Ann', 'the last'])
  const told = (await ann.bridge.call('rooms.list', {})).find(one => one.roomId === roomId)
  expect(told).toMatchObject({ unopened: 0 })
})

test('the block taken back, they are read again', async () => {
  const [ann, bob] = [await talk.start('Ann'), await talk.start('Bob')]
  const roomId = await room(ann, bob)
  await say(bob, roomId, 'one')
  await reads(ann, roomId, ['one'])
  await block(ann, bob, true)
  await say(bob, roomId, 'two')
  await say(bob, roomId, 'three')
  await say(ann, roomId, 'hm')
  await reads(bob, roomId, ['one', 'two', 'three', 'hm'])
  await reads(ann, roomId, ['one', 'hm'])
  await block(ann, bob, false)
  await reads(ann, roomId, ['one', 'two', 'three', 'hm'])
  await say(bob, roomId, 'four')
  await reads(ann, roomId, ['one', 'two', 'three', 'hm', 'four'])
})
