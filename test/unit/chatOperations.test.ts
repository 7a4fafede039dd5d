/** What people say of messages, arriving in any order: new versions, deletions, reactions, pins and topics come to the same. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { indexed } from '../../electron/core/chat/fold.ts'
import { asPublic, publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { openMessage } from '../../electron/core/crypto/bodies.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import type { Entry } from '../../electron/core/crypto/event.ts'
import type { TimelineEvent } from '../../shared/model.ts'
import { removeFolders } from '../support/makeCopy.ts'
import { type Desk, idOf, makeDesk, NOON } from '../support/makeDesk.ts'
import { bytesOf, makeLog, makeStranger, type Stranger, type StrangersLog } from '../support/stranger.ts'

const T = NOON - 60_000
let desks: Desk[] = []
let ann: Desk
let zoe: Stranger
let log: StrangersLog
beforeEach(async () => {
  ann = await desk()
  zoe = makeStranger('Zoe', T)
  log = makeLog(zoe)
})
afterEach(async () => {
  const failed = desks.flatMap(one => one.failed)
  for (const one of desks) await one.close()
  desks = []
  removeFolders()
  expect(failed).toEqual([])
})

async function desk(): Promise<Desk> {
  const made = await makeDesk()
  desks.push(made)
  return made
}

/** What everybody must see alike. */
const alike = (event: TimelineEvent) => ({ ...event, receivedAt: 0 })
const bodyOf = (where: Desk, entry: Entry): string =>
  toHex(where.store.events.facts(entry.id)?.body ?? new Uint8Array())

/** Zoe's introduction and first message, taken. */
async function said(text = 'hello'): Promise<Entry> {
  const entries = [log.introduce(T), log.say(text, T + 1)]
  await ann.receiveAll(entries)
  return entries[1] as Entry
}

