/** A device that writes two histories: proved, frozen and shown, and the proof goes round. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { encodeMessage } from '../../electron/core/crypto/bodies.ts'
import { type Entry, KIND } from '../../electron/core/crypto/event.ts'
import type { Person, Room } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bytesOf, hlcAt, makeLog, makeStranger, type StrangersLog } from '../support/stranger.ts'
import { answerAs } from '../support/syncStranger.ts'
import { bodies, createTalk, EVERYONE, page, room, send, type Talk } from '../support/talk.ts'

const AT = Date.now() - 60_000
const zoe = makeStranger('Zoe')
let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const fill = (copy: Copy): Promise<Room> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })
const zoeAt = async (copy: Copy): Promise<Person | undefined> =>
  (await copy.bridge.call('people.list', {})).find(({ name }) => name === 'Zoe')
const isForked = async (copy: Copy): Promise<boolean> => (await zoeAt(copy))?.forked ?? false

/** Two logs that share their beginning and then go apart, by one hand. */
function twoHistories(shared: number, apart: number): { one: StrangersLog; other: StrangersLog } {
  const [one, other] = [makeLog(zoe), makeLog(zoe)]
  for (const log of [one, other]) {
    log.introduce(AT)
    for (let n = 1; n < shared; n++) log.say(`both ${n}`, AT + n)
  }
  for (let n = 0; n < apart; n++) {
    one.say(`one ${n}`, AT + 100 + n)
    other.say(`other ${n}`, AT + 100 + n)
  }
  return { one, other }
}

async function hear(copies: Copy[], entries: readonly Entry[]): Promise<void> {
  // everybody on the LAN hears what is injected: those who shall not are cut off by losing it
  for (const entry of entries) await talk.inject(bytesOf(entry))
  for (const copy of copies) await eventually(async () => expect((await page(copy)).length).toBeGreaterThan(0))
}

test('two entries with one number: frozen from there on, marked, and nothing later is taken', async () => {
  const ann = await talk.start('Ann')
  const { one, other } = twoHistories(3, 3)
  await hear([ann], one.entries.slice(0, 4))
  const [verdict] = await talk.inject(bytesOf(other.entries[3] as Entry))
  expect(verdict).toEqual({ verdict: 'ignore', reason: 'two entries with one number' })
  expect(await isForked(ann)).toBe(true)
  for (const entry of [...one.entries.slice(4), ...other.entries.slice(4)]) {
    expect(await talk.inject(bytesOf(entry))).toEqual([{ verdict: 'ignore', reason: 'its log is frozen' }])
  }
  const events = await page(ann)
  expect(events.map(({ body }) => body)).toEqual(['both 1', 'both 2', 'one 0'])
  expect(events.every(({ forked }) => forked)).toBe(true)
})

test('an entry that names another predecessor than the one that is held proves it too', async () => {
  const ann = await talk.start('Ann')
  const { one, other } = twoHistories(3, 3)
  await hear([ann], one.entries.slice(0, 4))
  expect(await talk.inject(bytesOf(other.entries[4] as Entry))).toEqual([{ verdict: 'ignore', reason: 'broken chain' }])
  expect(await isForked(ann)).toBe(true)
})

test('it is frozen in the room where it happened only, and stays so over a restart', async () => {
  const ann = await talk.start('Ann')
  const { one, other } = twoHistories(2, 1)
  await hear([ann], one.entries)
  await talk.inject(bytesOf(other.entries[2] as Entry))
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  expect(await isForked(again)).toBe(true)
  expect(await talk.inject(bytesOf(one.say('later', AT + 500)))).toEqual([
    { verdict: 'ignore', reason: 'its log is frozen' }
  ])
  await again.bridge.call('rooms.join', { name: 'elsewhere' })
  const there = makeLog(zoe, 'elsewhere')
  there.introduce(AT)
  expect(await talk.inject(bytesOf(there.entries[0] as Entry), 'elsewhere')).toEqual([{ verdict: 'accept' }])
})

test('the proof reaches somebody who saw one branch only, all hold the same up to the fork, and then there is quiet', async () => {
  const ann = await talk.start('Ann')
  const { one, other } = twoHistories(5, 4)
  await hear([ann], one.entries)
  const bo = await talk.start('Bo')
  await fill(bo)
  expect(await bodies(bo)).toEqual(await bodies(ann))
  talk.lan.trouble({ gossip: async () => undefined }) // from here on only syncs bring anything
  const asked = await answerAs(talk, zoe, { entries: [] })
  await talk.lan.inject('nowhere', new Uint8Array())
  const cy = await talk.start('Cy')
  await fill(cy)
  // Ann alone is told the other branch
  const proof = {
    header: (one.entries[5] as Entry).header,
    signature: (one.entries[5] as Entry).signature,
    header2: (other.entries[5] as Entry).header,
    signature2: (other.entries[5] as Entry).signature
  }
  await asked.network.stop()
  const teller = await answerAs(talk, makeStranger('Yan'), {
    entries: [],
    claim: frontier => ({ ...frontier, forks: [proof] })
  })
  for (const copy of [ann, bo, cy]) await eventually(async () => expect(await isForked(copy)).toBe(true))
  await teller.network.stop()
  for (const copy of [ann, bo, cy]) await fill(copy)
  const counts = await Promise.all([ann, bo, cy].map(async copy => (await room(copy)).history))
  expect(new Set(counts.map(({ known }) => known)).size).toBe(1)
})

