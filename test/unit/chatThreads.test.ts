/** Threads: where answers stand, who follows, what is unread there; and what the own hand does with messages. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asPublic, publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import type { Entry } from '../../electron/core/crypto/event.ts'
import { EventId, type OrderKey, type TimelineEvent } from '../../shared/model.ts'
import { removeFolders } from '../support/makeCopy.ts'
import { type Desk, idOf, makeDesk, NOON } from '../support/makeDesk.ts'
import { bytesOf, makeLog, makeStranger, type StrangersLog } from '../support/stranger.ts'

const T = NOON - 60_000
const refused = (code: string) => expect.objectContaining({ code })
let ann: Desk
let zoe: StrangersLog
let eve: StrangersLog
beforeEach(async () => {
  ann = await makeDesk()
  zoe = makeLog(makeStranger('Zoe', T))
  eve = makeLog(makeStranger('Eve', T))
  await ann.receiveAll([zoe.introduce(T), eve.introduce(T)])
})
afterEach(async () => {
  expect(ann.failed).toEqual([])
  await ann.close()
  removeFolders()
})

const send = (body: string, over: Omit<Parameters<Desk['messages']['send']>[0], 'roomId' | 'body'> = {}) =>
  ann.messages.send({ roomId: ann.roomId, body, ...over })
/** An event of ours as others name it. */
const asTarget = (event: TimelineEvent) => ({ id: new Uint8Array(Buffer.from(event.eventId, 'hex')) }) as Entry
const thread = (eventId: EventId) => ann.threads.page(eventId, { at: 'newest' }, 50).events
const texts = (events: readonly TimelineEvent[]): string[] => events.map(({ body }) => body)

describe('a thread', () => {
  test('holds its answers, in order, out of the room unless they are shown there too', async () => {
    const root = await send('who is in?')
    const id = asTarget(root).id
    await ann.receiveAll([
      zoe.write({ text: 'me', thread: id }, T + 1),
      eve.write({ text: 'me too', thread: id, inRoom: true }, T + 2),
      zoe.write({ text: 'great', thread: id }, T + 3)
    ])
    expect(texts(ann.page())).toEqual(['me too', 'who is in?'])
    expect(texts(thread(root.eventId))).toEqual(['me', 'me too', 'great'])
    expect(thread(root.eventId).map(({ alsoInRoom }) => alsoInRoom)).toEqual([false, true, false])
    expect(ann.threads.page(root.eventId, { at: 'oldest' }, 1)).toMatchObject({ older: 0, newer: 2 })
    expect(ann.timeline.page(ann.roomId, { at: 'newest' }, 1)).toMatchObject({ older: 1, newer: 0 })
    expect(ann.timeline.get(root.eventId).replies).toMatchObject({
      count: 3,
      lastAt: T + 3,
      people: [{ name: 'Zoe' }, { name: 'Eve' }],
      unread: 3,
      followed: true
    })
  })

  test('counts neither what was deleted nor what is said of its root in another room', async () => {
    const root = await send('who is in?')
    const answer = zoe.write({ text: 'me', thread: asTarget(root).id }, T + 1)
    await ann.receiveAll([answer, zoe.redact(answer, T + 2, { thread: asTarget(root).id, inRoom: false })])
    const elsewhere = makeLog(makeStranger('Una', T), 'elsewhere')
    const roomId = publicRoomId('elsewhere')
    const room = { num: ann.store.rooms.prepare(roomId, 'elsewhere'), ...asPublic(roomId), joinedAt: T }
    for (const entry of [elsewhere.introduce(T), elsewhere.write({ text: 'here', thread: asTarget(root).id }, T + 1)])
      expect(await ann.ingest.receive(bytesOf(entry), room)).toEqual({ verdict: 'accept' })
    expect(ann.timeline.get(root.eventId).replies).toBeNull()
    expect(thread(root.eventId)).toMatchObject([{ deleted: true }])
  })

  test('is told of: its root looks different whenever something in it changes', async () => {
    const root = await send('who is in?')
    const num = ann.store.events.facts(asTarget(root).id)?.num
    const answer = zoe.write({ text: 'me', thread: asTarget(root).id }, T + 1)
    await ann.receiveAll([answer])
    expect(ann.told.at(-1)?.shown).toContain(num)
    await ann.receiveAll([zoe.redact(answer, T + 2)])
    expect(ann.told.at(-1)?.shown).toContain(num)
  })

  test('whose root is not here can be read and answered', async () => {
    const lost = { id: new Uint8Array(32).fill(7) } as Entry
    await expect(async () => ann.threads.page(idOf(lost), { at: 'newest' }, 9)).rejects.toEqual(refused('not-found'))
    await expect(send('hello?', { thread: idOf(lost) })).rejects.toEqual(refused('not-found'))
    await ann.receiveAll([zoe.write({ text: 'as I said', thread: lost.id }, T + 1)])
    expect(await send('indeed', { thread: idOf(lost) })).toMatchObject({ thread: idOf(lost) })
    expect(texts(thread(idOf(lost)))).toEqual(['as I said', 'indeed'])
    expect(ann.threads.list()).toMatchObject([{ eventId: idOf(lost), root: null, last: { body: 'indeed' } }])
  })

  test('does not hang on a thread: what is said to an answer goes to the root', async () => {
    const root = await send('who is in?')
    const inside = zoe.write({ text: 'me', thread: asTarget(root).id }, T + 1)
    const both = zoe.write({ text: 'me again', thread: asTarget(root).id, inRoom: true }, T + 2)
    await ann.receiveAll([inside, both])
    expect(await send('a', { thread: idOf(inside) })).toMatchObject({ thread: root.eventId, alsoInRoom: false })
    expect(await send('b', { replyTo: idOf(inside) })).toMatchObject({
      thread: root.eventId,
      replyTo: { eventId: idOf(inside), body: 'me' }
    })
    expect(await send('c', { thread: idOf(both), alsoInRoom: true })).toMatchObject({
      thread: root.eventId,
      alsoInRoom: true
    })
    expect(await send('d', { replyTo: idOf(both) })).toMatchObject({ thread: null, replyTo: { body: 'me again' } })
  })
})

