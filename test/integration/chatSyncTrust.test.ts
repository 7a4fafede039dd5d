/** Whom a sync trusts and blames: what others wrote or spoilt is not held against whoever passes it on. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KIND } from '../../electron/core/crypto/event.ts'
import type { Room } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bytesOf, hlcAt, makeLog, makeStranger, type StrangersLog } from '../support/stranger.ts'
import { answerAs } from '../support/syncStranger.ts'
import { bodies, createTalk, EVERYONE, page, room, type Talk } from '../support/talk.ts'

const AT = Date.now() - 3_600_000
const zoe = makeStranger('Zoe')
const bo = makeStranger('Bo')
let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const fill = (copy: Copy): Promise<Room> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })

function logOf(count: number, at = AT): StrangersLog {
  const log = makeLog(zoe)
  log.introduce(at)
  for (let n = 1; n < count; n++) log.say(`line ${n}`, at + n)
  return log
}
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `line ${from + n}`)

test('whoever holds what is not taken here, since its author lied, is asked once and not blamed', async () => {
  const log = logOf(6)
  log.say('backwards', AT - 60_000)
  for (let n = 7; n < 10; n++) log.say(`line ${n}`, AT + n)
  const ann = await talk.start('Ann')
  for (const entry of log.entries.slice(0, 6)) await talk.inject(bytesOf(entry))
  const asked = await answerAs(talk, bo, { entries: log.entries.filter(({ seq }) => seq !== 5), knows: [zoe] })
  for (let n = 0; n < 3; n++) await fill(ann)
  expect(await bodies(ann)).toEqual([...lines(1, 5), ...lines(7, 9)])
  // there is nothing to gain from it any more: the two digests are remembered
  expect(asked.comparisons.at(-1)?.rooms[0]?.seen).toEqual(new Uint8Array(32).fill(7))
  const before = asked.parts.length
  await fill(ann)
  expect(asked.parts.length).toBe(before)
})

test('an entry that says what it may not say costs nothing of what is chained below it', async () => {
  const log = logOf(30)
  log.add(KIND.message, new Uint8Array([1, 2, 3]), hlcAt(AT + 30))
  for (let n = 31; n < 60; n++) log.say(`line ${n}`, AT + n)
  const ann = await talk.start('Ann')
  await answerAs(talk, bo, { entries: log.entries, knows: [zoe] })
  await fill(ann)
  expect(await bodies(ann)).toEqual([...lines(1, 29), ...lines(31, 59)])
})

test('a signature that somebody spoilt on the way does not keep back what it says nothing about', async () => {
  const log = logOf(40)
  const ann = await talk.start('Ann')
  await answerAs(talk, bo, {
    entries: log.entries,
    knows: [zoe],
    // the newest and the one in the middle cannot be proved; neither is the fault of who passes them on
    give: (_, asked) => [
      asked
        .filter(({ header }) => header !== log.entries[21]?.header)
        .map((entry, n) => (n === 0 || entry.header === log.entries[20]?.header ? spoilt(entry) : entry))
    ]
  })
  await fill(ann)
  const here = await bodies(ann)
  expect(here).toEqual(expect.arrayContaining([...lines(1, 19), ...lines(22, 38)]))
  expect(here).not.toContain('line 20')
})
const spoilt = <T extends { signature: Uint8Array }>(entry: T): T => ({ ...entry, signature: new Uint8Array(64) })

test('what was too old to be kept is fetched as soon as more is kept, though nothing else has changed', async () => {
  const log = logOf(20, AT - 90 * 86_400_000)
  let now = Date.now()
  const ann = await talk.start('Ann', { now: () => now })
  await ann.bridge.call('rooms.keep', { roomId: EVERYONE, keep: { days: 30, megabytes: null } })
  await answerAs(talk, makeStranger('Cy'), { entries: [] }) // says what the time is
  await fill(ann)
  now += 11_000
  await answerAs(talk, bo, { entries: log.entries, knows: [zoe] })
  for (let n = 0; n < 2; n++) await fill(ann)
  const before = (await page(ann)).length
  await ann.bridge.call('rooms.keep', { roomId: EVERYONE, keep: { days: null, megabytes: null } })
  await eventually(async () => expect(await bodies(ann)).toEqual(lines(1, 19)))
  expect(before).toBe(0)
})

test('whoever quits in the middle of a sync does not wait for the rest of it', async () => {
  const log = logOf(2_000)
  const ann = await talk.start('Ann')
  const frames = { given: 0 }
  await answerAs(talk, bo, {
    entries: log.entries,
    knows: [zoe],
    *give(_, asked) {
      for (let at = 0; at < asked.length; at += 8) {
        frames.given++
        yield asked.slice(at, at + 8)
      }
    }
  })
  await vi.waitFor(async () => expect((await room(ann)).history.held).toBeGreaterThan(50), {
    timeout: 10_000,
    interval: 5
  })
  await ann.stop()
  expect(frames.given).toBeLessThan(200)
})

test('however often somebody greets, two syncs with them begin half a second apart', async () => {
  const ann = await talk.start('Ann')
  const begun: number[] = []
  const { network } = await answerAs(talk, bo, {
    entries: [],
    claim(frontier) {
      begun.push(performance.now())
      return frontier
    }
  })
  await vi.waitFor(
    () => {
      network.greetAll()
      expect(begun.length).toBeGreaterThan(2)
    },
    { timeout: 5_000, interval: 20 }
  )
  for (const [n, at] of begun.entries()) expect(at - (begun[n - 1] ?? 0)).toBeGreaterThan(490)
  expect(await bodies(ann)).toEqual([])
})