test('a branch told to each: once they meet, the newest entries give it away', async () => {
  const { one, other } = twoHistories(3, 6)
  const ann = await talk.start('Ann')
  await hear([ann], one.entries)
  await ann.stop()
  const bo = await talk.start('Bo')
  await hear([bo], other.entries)
  const again = await talk.start(undefined, { dataDir: ann.dataDir })
  for (const copy of [again, bo]) await vi.waitFor(async () => expect(await isForked(copy)).toBe(true), 10_000)
})

test('a late joiner learns of the fork with the log itself', async () => {
  const ann = await talk.start('Ann')
  const { one, other } = twoHistories(4, 2)
  await hear([ann], one.entries)
  await talk.inject(bytesOf(other.entries[4] as Entry))
  const bo = await talk.start('Bo')
  expect((await fill(bo)).history.state).toBe('whole')
  expect(await isForked(bo)).toBe(true)
  expect(await bodies(bo)).toEqual(['both 1', 'both 2', 'both 3'])
  // nothing is left to say: a further round compares and fetches nothing
  for (const copy of [ann, bo, ann]) await fill(copy)
  let frames = 0
  talk.lan.trouble({
    frame(entries) {
      frames++
      return entries
    }
  })
  for (const copy of [ann, bo, ann, bo]) await fill(copy)
  expect(frames).toBe(0)
})

test('a false proof changes nothing', async () => {
  const ann = await talk.start('Ann')
  const { one } = twoHistories(4, 2)
  await hear([ann], one.entries)
  const [, first, second, third] = one.entries as [Entry, Entry, Entry, Entry]
  const mallory = makeStranger('Mallory')
  const openForged = (bytes: Uint8Array) => bytes
  const proofs = [
    // the same entry twice; two that follow each other; two far apart
    [first, first],
    [first, second],
    [first, third],
    // another's signature
    [first, { ...first, header: second.header, signature: mallory.device.sign(second.id) }],
    // a changed header under the old signature
    [first, { ...first, header: Uint8Array.from([...first.header.slice(0, -1), 9]) }],
    [first, { ...first, header: new Uint8Array(3) }]
  ] as const
  const asked = await answerAs(talk, mallory, {
    entries: [],
    claim: frontier => ({
      ...frontier,
      forks: proofs.map(([a, b]) => ({
        header: openForged(a.header),
        signature: a.signature,
        header2: b.header,
        signature2: b.signature
      }))
    })
  })
  await fill(ann)
  expect(asked.comparisons.length).toBeGreaterThan(0)
  expect(await isForked(ann)).toBe(false)
  for (const verdict of await talk.inject(bytesOf(one.say('and on', AT + 900))))
    expect(verdict).toEqual({ verdict: 'accept' })
})

test('a proof about somebody who never wrote here is not kept', async () => {
  const ann = await talk.start('Ann')
  await send(ann, 'hello')
  const { one, other } = twoHistories(2, 1)
  const [a, b] = [one.entries[2] as Entry, other.entries[2] as Entry]
  await answerAs(talk, makeStranger('Yan'), {
    entries: [],
    claim: frontier => ({
      ...frontier,
      forks: [{ header: a.header, signature: a.signature, header2: b.header, signature2: b.signature }]
    })
  })
  await fill(ann)
  expect(await zoeAt(ann)).toBeUndefined()
})

test('two branches that part at the very first entry leave nothing of it standing for who comes later', async () => {
  const [one, other] = [makeLog(zoe), makeLog(zoe)]
  one.introduce(AT)
  other.introduce(AT + 1)
  one.add(KIND.message, encodeMessage({ text: 'one' }), hlcAt(AT + 5))
  const ann = await talk.start('Ann')
  await hear([], one.entries)
  expect(await talk.inject(bytesOf(other.entries[0] as Entry))).toEqual([
    { verdict: 'ignore', reason: 'two entries with one number' }
  ])
  const bo = await talk.start('Bo')
  await fill(bo)
  expect(await bodies(bo)).toEqual([])
  expect((await room(bo)).history.state).toBe('whole')
  expect(await isForked(ann)).toBe(true)
})