describe('whatever arrives first', () => {
  const stories: Array<[string, (m: Entry) => Entry[], Partial<TimelineEvent>]> = [
    ['a new version', m => [log.edit(m, 'hullo', T + 5)], { body: 'hullo', editedAt: T + 5, deleted: false }],
    [
      'two new versions',
      m => [log.edit(m, 'second', T + 5), log.edit(m, 'third', T + 6)],
      { body: 'third', editedAt: T + 6 }
    ],
    ['a deletion', m => [log.redact(m, T + 5)], { body: '', deleted: true, editedAt: null }],
    [
      'a new version and a deletion',
      m => {
        const edit = log.edit(m, 'hullo', T + 5)
        return [edit, log.redact(m, T + 6, { edits: [edit.id] })]
      },
      { body: '', deleted: true, editedAt: null }
    ],
    [
      'a deletion and a later version',
      m => [log.redact(m, T + 5), log.edit(m, 'back again', T + 6)],
      { body: '', deleted: true, editedAt: null }
    ],
    [
      'a reaction that was taken back and put again',
      m => [log.react(m, '👍', T + 5), log.react(m, '👍', T + 6, false), log.react(m, '👍', T + 7)],
      { reactions: [expect.objectContaining({ emoji: '👍', count: 1, mine: false })] }
    ],
    [
      'a reaction that was taken back',
      m => [log.react(m, '👍', T + 5), log.react(m, '👍', T + 6, false)],
      { reactions: [] }
    ],
    ['a pin', m => [log.pin(m, T + 5)], { pinned: expect.objectContaining({ at: T + 5 }) }],
    ['a pin that was taken back', m => [log.pin(m, T + 5), log.pin(m, T + 6, false)], { pinned: null }],
    [
      'reactions and pins of what is deleted',
      m => [log.react(m, '👍', T + 5), log.pin(m, T + 6), log.redact(m, T + 7)],
      { deleted: true, reactions: [], pinned: null }
    ]
  ]
  test.each(stories)('%s comes to the same', async (_, story, expected) => {
    const [introduction, message] = [log.introduce(T), log.say('hello', T + 1)]
    const operations = story(message)
    const orders = [
      [introduction, message, ...operations],
      [introduction, ...operations, message],
      [introduction, ...operations.toReversed(), message],
      [...operations.toReversed(), message, introduction]
    ]
    for (const order of orders) {
      const where = await desk()
      await where.receiveAll(order)
      expect(where.get(message)).toMatchObject(expected)
      expect(where.page()).toHaveLength(1)
    }
  })

  test('random histories of three people look the same at two who got them in different orders', async () => {
    const bob = await desk()
    const word = fc.record({
      who: fc.nat(2),
      on: fc.nat(3),
      kind: fc.constantFrom('edit', 'edit', 'redact', 'react', 'unreact', 'pin', 'unpin', 'topic'),
      emoji: fc.constantFrom('👍', '🎉', '❤️'),
      ms: fc.nat(40)
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 25 }),
        fc.infiniteStream(fc.nat()),
        async (words, random) => {
          run++
          const logs = [0, 1, 2].map(n => makeLog(makeStranger('Zoe', T, `zoe ${run} ${n}`)))
          const messages = logs
            .flatMap(one => [one.introduce(T), one.say('one', T + 1), one.say('two', T + 2)])
            .filter(({ seq }) => seq > 0)
          const at = [T + 3, T + 3, T + 3]
          for (const { who, on, kind, emoji, ms } of words) {
            const [by, target] = [logs[who] as StrangersLog, messages[(who * 2 + on) % messages.length] as Entry]
            at[who] = (at[who] as number) + 1 + ms
            const when = at[who] as number
            if (kind === 'edit') by.edit(target, `version of ${when}`, when)
            if (kind === 'redact')
              by.redact(target, when, {
                edits: by.entries
                  .filter(one => one.kind === 2)
                  .slice(0, 2)
                  .map(({ id }) => id)
              })
            if (kind === 'react' || kind === 'unreact') by.react(target, emoji, when, kind === 'react')
            if (kind === 'pin' || kind === 'unpin') by.pin(target, when, kind === 'pin')
            if (kind === 'topic') by.topic(`topic of ${when}`, when)
          }
          const entries = logs.flatMap(one => one.entries)
          const shuffled = entries
            .map(entry => ({ entry, at: random.next().value as number }))
            .sort((a, b) => a.at - b.at)
          await ann.receiveAll(entries)
          await bob.receiveAll(shuffled.map(({ entry }) => entry))
          for (const message of messages) {
            expect(alike(bob.get(message))).toEqual(alike(ann.get(message)))
            expect(bodyOf(bob, message)).toBe(bodyOf(ann, message))
            expect(bob.timeline.versions(idOf(message))).toEqual(ann.timeline.versions(idOf(message)))
          }
          for (const edit of entries.filter(one => one.kind === 2)) expect(bodyOf(bob, edit)).toBe(bodyOf(ann, edit))
          expect(bob.store.operations.topic(bob.room.num)?.text).toBe(ann.store.operations.topic(ann.room.num)?.text)
          expect(bob.timeline.pinned(bob.roomId).map(alike)).toEqual(ann.timeline.pinned(ann.roomId).map(alike))
        }
      ),
      { numRuns: 40 }
    )
  })
})

