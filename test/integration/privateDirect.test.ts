/** Direct rooms from end to end: real copies over a LAN in memory, real send groups on their thread. */
import { cpSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RoomId, TimelineEvent } from '../../shared/model.ts'
import { accountOf, directWith, haveKeys, peerOf, say, sealedIn, shows, texts } from '../support/directs.ts'
import { type Copy, makeFolder } from '../support/makeCopy.ts'
import { createTalk, deliveryOf, page, type Talk } from '../support/talk.ts'

let talk: Talk
let ann: Copy
let bob: Copy
let roomId: RoomId

beforeEach(async () => {
  talk = createTalk()
  ann = await talk.start('Ann')
  bob = await talk.start('Bob')
  roomId = await haveKeys(ann, bob)
  await haveKeys(bob, ann)
})
afterEach(() => talk.end())

const restart = async ({ stop, dataDir }: Copy): Promise<Copy> => {
  await stop()
  return await talk.start(undefined, { dataDir })
}
const eventOf = async (copy: Copy, body: string): Promise<TimelineEvent> => {
  const found = (await page(copy, roomId)).find(event => event.body === body)
  return found ?? expect.fail(`${body} is not shown`)
}

describe('what people do in a direct room', () => {
  test('is read by the other, and the other way round', async () => {
    await say(ann, roomId, 'hello Bob')
    await shows(bob, roomId, ['hello Bob'])
    await say(bob, roomId, 'hello Ann')
    await shows(ann, roomId, ['hello Bob', 'hello Ann'])
    for (let n = 0; n < 5; n++) {
      await say(n % 2 === 0 ? ann : bob, roomId, `and ${n}`)
      await shows(n % 2 === 0 ? bob : ann, roomId, ['hello Bob', 'hello Ann', ...texts('and', n + 1)])
    }
    for (const one of [ann, bob]) expect((await directWith(one, one === ann ? bob : ann)).unopened).toBe(0)
  })

  test('both have the same room, of which nobody else is told anything', async () => {
    const eve = await talk.start('Eve')
    await say(ann, roomId, 'between us')
    await shows(bob, roomId, ['between us'])
    expect((await directWith(bob, ann)).roomId).toBe(roomId)
    expect(await directWith(ann, bob)).toMatchObject({
      kind: 'direct',
      name: '',
      with: await accountOf(bob),
      request: false,
      role: null,
      newcomers: null,
      closed: null,
      members: 2
    })
    for (const person of await eve.bridge.call('people.list', {})) expect(person.channels).toEqual(['everyone'])
    expect((await eve.bridge.call('rooms.list', {})).map(room => room.name)).toEqual(['everyone'])
  })

  test('is changed, deleted, answered in a thread, marked, pinned and named like anything else', async () => {
    const first = await say(ann, roomId, 'frist')
    await shows(bob, roomId, ['frist'])
    await ann.bridge.call('timeline.edit', { eventId: first.eventId, body: 'first' })
    await shows(bob, roomId, ['first'])
    await bob.bridge.call('timeline.react', { eventId: first.eventId, emoji: '👍', on: true })
    await bob.bridge.call('timeline.pin', { eventId: first.eventId, on: true })
    await bob.bridge.call('rooms.topic', { roomId, topic: 'about us' })
    await say(bob, roomId, 'in the thread', { thread: first.eventId })
    await expect
      .poll(async () => eventOf(ann, 'first'))
      .toMatchObject({ reactions: [{ emoji: '👍', count: 1 }], replies: { count: 1 }, pinned: {} })
    await expect.poll(async () => (await directWith(ann, bob)).topic).toBe('about us')
    expect(await eventOf(ann, 'first')).toMatchObject({ editedAt: expect.any(Number) })
    const gone = await say(bob, roomId, 'never mind')
    await shows(ann, roomId, ['first', 'about us', 'never mind'])
    await bob.bridge.call('timeline.redact', { eventId: gone.eventId })
    await shows(ann, roomId, ['first', 'about us', ''])
    await say(bob, roomId, 'behind what is gone')
    await shows(ann, roomId, ['first', 'about us', '', 'behind what is gone'])
  })

  test('counts as unread, calls by name, and is found', async () => {
    await say(ann, roomId, '@Bob the kettle is on')
    await shows(bob, roomId, ['@Bob the kettle is on'])
    expect(await directWith(bob, ann)).toMatchObject({ unread: 1, mentions: 1 })
    await expect.poll(async () => (await bob.bridge.call('search.find', { text: 'kettle', limit: 10 })).found).toBe(1)
  })

  test('is delivered once the other stores it', async () => {
    const sent = await say(ann, roomId, 'there?')
    await expect.poll(() => deliveryOf(ann, sent), { timeout: 5_000 }).toBe('delivered')
  })
})