describe('following', () => {
  test('begins where one wrote, began it, or was called by name, and ends by hand until one writes again', async () => {
    const begun = zoe.say('shall we?', T + 1)
    await ann.receiveAll([begun, eve.write({ text: 'yes', thread: begun.id }, T + 2)])
    expect(ann.get(begun).replies).toMatchObject({ followed: false, unread: 0 })
    expect(ann.threads.list()).toEqual([])

    const call = { text: '@Ann too?', thread: begun.id, mentions: [{ account: ann.account.accountKey, name: 'Ann' }] }
    await ann.receiveAll([eve.write(call, T + 3)])
    expect(ann.get(begun).replies).toMatchObject({ followed: true, unread: 1 })

    ann.threads.follow(idOf(begun), false)
    await ann.receiveAll([eve.write(call, T + 4)])
    expect(ann.get(begun).replies).toMatchObject({ followed: false, unread: 0 })
    await send('fine', { thread: idOf(begun) })
    expect(ann.get(begun).replies?.followed).toBe(true)
  })

  test('by hand begins with what comes from then on', async () => {
    const begun = zoe.say('shall we?', T + 1)
    await ann.receiveAll([begun, eve.write({ text: 'yes', thread: begun.id }, T + 2)])
    ann.threads.follow(idOf(begun), true)
    expect(ann.changed.threads).toBe(1)
    expect(ann.timeline.some(ann.changed.rows)).toMatchObject([{ eventId: idOf(begun) }])
    expect(ann.get(begun).replies).toMatchObject({ followed: true, unread: 0 })
    await ann.receiveAll([eve.write({ text: 'really', thread: begun.id }, T + 3)])
    expect(ann.get(begun).replies?.unread).toBe(1)
  })

  test('lists threads by their last message, with what is unread until it was read', async () => {
    const [one, two] = [await send('one'), await send('two')]
    const early = zoe.write({ text: 'early', thread: asTarget(one).id }, T + 1)
    const late = zoe.write({ text: 'late', thread: asTarget(one).id }, T + 9)
    await ann.receiveAll([early, eve.write({ text: 'to two', thread: asTarget(two).id }, T + 5), late])
    const list = () => ann.threads.list().map(({ root, last, replies }) => [root?.body, last.body, replies.unread])
    expect(list()).toEqual([
      ['one', 'late', 2],
      ['two', 'to two', 1]
    ])
    const [first] = thread(one.eventId)
    await ann.threads.read(one.eventId, first?.orderKey as OrderKey)
    expect(list()[0]).toEqual(['one', 'late', 1])
    await ann.receiveAll([zoe.redact(late, T + 10, { thread: asTarget(one).id })])
    expect(list()).toEqual([
      ['two', 'to two', 1],
      ['one', 'early', 0]
    ])
  })

  test('a draft is kept for each thread, and follows nothing', async () => {
    const begun = zoe.say('shall we?', T + 1)
    const answer = eve.write({ text: 'yes', thread: begun.id }, T + 2)
    await ann.receiveAll([begun, answer])
    ann.threads.draft(idOf(answer), 'I would')
    expect([ann.threads.drafts(idOf(begun)), ann.get(begun).replies?.followed]).toEqual(['I would', false])
    const call = { text: '@Ann?', thread: begun.id, mentions: [{ account: ann.account.accountKey, name: 'Ann' }] }
    await ann.receiveAll([eve.write(call, T + 3)])
    expect([ann.threads.drafts(idOf(begun)), ann.get(begun).replies?.followed]).toEqual(['I would', true])
  })
})