describe('of somebody else', () => {
  test('new versions and deletions do not count; reactions and pins do', async () => {
    const hello = await said()
    const eve = makeLog(makeStranger('Eve', T))
    await ann.receiveAll([
      eve.introduce(T),
      eve.edit(hello, 'I am a fool', T + 5),
      eve.redact(hello, T + 6),
      eve.react(hello, '🎉', T + 7),
      eve.pin(hello, T + 8)
    ])
    expect(ann.get(hello)).toMatchObject({
      body: 'hello',
      editedAt: null,
      deleted: false,
      reactions: [{ emoji: '🎉', count: 1, people: [{ name: 'Eve' }] }],
      pinned: { by: { name: 'Eve' }, at: T + 8 }
    })
    expect(ann.timeline.versions(idOf(hello))).toHaveLength(1)
  })

  test('a deletion that names new versions of others erases none of them', async () => {
    const hello = await said()
    const edit = log.edit(hello, 'hullo', T + 2)
    const eve = makeLog(makeStranger('Eve', T))
    const own = [eve.introduce(T), eve.say('mine', T + 3)]
    await ann.receiveAll([edit, ...own, eve.redact(own[1] as Entry, T + 4, { edits: [edit.id, hello.id] })])
    expect(ann.get(hello)).toMatchObject({ body: 'hullo', deleted: false })
    expect(ann.get(own[1] as Entry).deleted).toBe(true)
  })

  test('of whom nobody knows who it is, they count once that is known', async () => {
    const mine = await ann.messages.send({ roomId: ann.roomId, body: 'what is this?' })
    const target = { id: Buffer.from(mine.eventId, 'hex') } as unknown as Entry
    const eve = makeStranger('Eve', T)
    const hers = makeLog(eve)
    hers.introduce(T)
    const own = hers.say('first', T + 1)
    const rest = [hers.edit(own, 'second', T + 2), hers.react(target, '👍', T + 3), hers.pin(target, T + 4)]
    await ann.receiveAll([own, ...rest, hers.redact(own, T + 5)])
    expect(ann.get(target)).toMatchObject({ reactions: [], pinned: null })
    expect(ann.page()).toHaveLength(1)

    const changed = ann.introduce(eve)
    expect(
      ann.timeline
        .some(changed)
        .map(({ eventId }) => eventId)
        .sort()
    ).toEqual([mine.eventId, idOf(own)].sort())
    expect(ann.get(target)).toMatchObject({ reactions: [{ emoji: '👍', count: 1 }], pinned: { by: { name: 'Eve' } } })
    expect(ann.get(own)).toMatchObject({ deleted: true, body: '' })
    expect(bodyOf(ann, own)).toBe('')
  })

  test('what is a day ahead of this clock counts once the clock has come near', async () => {
    const hello = await said()
    const ahead = NOON + 25 * 60 * 60 * 1000
    await ann.receiveAll([
      log.edit(hello, 'from the future', ahead),
      log.react(hello, '👍', ahead + 1),
      log.redact(hello, ahead + 2_000)
    ])
    expect(ann.get(hello)).toMatchObject({ body: 'hello', reactions: [], deleted: false })
    ann.time.now = NOON + 60 * 60 * 1000 + 1_000
    expect(ann.timeline.some(ann.arrive())).toMatchObject([{ body: 'from the future', reactions: [{ emoji: '👍' }] }])
    ann.time.now += 60_000
    ann.arrive()
    expect(ann.get(hello)).toMatchObject({ body: '', deleted: true })
    expect(bodyOf(ann, hello)).toBe('')
  })

  test('they count in the room they were said in only', async () => {
    const hello = await said()
    const elsewhere = makeLog(zoe, 'elsewhere')
    const other = [
      elsewhere.introduce(T),
      elsewhere.edit(hello, 'elsewhere', T + 2),
      elsewhere.redact(hello, T + 3),
      elsewhere.react(hello, '👍', T + 4)
    ]
    const num = ann.store.rooms.prepare(publicRoomId('elsewhere'), 'elsewhere')
    for (const entry of other) {
      const room = { num, ...asPublic(publicRoomId('elsewhere')), joinedAt: T }
      expect(await ann.ingest.receive(bytesOf(entry), room)).toEqual({ verdict: 'accept' })
    }
    expect(ann.get(hello)).toMatchObject({ body: 'hello', deleted: false, reactions: [] })
  })
})

