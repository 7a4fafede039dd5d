/** Private rooms on the wire: what a tap sees, what a liar can do, how a room that the other has not heard of begins. */
import { cpSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Verdict } from '../../electron/core/chat/ports.ts'
import { topicOf } from '../../electron/core/chat/publicRoom.ts'
import { encodeMessage } from '../../electron/core/crypto/bodies.ts'
import { fromHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { signingKey } from '../../electron/core/crypto/ed25519.ts'
import { encodeEntry, KIND, openEntry, signEntry } from '../../electron/core/crypto/event.ts'
import type { RoomId } from '../../shared/model.ts'
import {
  accountOf,
  bytesIn,
  directWith,
  haveKeys,
  inStore,
  introductionOf,
  roomSeenBy,
  say,
  shows,
  texts,
  unacknowledged
} from '../support/directs.ts'
import { type Copy, makeFolder } from '../support/makeCopy.ts'
import { bytesOf, makeLog, makeStranger } from '../support/stranger.ts'
import { bodies, createTalk, EVERYONE, send, type Talk } from '../support/talk.ts'

let talk: Talk
let ann: Copy
let bob: Copy
let roomId: RoomId

beforeEach(async () => {
  talk = createTalk()
  ann = await talk.start('Ann')
  bob = await talk.start('Bob')
})
afterEach(() => talk.end())

async function meet(): Promise<void> {
  roomId = await haveKeys(ann, bob)
  await haveKeys(bob, ann)
}
const inject = (bytes: Uint8Array): Promise<Verdict[]> => talk.lan.inject(topicOf(fromHex(roomId)), bytes)
const verdictsOf = async (bytes: Uint8Array): Promise<string[]> => (await inject(bytes)).map(({ verdict }) => verdict)

/** What is gossiped of the room from now on. */
function gossiped(): Uint8Array[] {
  const heard: Uint8Array[] = []
  talk.lan.trouble({
    tap(said) {
      const [topic, bytes] = Array.isArray(said) ? (said as unknown[]) : []
      if (topic === topicOf(fromHex(roomId)) && bytes instanceof Uint8Array) heard.push(bytes)
    }
  })
  return heard
}

test('a tap on every wire sees nothing of what is said, and no name of a room', async () => {
  const heard: Uint8Array[] = []
  talk.lan.trouble({ tap: said => heard.push(...bytesIn(said)) })
  await meet()
  const first = await say(ann, roomId, 'the kettle is under the stairs')
  await shows(bob, roomId, ['the kettle is under the stairs'])
  await ann.bridge.call('timeline.edit', { eventId: first.eventId, body: 'the teapot is in the attic' })
  await bob.bridge.call('rooms.topic', { roomId, topic: 'where things are' })
  await bob.bridge.call('timeline.react', { eventId: first.eventId, emoji: '🫖', on: true })
  await bob.stop()
  await say(ann, roomId, 'said while Bob was away')
  bob = await talk.start(undefined, { dataDir: bob.dataDir })
  await shows(bob, roomId, ['the teapot is in the attic', 'where things are', 'said while Bob was away'])
  await send(ann, 'open to everybody')
  await shows(bob, EVERYONE, ['open to everybody'])
  const all = Buffer.concat(heard)
  expect(all.includes('open to everybody'), 'the tap hears').toBe(true)
  for (const secret of ['kettle', 'stairs', 'teapot', 'attic', 'where things', '🫖', 'while Bob'])
    expect(all.includes(secret), secret).toBe(false)
  const greetings = Buffer.concat(bytesIn([ann, bob].map(copy => copy.chat().answers.greeting())))
  for (const bytes of [fromHex(roomId), utf8(roomId)]) expect(greetings.includes(Buffer.from(bytes))).toBe(false)
})

describe('who changes what was sealed', () => {
  test('flipped, cut off, said again or said elsewhere is refused, and the conversation goes on', async () => {
    await meet()
    const heard = gossiped()
    await say(ann, roomId, 'one')
    await shows(bob, roomId, ['one'])
    const sealed = heard.find(bytes => kindOf(bytes) === KIND.sealed) ?? expect.fail('nothing was sealed')
    for (let at = 0; at < sealed.byteLength; at += 7) {
      const flipped = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 0x20 : byte))
      expect(await verdictsOf(flipped)).not.toContain('accept')
    }
    for (let end = 0; end < sealed.byteLength; end += 31)
      expect(await verdictsOf(sealed.subarray(0, end))).toEqual(['reject', 'reject'])
    expect(await verdictsOf(sealed)).toEqual(['ignore', 'ignore'])
    expect((await talk.inject(sealed)).map(({ verdict }) => verdict)).toEqual(['reject', 'reject'])
    await say(ann, roomId, 'two')
    await say(bob, roomId, 'three')
    for (const copy of [ann, bob]) await shows(copy, roomId, ['one', 'two', 'three'])
    for (const room of [await directWith(ann, bob), await directWith(bob, ann)]) expect(room.unopened).toBe(0)
  })

  test('nothing in the clear is taken, whoever signed it', async () => {
    await meet()
    await say(ann, roomId, 'one')
    await shows(bob, roomId, ['one'])
    const eve = makeStranger('Eve')
    const draft = { room: fromHex(roomId), seq: 1, prev: fromHex(roomId), parents: [], hlc: BigInt(Date.now()) << 16n }
    for (const kind of [KIND.message, KIND.edit, KIND.react, KIND.pin, KIND.topic, 11, 999]) {
      const bytes = encodeEntry(signEntry({ ...draft, kind, body: encodeMessage({ text: 'plain' }) }, eve.device))
      expect(await inject(bytes)).toEqual(Array(2).fill({ verdict: 'reject', reason: 'not sealed' }))
    }
    const profile = makeLog(eve).introduce(Date.now())
    const introduced = signEntry({ ...profile, room: fromHex(roomId) }, eve.device)
    expect(await inject(encodeEntry(introduced))).toEqual(Array(2).fill({ verdict: 'reject', reason: 'not sealed' }))
  })

  test('what its own author has put in another place is not opened; what comes behind it is', async () => {
    await meet()
    const heard = gossiped()
    await say(ann, roomId, 'one')
    await shows(bob, roomId, ['one'])
    const sealed = openEntry(heard.findLast(bytes => kindOf(bytes) === KIND.sealed) ?? new Uint8Array())
    if ('malformed' in sealed) throw new Error(sealed.malformed)
    await ann.stop()
    const device = signingKey(await inStore(ann, store => store.secrets.get('device') ?? new Uint8Array(32)))
    const { entry } = sealed
    const copied = { ...entry, seq: entry.seq + 1, prev: entry.id, hlc: entry.hlc + 1n, parents: [] }
    expect(await verdictsOf(encodeEntry(signEntry(copied, device)))).toEqual(['accept'])
    await expect.poll(async () => (await roomSeenBy(bob, roomId)).unopened).toBe(1)
    ann = await talk.start(undefined, { dataDir: ann.dataDir })
    await say(ann, roomId, 'two')
    await shows(bob, roomId, ['one', 'two'])
    expect((await roomSeenBy(bob, roomId)).unopened).toBe(1)
  })

  test('who lost what it had read reads it again, and goes on', async () => {
    await meet()
    await say(ann, roomId, 'one')
    await shows(bob, roomId, ['one'])
    await bob.stop()
    const backup = makeFolder()
    cpSync(bob.dataDir, backup, { recursive: true })
    bob = await talk.start(undefined, { dataDir: bob.dataDir })
    for (const body of texts('more', 3)) await say(ann, roomId, body)
    await shows(bob, roomId, ['one', ...texts('more', 3)])
    await bob.stop()
    rmSync(bob.dataDir, { recursive: true, force: true })
    cpSync(backup, bob.dataDir, { recursive: true })
    bob = await talk.start(undefined, { dataDir: bob.dataDir })
    await shows(bob, roomId, ['one', ...texts('more', 3)])
    await say(ann, roomId, 'last')
    await shows(bob, roomId, ['one', ...texts('more', 3), 'last'])
  })

  test('who cannot read a group any more asks for a new one, and reads what comes then', async () => {
    await meet()
    await say(ann, roomId, 'one')
    await shows(bob, roomId, ['one'])
    await bob.stop()
    await inStore(bob, store => {
      const room = store.rooms.byId(fromHex(roomId))?.num ?? 0
      for (const { num, device } of store.logs.ofRoom(room).map(log => ({ num: log.num, device: log.device }))) {
        const author = store.people.device(device)?.num ?? 0
        for (const { opened } of store.groups.all(room, author)) store.groups.drop(room, author, opened)
        expect(num).toBeGreaterThan(0)
      }
    })
    bob = await talk.start(undefined, { dataDir: bob.dataDir })
    await say(ann, roomId, 'nobody reads this')
    await expect
      .poll(
        async () => {
          await say(ann, roomId, 'but this')
          return await bodies(bob, roomId)
        },
        { timeout: 10_000, interval: 300 }
      )
      .toContain('but this')
  })
})