describe('the own hand', () => {
  test('changes, marks, pins and deletes', async () => {
    const sent = await send('helo')
    const { eventId } = sent
    expect(await ann.messages.edit({ eventId, body: 'hello' })).toMatchObject({
      eventId,
      body: 'hello',
      editedAt: expect.any(Number)
    })
    expect(ann.timeline.versions(eventId).map(({ body }) => body)).toEqual(['helo', 'hello'])
    expect(await ann.messages.react({ eventId, emoji: '👍', on: true })).toMatchObject({
      reactions: [{ emoji: '👍', mine: true }]
    })
    expect(await ann.messages.pin(eventId, true)).toMatchObject({ pinned: { by: { name: 'Ann' } } })
    expect(ann.timeline.pinned(ann.roomId).map(one => one.eventId)).toEqual([eventId])
    expect(await ann.messages.react({ eventId, emoji: '👍', on: false })).toMatchObject({ reactions: [] })
    expect(await ann.messages.redact(eventId)).toMatchObject({ deleted: true, body: '', pinned: null, editedAt: null })
    expect(ann.timeline.pinned(ann.roomId)).toEqual([])
    expect(ann.store.operations.pins(ann.room.num)).toBe(0)
    // its versions went with it
    const bodies = ann.store.entries.between(ann.store.logs.get(ann.room.num, ann.account.deviceNum)?.num ?? 0, 1, 2)
    expect(bodies.map(({ body }) => body.byteLength)).toEqual([0, 0])
  })

  test('says nothing twice', async () => {
    const { eventId } = await send('hello')
    const before = ann.told.length
    await ann.messages.edit({ eventId, body: 'hello  ' })
    await ann.messages.react({ eventId, emoji: '👍', on: false })
    await ann.messages.pin(eventId, false)
    expect(ann.told.length).toBe(before)
  })

  test('is told what it may not do', async () => {
    const hers = zoe.say('mine', T + 1)
    const gone = zoe.say('gone', T + 2)
    await ann.receiveAll([hers, gone, zoe.redact(gone, T + 3), zoe.topic('cats', T + 4)])
    const topic = ann.page().find(({ kind }) => kind === 'topic')?.eventId as EventId
    const unknown = EventId.parse('ab'.repeat(32))
    const { messages } = ann
    const attempts: Array<[Promise<unknown>, string]> = [
      [messages.edit({ eventId: idOf(hers), body: 'yours' }), 'msg.not-yours'],
      [messages.redact(idOf(hers)), 'msg.not-yours'],
      [messages.redact(unknown), 'not-found'],
      [messages.redact(topic), 'not-found'],
      [messages.react({ eventId: topic, emoji: '👍', on: true }), 'not-found'],
      [messages.react({ eventId: idOf(gone), emoji: '👍', on: true }), 'msg.deleted'],
      [messages.pin(idOf(gone), true), 'msg.deleted'],
      [send('what?', { replyTo: idOf(gone) }), 'msg.deleted'],
      [send('what?', { thread: idOf(gone) }), 'msg.deleted'],
      [send('what?', { replyTo: unknown }), 'not-found'],
      ...['ok', '1', '👍👍', '', ' ', '❤', '🇸'].map(
        emoji => [messages.react({ eventId: idOf(hers), emoji, on: true }), 'msg.emoji'] as [Promise<unknown>, string]
      )
    ]
    for (const [attempt, code] of attempts) await expect(attempt).rejects.toEqual(refused(code))
    const { eventId } = await send('hello')
    await messages.redact(eventId)
    await expect(messages.edit({ eventId, body: 'again' })).rejects.toEqual(refused('msg.deleted'))
    await expect(messages.redact(eventId)).rejects.toEqual(refused('msg.deleted'))
    ann.store.rooms.leave(ann.room.roomId, NOON)
    await expect(messages.pin(idOf(hers), true)).rejects.toEqual(refused('room.not-joined'))
    await expect(send('hello?')).rejects.toEqual(refused('room.not-joined'))
  })

  test('edits a message a hundred times, and no more', async () => {
    const { eventId } = await send('version 0')
    for (let n = 1; n <= 100; n++) await ann.messages.edit({ eventId, body: `version ${n}` })
    await expect(ann.messages.edit({ eventId, body: 'version 101' })).rejects.toEqual(refused('msg.edits'))
    expect(ann.timeline.versions(eventId)).toHaveLength(101)
    await ann.messages.redact(eventId)
    expect(ann.timeline.versions(eventId)).toEqual([])
  })

  test('keeps the thread and what it answers when it edits', async () => {
    const root = zoe.say('who is in?', T + 1)
    await ann.receiveAll([root])
    const sent = await send('me', { thread: idOf(root), replyTo: idOf(root) })
    expect(await ann.messages.edit({ eventId: sent.eventId, body: 'not me' })).toMatchObject({
      thread: idOf(root),
      replyTo: { eventId: idOf(root) },
      body: 'not me'
    })
  })

  test('says when it wrote where its clock follows one that is ahead', async () => {
    expect((await send('on time')).sentAt).toBe(NOON)
    await ann.receiveAll([zoe.say('from ahead', NOON + 50_000)])
    expect((await send('a little late')).sentAt).toBe(NOON + 50_000)
    await ann.receiveAll([zoe.say('from further ahead', NOON + 3_600_000)])
    const sent = await send('late')
    expect(sent.sentAt).toBe(NOON)
    expect(texts(ann.page()).at(-1)).toBe('late')
  })

  test('a time that lies behind the order is not believed', async () => {
    const liar = zoe.write({ text: 'later than you think', sentAt: NOON }, T + 1)
    await ann.receiveAll([liar])
    expect(ann.get(liar).sentAt).toBe(T + 1)
  })
})