describe('whatever happens in between', () => {
  test('each starts again between any two things that are said', async () => {
    const all: string[] = []
    for (const [n, who] of 'abbaabab'.split('').entries()) {
      all.push(`line ${n}`)
      await say(who === 'a' ? ann : bob, roomId, `line ${n}`)
      if (n % 3 === 0) ann = await restart(ann)
      if (n % 3 === 1) bob = await restart(bob)
      await shows(ann, roomId, all)
      await shows(bob, roomId, all)
    }
  })

  test('what is said while the other is away is read when they are back, also what was deleted meanwhile', async () => {
    await say(ann, roomId, 'before')
    await shows(bob, roomId, ['before'])
    await bob.stop()
    const lines = texts('away', 70) // past where the group heals itself
    const sent = await Promise.all(lines.map(body => say(ann, roomId, body)))
    await ann.bridge.call('timeline.redact', { eventId: sent[3]?.eventId ?? expect.fail() })
    bob = await talk.start(undefined, { dataDir: bob.dataDir })
    const left = ['before', ...lines.map((body, n) => (n === 3 ? '' : body))]
    await shows(bob, roomId, left)
    await say(bob, roomId, 'back')
    await shows(ann, roomId, [...left, 'back'])
  })

  test('both write without the other, and read all of it once they meet', async () => {
    await say(ann, roomId, 'together')
    await shows(bob, roomId, ['together'])
    await say(bob, roomId, 'yes')
    await shows(ann, roomId, ['together', 'yes'])
    const [one, other] = [await peerOf(ann), await peerOf(bob)]
    talk.lan.cut(one, other)
    for (let n = 0; n < 4; n++) {
      await say(ann, roomId, `ann ${n}`)
      await say(bob, roomId, `bob ${n}`)
    }
    talk.lan.mend(one, other)
    const all = ['ann 0', 'ann 1', 'ann 2', 'ann 3', 'bob 0', 'bob 1', 'bob 2', 'bob 3']
    for (const copy of [ann, bob])
      await expect
        .poll(async () => (await page(copy, roomId)).map(({ body }) => body).sort(), { timeout: 10_000 })
        .toEqual([...all, 'together', 'yes'])
  })

  test('a new send group is read although an older one waits for what is missing', async () => {
    await say(ann, roomId, 'one')
    await shows(bob, roomId, ['one'])
    const lost = new Set<string>()
    let losing = true
    let said = ''
    talk.lan.trouble({
      tap(what) {
        said = Array.isArray(what) && what[1] instanceof Uint8Array ? Buffer.from(what[1]).toString('hex') : ''
        if (losing) lost.add(said)
      },
      gossip: deliver => (lost.has(said) ? Promise.resolve() : deliver()),
      frame: () => []
    })
    await say(ann, roomId, 'two')
    await say(ann, roomId, 'three')
    const [one, other] = [await peerOf(ann), await peerOf(bob)]
    talk.lan.cut(one, other)
    ann = await restart(ann)
    losing = false
    await say(ann, roomId, 'four') // nobody says where its log ends: it begins anew
    talk.lan.mend(one, other)
    await shows(bob, roomId, ['one', 'four'])
    talk.lan.trouble({})
    await bob.bridge.call('rooms.fill', { roomId })
    await shows(bob, roomId, ['one', 'two', 'three', 'four'])
  })

  test('who comes back with an old folder begins anew, and seals nothing twice', async () => {
    const sealed = new Map<string, string>()
    const twice: string[] = []
    talk.lan.trouble({
      tap(said) {
        for (const { place, id } of sealedIn(said)) {
          if ((sealed.get(place) ?? id) !== id) twice.push(place)
          sealed.set(place, id)
        }
      }
    })
    await say(ann, roomId, 'one')
    await ann.stop()
    const backup = makeFolder()
    cpSync(ann.dataDir, backup, { recursive: true })
    ann = await talk.start(undefined, { dataDir: ann.dataDir })
    await say(ann, roomId, 'two')
    await say(ann, roomId, 'three')
    await shows(bob, roomId, ['one', 'two', 'three'])
    await ann.stop()
    rmSync(ann.dataDir, { recursive: true, force: true })
    cpSync(backup, ann.dataDir, { recursive: true })
    ann = await talk.start(undefined, { dataDir: ann.dataDir })
    await say(ann, roomId, 'four')
    await shows(bob, roomId, ['one', 'two', 'three', 'four'])
    expect([sealed.size, twice]).toEqual([4, []])
    expect(new Set([...sealed.keys()].map(place => place.split(' ')[1])).size, 'send groups').toBe(2)
    await say(bob, roomId, 'five')
    await shows(ann, roomId, ['one', 'four', 'five']) // what it sealed itself it cannot open again
    expect((await directWith(ann, bob)).unopened).toBe(2)
    expect((await bob.bridge.call('people.list', {})).map(({ forked }) => forked)).toEqual([false])
  })
})