describe('what was deleted', () => {
  test('is gone from the store and from the search, and its header is still the one that was signed', async () => {
    const hello = await said('a unicorn in the garden')
    const edit = log.edit(hello, 'a rhinoceros in the garden', T + 2)
    await ann.receiveAll([edit])
    const found = (word: string) =>
      ann.store.search.find({ match: word, rooms: [ann.room.num], carries: [] }, { limit: 9, count: 9 }).found
    expect([found('unicorn'), found('rhinoceros')]).toEqual([0, 1])
    await ann.receiveAll([log.redact(hello, T + 3, { edits: [edit.id] })])
    expect([found('unicorn'), found('rhinoceros')]).toEqual([0, 0])
    const log1 = ann.store.logs.get(ann.room.num, ann.store.people.device(zoe.device.publicKey)?.num ?? 0)
    const rows = ann.store.entries.between(log1?.num ?? 0, 1, 3)
    expect(rows.map(({ body }) => body.byteLength)).toEqual([0, 0, log.entries.at(-1)?.body.byteLength])
    for (const [n, entry] of [hello, edit].entries()) {
      expect(toHex(rows[n]?.header ?? new Uint8Array())).toBe(toHex(entry.header))
      expect(toHex(rows[n]?.signature ?? new Uint8Array())).toBe(toHex(entry.signature))
    }
    expect(ann.timeline.versions(idOf(hello))).toEqual([])
  })

  test('is quoted as deleted, and what is not here as missing', async () => {
    const hello = await said('a long story')
    const answer = log.write({ text: 'yes', replyTo: hello.id }, T + 2)
    const lost = log.write({ text: 'what?', replyTo: new Uint8Array(32) }, T + 3)
    await ann.receiveAll([answer, lost])
    expect(ann.get(answer).replyTo).toMatchObject({
      eventId: idOf(hello),
      state: 'here',
      sender: { name: 'Zoe' },
      body: 'a long story'
    })
    expect(ann.get(lost).replyTo).toMatchObject({ state: 'missing', sender: null, body: '' })
    await ann.receiveAll([log.edit(hello, 'a short story', T + 4)])
    expect(ann.get(answer).replyTo?.body).toBe('a short story')
    await ann.receiveAll([log.redact(hello, T + 5)])
    expect(ann.get(answer).replyTo).toMatchObject({ state: 'deleted', body: '' })
  })

  test('is not unread any more, and calls nobody', async () => {
    log.introduce(T)
    const call = log.write({ text: '@Ann look', mentions: [{ account: ann.account.accountKey, name: 'Ann' }] }, T + 1)
    await ann.receiveAll(log.entries)
    expect(ann.store.unread.count(ann.room.num, 9)).toEqual({ unread: 1, mentions: 1 })
    expect(ann.get(call).mentionsMe).toBe(true)
    await ann.receiveAll([log.redact(call, T + 2)])
    expect(ann.store.unread.count(ann.room.num, 9)).toEqual({ unread: 0, mentions: 0 })
    expect(ann.get(call)).toMatchObject({ mentionsMe: false, mentions: [] })
  })

  test('in a thread stays in the thread, also for who never had it', async () => {
    const root = await said()
    const answer = log.write({ text: 'in the thread', thread: root.id }, T + 2)
    const redaction = log.redact(answer, T + 3, { thread: root.id, inRoom: false })
    const bob = await desk()
    await ann.receiveAll([answer, redaction])
    await bob.receiveAll(log.entries.filter(entry => entry !== answer))
    const erased = { entry: { ...answer, body: new Uint8Array() }, erased: true, proved: 0 } as const
    expect(await bob.ingest.take(bob.room, [erased])).toBe(1)
    for (const where of [ann, bob]) {
      expect(where.page()).toMatchObject([{ body: 'hello', replies: null }])
      expect(where.get(answer)).toMatchObject({ deleted: true, thread: idOf(root), alsoInRoom: false })
    }
  })

  test('is only taken without its body where its author deleted it', async () => {
    const hello = await said()
    const next = log.say('never mind', T + 2)
    const erased = { entry: { ...next, body: new Uint8Array() }, erased: true, proved: 0 } as const
    expect(await ann.ingest.take(ann.room, [erased])).toBe(0)
    const eve = makeLog(makeStranger('Eve', T))
    await ann.receiveAll([eve.introduce(T), eve.redact(next, T + 3)])
    expect(await ann.ingest.take(ann.room, [erased])).toBe(0)
    await ann.receiveAll([log.redact(next, T + 4)])
    expect(await ann.ingest.take(ann.room, [erased])).toBe(1)
    expect(ann.page().map(({ eventId, deleted }) => [eventId, deleted])).toEqual([
      [idOf(hello), false],
      [idOf(next), true]
    ])
  })
})

