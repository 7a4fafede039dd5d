/** Direct rooms from end to end: real copies over a LAN in memory, real send groups on their thread. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { directWith, haveKeys, say, shows } from '../support/directs.ts'
import { createTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

test('what one says in a direct room, the other reads, and the other way round', async () => {
  const ann = await talk.start('Ann')
  const bob = await talk.start('Bob')
  const roomId = await haveKeys(ann, bob)
  expect(await haveKeys(bob, ann)).toBe(roomId)
  await say(ann, roomId, 'hello Bob')
  await shows(bob, roomId, ['hello Bob'])
  await say(bob, roomId, 'hello Ann')
  await shows(ann, roomId, ['hello Bob', 'hello Ann'])
  for (let n = 0; n < 5; n++) await say(n % 2 === 0 ? ann : bob, roomId, `and ${n}`)
  const all = ['hello Bob', 'hello Ann', 'and 0', 'and 1', 'and 2', 'and 3', 'and 4']
  await shows(ann, roomId, all)
  await shows(bob, roomId, all)
  expect((await directWith(bob, ann)).unopened).toBe(0)
})