describe('calling by name', () => {
  test('reaches the members of the room by their names, and counts as a mention with them', async () => {
    const sent = await send('@Zoe and @EVE, have you seen @Nobody?')
    expect(sent.mentions.map(({ name }) => name)).toEqual(['Zoe', 'EVE'])
    expect(sent.mentionsMe).toBe(false)
    const edited = await ann.messages.edit({ eventId: sent.eventId, body: '@Eve, have you?' })
    expect(edited.mentions.map(({ name }) => name)).toEqual(['Eve'])
  })

  test('of several with one name reaches those that were chosen, or all', async () => {
    const other = makeStranger('Zoe', T, 'another Zoe')
    await ann.receiveAll([makeLog(other).introduce(T)])
    expect((await send('@Zoe')).mentions).toHaveLength(2)
    const [chosen] = (await send('@Zoe')).mentions
    const sent = await send('@zoe', { mentions: chosen === undefined ? [] : [chosen.account] })
    expect(sent.mentions).toEqual([{ account: chosen?.account, name: 'zoe' }])
  })

  test('is unread twice over for who is called, but not what was said before joining', async () => {
    const call = { text: '@Ann', mentions: [{ account: ann.account.accountKey, name: 'Ann' }] }
    const hers = zoe.say('news', T + 1)
    await ann.receiveAll([hers, zoe.write(call, T + 2), zoe.edit(hers, '@Ann news', T + 3, call.mentions)])
    expect(ann.store.unread.count(ann.room.num, 9)).toEqual({ unread: 2, mentions: 1 })
    expect(ann.get(hers).mentionsMe).toBe(true)
    const old = eve.write(call, ann.room.joinedAt - 1)
    const before = { entry: old, erased: false, proved: 0 } as const
    expect(await ann.ingest.take(ann.room, [before])).toBe(0) // her introduction is later: time runs backwards
    const una = makeLog(makeStranger('Una', 1))
    await ann.ingest.take(ann.room, [{ entry: una.introduce(ann.room.joinedAt - 2), erased: false, proved: 1 }])
    const history = una.write(call, ann.room.joinedAt - 1)
    expect(await ann.ingest.take(ann.room, [{ entry: history, erased: false, proved: 1 }])).toBe(1)
    expect(ann.store.unread.count(ann.room.num, 9)).toEqual({ unread: 2, mentions: 1 })
  })
})