describe('reactions', () => {
  test('show forty different emoji and twenty people each, oneself among them', async () => {
    const hello = await said()
    const emoji = Array.from({ length: 45 }, (_, n) => String.fromCodePoint(0x1f400 + n))
    await ann.receiveAll(emoji.map((one, n) => log.react(hello, one, T + 10 + n)))
    expect(ann.get(hello).reactions.map(({ emoji: one }) => one)).toEqual(emoji.slice(0, 40))
    const crowd = Array.from({ length: 25 }, (_, n) => makeLog(makeStranger(`P${n}`, T)))
    for (const [n, one] of crowd.entries())
      await ann.receiveAll([one.introduce(T), one.react(hello, '🐀', T + 100 + n)])
    await ann.messages.react({ eventId: idOf(hello), emoji: '🐀', on: true })
    const [first] = ann.get(hello).reactions
    expect(first).toMatchObject({ emoji: '🐀', count: 27, mine: true })
    expect(first?.people).toHaveLength(20)
    expect(first?.people.at(-1)?.name).toBe('Ann')
  })

  test('of one person on one message count up to the newest hundred', async () => {
    const hello = await said()
    const flood = Array.from({ length: 105 }, (_, n) => log.react(hello, String.fromCodePoint(0x1f400 + n), T + 10 + n))
    await ann.receiveAll(flood.toReversed())
    const emoji = ann.store.operations.on([hello.id]).map(({ value }) => value)
    expect(emoji).toEqual(Array.from({ length: 100 }, (_, n) => String.fromCodePoint(0x1f405 + n)))
  })
})

describe('the topic', () => {
  test('is the newest that anybody set, and stands in the timeline', async () => {
    const eve = makeLog(makeStranger('Eve', T))
    const entries = [log.introduce(T), log.topic('cats', T + 5), eve.introduce(T), eve.topic('dogs', T + 4)]
    await ann.receiveAll(entries.toReversed())
    expect(ann.store.operations.topic(ann.room.num)?.text).toBe('cats')
    expect(ann.page()).toMatchObject([
      { kind: 'topic', body: 'dogs', sender: { name: 'Eve' } },
      { kind: 'topic', body: 'cats', sender: { name: 'Zoe' } }
    ])
    const set = await ann.messages.topic(ann.roomId, '  birds ')
    expect(set).toMatchObject({ kind: 'topic', body: 'birds', mine: true })
    expect(await ann.messages.topic(ann.roomId, 'birds')).toMatchObject({ eventId: set.eventId })
    expect(await ann.messages.topic(ann.roomId, '')).toMatchObject({ kind: 'topic', body: '' })
    await expect(ann.messages.topic(ann.roomId, 'a\u202Eb')).rejects.toMatchObject({ code: 'topic.form' })
    await expect(ann.messages.topic(ann.roomId, 'x'.repeat(251))).rejects.toMatchObject({ code: 'topic.form' })
  })
})

test('what is let go of says nothing of others any more, and is not found', async () => {
  const hello = await said('a unicorn')
  const reaction = log.react(hello, '👍', T + 2)
  const call = log.write({ text: '@Ann', mentions: [{ account: ann.account.accountKey, name: 'Ann' }] }, T + 3)
  await ann.receiveAll([reaction, call])
  const numOf = ({ id }: Entry): number => ann.store.events.facts(id)?.num ?? 0
  const found = (over: object) =>
    ann.store.search.find({ match: undefined, rooms: [ann.room.num], carries: [], ...over }, { limit: 9, count: 9 })
      .found
  const mentions = ann.account.accountKey
  ann.store.transaction(() => ann.store.search.indexWaiting(9, body => indexed(openMessage(body).text)))
  expect([found({ match: 'unicorn' }), found({ mentions })]).toEqual([1, 1])
  ann.store.transaction(() => ann.projection.unplace([reaction, hello, call].map(numOf)))
  expect(ann.get(hello).reactions).toEqual([])
  expect([found({ match: 'unicorn' }), found({ mentions })]).toEqual([0, 0])
})

test('a thread of somebody who is known only now is told of at its root', async () => {
  const hello = await said()
  const eve = makeStranger('Eve', T)
  const hers = makeLog(eve)
  hers.introduce(T)
  await ann.receiveAll([hers.write({ text: 'in the thread', thread: hello.id }, T + 2)])
  expect(ann.get(hello).replies).toBeNull()
  expect(ann.timeline.some(ann.introduce(eve)).map(({ body }) => body)).toContain('hello')
  expect(ann.get(hello).replies).toMatchObject({ count: 1 })
})