describe('a room that the other has not heard of', () => {
  test('begins with what is handed over, and goes on like any other', async () => {
    roomId = await haveKeys(ann, bob)
    await say(ann, roomId, 'hello, it is me')
    await ann.stop()
    const [entries, introduction] = [await unacknowledged(ann, roomId), await introductionOf(ann)]
    expect((await bob.bridge.call('rooms.list', {})).map(({ kind }) => kind)).toEqual(['public'])
    const { arrive } = bob.chat().secret
    expect(await arrive(entries, introduction)).toBe(entries.length)
    await shows(bob, roomId, ['hello, it is me'])
    expect(await roomSeenBy(bob, roomId)).toMatchObject({ kind: 'direct', unread: 1, request: true })
    expect(await arrive(entries, introduction)).toBe(entries.length)
    ann = await talk.start(undefined, { dataDir: ann.dataDir })
    await bob.bridge.call('rooms.accept', { roomId })
    await haveKeys(bob, ann)
    await say(bob, roomId, 'I know')
    await shows(ann, roomId, ['hello, it is me', 'I know'])
  })

  test('does not begin with what is not from them, or not for this account', async () => {
    roomId = await haveKeys(ann, bob)
    await say(ann, roomId, 'hello')
    await ann.stop()
    const entries = await unacknowledged(ann, roomId)
    const introduction = await introductionOf(ann)
    const eve = makeStranger('Eve')
    const cat = await talk.start('Cat')
    const { arrive } = bob.chat().secret
    expect(await arrive(entries, { certificate: eve.certificate, profile: eve.profile })).toBe(0)
    expect(await arrive(entries, { ...introduction, certificate: utf8('no certificate') })).toBe(0)
    expect(await cat.chat().secret.arrive(entries, introduction)).toBe(0)
    const forged = entries.map(bytes => Uint8Array.from(bytes, (byte, at) => (at === 40 ? byte ^ 1 : byte)))
    expect(await arrive(forged, introduction)).toBe(0)
    for (const copy of [bob, cat])
      expect((await copy.bridge.call('rooms.list', {})).map(({ kind }) => kind)).toEqual(['public'])
  })

  test('waits, and says so, as long as there is no key of theirs', async () => {
    const eve = makeStranger('Eve')
    await talk.inject(bytesOf(makeLog(eve).introduce(Date.now())))
    const found = (await ann.bridge.call('people.list', {})).find(({ name }) => name === 'Eve')
    const room = await ann.bridge.call('rooms.direct', { account: found?.account ?? expect.fail('nobody') })
    expect(room).toMatchObject({ kind: 'direct', with: found?.account, closed: 'pending' })
    await expect(say(ann, room.roomId, 'psst')).rejects.toMatchObject({ code: 'room.pending' })
    expect(await bodies(ann, room.roomId)).toEqual([])
  })

  test('there is none with oneself, or with somebody unknown', async () => {
    const own = await accountOf(ann)
    await expect(ann.bridge.call('rooms.direct', { account: own })).rejects.toMatchObject({ code: 'person.unknown' })
    const nobody = own.replaceAll(/./g, '0') as typeof own
    await expect(ann.bridge.call('rooms.direct', { account: nobody })).rejects.toMatchObject({ code: 'person.unknown' })
  })
})

function kindOf(bytes: Uint8Array): number | undefined {
  const opened = openEntry(bytes)
  return 'malformed' in opened ? undefined : opened.entry.kind
}
