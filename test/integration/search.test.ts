/** Search over a real core: what is found and what is not, in every writing, by every filter, newest first. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../electron/core/store/database.ts'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Handlers } from '../../shared/bridge/rpc.ts'
import { MAX_FOUND } from '../../shared/limits.ts'
import type { SearchResult, TimelineEvent } from '../../shared/model.ts'
import type { Copy } from '../support/makeCopy.ts'
import { createTalk, EVERYONE, roomIdOf, send, type Talk } from '../support/talk.ts'

let talk: Talk
let ann: Copy
beforeEach(async () => {
  talk = createTalk()
  ann = await talk.start('Ann')
})
afterEach(() => talk.end())

type Asked = Parameters<Handlers<Contract>['search.find']>[0]
const find = (asked: Record<string, unknown>): Promise<SearchResult> =>
  ann.bridge.call('search.find', { text: '', limit: 50, ...asked } as Asked)
const bodies = async (asked: Record<string, unknown>): Promise<string[]> =>
  (await find(asked)).hits.map(({ event }) => event.body)
const say = async (...texts: string[]): Promise<TimelineEvent[]> => {
  const said: TimelineEvent[] = []
  for (const text of texts) said.push(await send(ann, text))
  return said
}

test('every word must be there, the last may be a beginning, quoted ones stand together; newest first', async () => {
  await say('tea is ready', 'the kettle is on', 'ready for tea', 'teapot, ready or not')
  expect(await bodies({ text: 'tea' })).toEqual(['teapot, ready or not', 'ready for tea', 'tea is ready'])
  expect(await bodies({ text: 'tea ready' })).toEqual(['ready for tea', 'tea is ready'])
  expect(await bodies({ text: '"is ready"' })).toEqual(['tea is ready'])
  expect(await bodies({ text: '"is rea' })).toEqual(['tea is ready'])
  expect(await bodies({ text: 'ready NOT kettle' })).toEqual([])
  expect(await bodies({ text: 'KETTLE' })).toEqual(['the kettle is on'])
})

test('nothing of somebody blocked is found, but where they are asked for', async () => {
  const bo = await talk.start('Bo')
  await send(bo, 'tea with sugar')
  await say('tea without')
  await expect.poll(async () => (await bodies({ text: 'tea' })).length).toBe(2)
  const from = (await ann.bridge.call('people.list', {}))[0]?.account ?? ('' as never)
  await ann.bridge.call('people.block', { account: from, on: true })
  expect(await bodies({ text: 'tea' })).toEqual(['tea without'])
  expect(await bodies({ text: 'tea', from })).toEqual(['tea with sugar'])
  await ann.bridge.call('people.block', { account: from, on: false })
  expect(await bodies({ text: 'tea' })).toHaveLength(2)
})

test('German is found in every spelling, compounds by their parts', async () => {
  await say('Gruß aus München', 'Gruss aus Muenchen', 'Ein Dampfschiff', 'Die Dampfschifffahrt')
  for (const text of ['münchen', 'MUENCHEN', 'Gruß', 'gruss'])
    expect((await bodies({ text })).toSorted(), text).toEqual(['Gruss aus Muenchen', 'Gruß aus München'])
  expect(await bodies({ text: 'munchen' })).toEqual(['Gruß aus München'])
  expect(await bodies({ text: 'dampf' })).toEqual(['Die Dampfschifffahrt', 'Ein Dampfschiff'])
  const { hits } = await find({ text: 'schiff' })
  expect(hits.map(({ event, marks }) => marks.map(([from, to]) => event.body.slice(from, to)))).toEqual([
    ['schiff'],
    ['schiff']
  ])
  expect(await bodies({ text: 'ampf' })).toEqual([])
})

test('Chinese, Japanese, Korean, Thai, Arabic and emoji are found by any part that people would type', async () => {
  const said = ['今日は天気がいい', '天上', '안녕하세요', 'สวัสดีครับผม', 'قرأت الكِتَابَ أمس', 'done 🎉👍🏽']
  await say(...said)
  const [weather, above, hello, thai, arabic, party] = said
  for (const [text, expected] of [
    ['天', [above, weather]],
    ['天気', [weather]],
    ['気天', []],
    ['녕하', [hello]],
    ['ครับ', [thai]],
    ['كتاب', [arabic]],
    ['والكتاب', [arabic]],
    ['امس', [arabic]],
    ['🎉', [party]],
    ['👍', [party]]
  ] as const)
    expect(await bodies({ text }), text).toEqual(expected)
})

test('the newest version is what is found, and nothing that was deleted', async () => {
  const [first, second] = await say('an old word', 'a secret word')
  if (first === undefined || second === undefined) throw new Error('nothing was sent')
  await ann.bridge.call('timeline.edit', { eventId: first.eventId, body: 'a new word' })
  await ann.bridge.call('timeline.redact', { eventId: second.eventId })
  expect(await bodies({ text: 'old' })).toEqual([])
  expect(await bodies({ text: 'secret' })).toEqual([])
  expect(await find({ text: 'secrat' })).toMatchObject({ suggestion: null })
  expect(await bodies({ text: 'word' })).toEqual(['a new word'])
})

test('filters narrow it: who, where, when, and what is with it', async () => {
  const bo = await talk.start('Bo')
  await ann.bridge.call('rooms.join', { name: 'kitchen' })
  const kitchen = roomIdOf('kitchen')
  await say('tea https://example.org', 'tea `code`')
  const [tea] = await say('plain tea')
  await send(ann, 'kitchen tea', kitchen)
  await send(bo, 'tea for @Ann')
  await expect.poll(() => bodies({ text: 'for' })).toEqual(['tea for @Ann'])
  const eventId = tea?.eventId ?? ''
  await ann.bridge.call('timeline.react', { eventId: eventId as TimelineEvent['eventId'], emoji: '👍', on: true })
  await ann.bridge.call('timeline.pin', { eventId: eventId as TimelineEvent['eventId'], on: true })
  const from = (await ann.bridge.call('people.list', {}))[0]?.account
  const at = tea?.sentAt ?? 0
  expect(await bodies({ from })).toEqual(['tea for @Ann'])
  expect(await bodies({ text: 'tea', roomId: kitchen })).toEqual(['kitchen tea'])
  expect(await bodies({ text: 'tea', has: ['link'] })).toEqual(['tea https://example.org'])
  expect(await bodies({ has: ['code'] })).toEqual(['tea `code`'])
  expect(await bodies({ has: ['reaction', 'pin'] })).toEqual(['plain tea'])
  expect(await bodies({ has: ['mention'] })).toEqual(['tea for @Ann'])
  expect(await bodies({ mentionsMe: true })).toEqual(['tea for @Ann'])
  expect(await bodies({ text: 'tea', after: at + 3_600_000 })).toEqual([])
  expect(await bodies({ text: 'tea', before: at - 3_600_000 })).toEqual([])
  expect(await bodies({ text: 'plain', after: at - 3_600_000, before: at + 3_600_000 })).toEqual(['plain tea'])
  await ann.bridge.call('timeline.react', { eventId: eventId as TimelineEvent['eventId'], emoji: '👍', on: false })
  await ann.bridge.call('timeline.pin', { eventId: eventId as TimelineEvent['eventId'], on: false })
  expect(await bodies({ has: ['reaction'] })).toEqual([])
  expect(await bodies({ has: ['pin'] })).toEqual([])
})

test('a room that was left is not searched, and is again once it is joined again', async () => {
  await say('tea here')
  const { searched } = await find({})
  await ann.bridge.call('rooms.leave', { roomId: EVERYONE })
  expect(await find({ text: 'tea' })).toMatchObject({ hits: [], found: 0, searched: 0 })
  await ann.bridge.call('rooms.join', { name: 'everyone' })
  expect(await find({ text: 'tea' })).toMatchObject({ found: 1, searched })
})

test('a word that is nowhere brings one that is like it, spelled as it was', async () => {
  await say('The Winch is stuck', 'another Winch')
  expect(await find({ text: 'wnch' })).toMatchObject({ found: 0, suggestion: 'Winch' })
  expect(await find({ text: 'iwnch stuck' })).toMatchObject({ found: 0, suggestion: 'Winch' })
  expect(await find({ text: 'entirely' })).toMatchObject({ found: 0, suggestion: null })
  expect(await find({ text: 'winch' })).toMatchObject({ found: 2, suggestion: null })
})

test('whatever is typed is searched, never an error; nothing is asked for nothing', async () => {
  await say('tea')
  for (const text of [
    '"',
    '""',
    'tea"',
    'NEAR(tea',
    '*',
    'text:',
    '-',
    '{also}:tea',
    '^tea',
    'a AND',
    '\0',
    '\uD800',
    '(((',
    '%'
  ])
    await expect(find({ text }), text).resolves.toHaveProperty('hits')
  expect(await find({})).toMatchObject({ hits: [], found: 0, searched: 1 })
  expect(await find({ text: ' ' })).toMatchObject({ hits: [], found: 0 })
  expect(await find({ text: '?!', has: ['link'] })).toMatchObject({ hits: [], found: 0 })
})

test('what is found often is told page by page and counted up to a limit, as what is found seldom is', async () => {
  const words = Array.from({ length: 2_600 }, (_, n) => `common ${n % 2 === 0 ? 'even' : 'odd'} ${n}`)
  for (let n = 0; n < words.length; n += 500) await Promise.all(words.slice(n, n + 500).map(text => send(ann, text)))
  for (const [text, all] of [
    ['common', 2_600],
    ['even', 1_300],
    ['odd 12', 55]
  ] as const) {
    const seen: string[] = []
    let behind: string | undefined
    for (;;) {
      const { hits, found } = await find({ text, limit: 200, ...(behind === undefined ? {} : { behind }) })
      expect(found).toBe(Math.min(all, MAX_FOUND))
      if (hits.length === 0) break
      seen.push(...hits.map(({ event }) => event.orderKey))
      behind = hits.at(-1)?.event.orderKey
    }
    expect(new Set(seen).size, text).toBe(all)
    expect(seen).toEqual(seen.toSorted().reverse())
  }
})

test('messages that are older than the index come into it after the start, the newest version of each', async () => {
  const [, changed] = await say('an early word', 'a later word')
  const eventId = changed?.eventId ?? ('' as TimelineEvent['eventId'])
  await ann.bridge.call('timeline.edit', { eventId, body: 'the latest word' })
  await ann.stop()
  forgetIndex(ann.dataDir)
  ann = await talk.start(undefined, { dataDir: ann.dataDir })
  await expect.poll(() => bodies({ text: 'word' })).toEqual(['the latest word', 'an early word'])
  await say('a new word')
  expect(await bodies({ text: 'word' })).toEqual(['a new word', 'the latest word', 'an early word'])
})

/** As a store is that a version without search has written: but for what was edited since. */
function forgetIndex(dataDir: string): void {
  const { key } = JSON.parse(readFileSync(join(dataDir, 'key.json'), 'utf8')) as { key: string }
  const db = openDatabase(join(dataDir, 'earshot.db'), Buffer.from(key, 'base64'))
  db.exec(`DELETE FROM words WHERE rowid IN (SELECT num FROM events WHERE substr(order_key, 9) NOT IN (SELECT target FROM operations));
    INSERT INTO unindexed SELECT max(num) FROM events`)
  expect(db.prepare('SELECT count(*) AS n FROM words_docsize').get()).toEqual({ n: 1 })
  db.close()
}
