/** How long history is kept: what goes, what stays however old it is, what may come again, and what a wrong clock cannot do. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Keep, RoomId } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bodies, createTalk, deliveryOf, EVERYONE, page, room, send, type Talk } from '../support/talk.ts'

const DAY = 86_400_000
let talk: Talk
let now: number
beforeEach(() => {
  talk = createTalk()
  now = 1_800_000_000_000
})
afterEach(() => talk.end())

const clock = { now: () => now }
const keep = (copy: Copy, change: Partial<Keep>, roomId: RoomId = EVERYONE) =>
  copy.bridge.call('rooms.keep', { roomId, keep: { days: null, megabytes: null, ...change } })
const fill = (copy: Copy) => copy.bridge.call('rooms.fill', { roomId: EVERYONE })

/** Bo said something on day 0, 20 and 40, and Ann has all of it. */
async function forty(): Promise<[Copy, Copy]> {
  const [ann, bo] = [await talk.start('Ann', clock), await talk.start('Bo', clock)]
  for (const day of [0, 20, 40]) {
    now = 1_800_000_000_000 + day * DAY
    await send(bo, `day ${day}`)
    await eventually(async () => expect((await bodies(ann)).at(-1)).toBe(`day ${day}`))
  }
  await fill(ann) // hears what the time is
  return [ann, bo]
}

test('what is older than 30 days goes and is said to be gone; the others keep it', async () => {
  const [ann, bo] = await forty()
  expect(await keep(ann, { days: 30 })).toMatchObject({ keep: { days: 30, megabytes: null } })
  await eventually(async () => expect(await bodies(ann)).toEqual(['day 20', 'day 40']))
  const { history, unread } = await room(ann)
  expect(history).toMatchObject({ state: 'whole', pruned: 2 }) // Bo's introduction too
  expect(unread).toBe(2)
  expect(await bodies(bo)).toEqual(['day 0', 'day 20', 'day 40'])
})

test('what was let go of is not fetched again, also after a restart', async () => {
  const [ann] = await forty()
  await keep(ann, { days: 30 })
  await eventually(async () => expect(await bodies(ann)).toHaveLength(2))
  await fill(ann)
  expect((await room(ann)).history).toMatchObject({ state: 'whole', pruned: 2 })
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir, ...clock })
  await fill(again)
  expect(await bodies(again)).toEqual(['day 20', 'day 40'])
  expect(await room(again)).toMatchObject({ keep: { days: 30 }, history: { state: 'whole', pruned: 2 } })
})

test('as time passes, ever more goes', async () => {
  const [, bo] = await forty()
  const cy = await talk.start('Cy', clock)
  await eventually(async () => expect(await bodies(cy)).toHaveLength(3))
  await keep(cy, { days: 30 })
  await eventually(async () => expect(await bodies(cy)).toEqual(['day 20', 'day 40']))
  now += 15 * DAY
  await send(bo, 'day 55')
  await fill(cy)
  await keep(cy, { days: 30 })
  await eventually(async () => expect(await bodies(cy)).toEqual(['day 40', 'day 55']))
})

test('widened again it comes back from whoever has it: nothing is lost', async () => {
  const [ann] = await forty()
  await keep(ann, { days: 30 })
  await eventually(async () => expect(await bodies(ann)).toHaveLength(2))
  await keep(ann, { days: 365 })
  await eventually(async () => expect(await bodies(ann)).toEqual(['day 0', 'day 20', 'day 40']))
  await eventually(async () => expect((await room(ann)).history).toMatchObject({ state: 'whole', pruned: 0 }))
})

test('the newest entry of each log stays, and the talk goes on from it', async () => {
  const [ann, bo] = [await talk.start('Ann', clock), await talk.start('Bo', clock)]
  await send(bo, 'the last of mine')
  await eventually(async () => expect(await bodies(ann)).toHaveLength(1))
  now += 400 * DAY
  await fill(ann)
  await keep(ann, { days: 365 })
  await eventually(async () => expect((await room(ann)).history.pruned).toBe(1)) // Bo's introduction
  expect(await bodies(ann)).toEqual(['the last of mine'])
  await send(bo, 'a year later')
  await eventually(async () => expect(await bodies(ann)).toContain('a year later'))
})

test('what nobody else has, and what is pinned, stays however old it is', async () => {
  const [ann, bo] = await forty()
  const [first] = await page(ann)
  if (first === undefined) throw new Error('nothing came')
  await ann.bridge.call('timeline.pin', { eventId: first.eventId, on: true })
  const { me } = await bo.bridge.call('core.state', {})
  await bo.stop()
  expect(me?.name).toBe('Bo')
  const mine = await send(ann, 'nobody hears me')
  expect(['waiting', 'sending']).toContain(await deliveryOf(ann, mine))
  now += 100 * DAY
  const cy = await talk.start('Cy', clock)
  await cy.bridge.call('rooms.join', { name: 'dev' })
  await fill(ann)
  await keep(ann, { days: 30 })
  await eventually(async () => expect(await bodies(ann)).not.toContain('day 20'))
  expect(await bodies(ann)).toContain('day 0')
  expect(await bodies(ann)).toContain('nobody hears me')
  expect((await room(ann)).pins).toBe(1)
})

test('a clock that is a year ahead lets go of nothing while others say what the time is', async () => {
  let ahead = 0
  const ann = await talk.start('Ann', { now: () => now + ahead })
  const bo = await talk.start('Bo', clock)
  await send(bo, 'one')
  await send(bo, 'two')
  await eventually(async () => expect(await bodies(ann)).toEqual(['one', 'two']))
  ahead = 365 * DAY
  await fill(ann)
  expect(await ann.bridge.call('network.state', {})).toMatchObject({ clockOffMs: expect.closeTo(ahead, -4) })
  await keep(ann, { days: 30 })
  await keep(ann, { days: 365 })
  await keep(ann, { days: 30 })
  await fill(ann)
  expect(await bodies(ann)).toEqual(['one', 'two'])
  expect((await room(ann)).history.pruned).toBe(0)
})

test('nor while nobody is near to say it', async () => {
  let ahead = 0
  const ann = await talk.start('Ann', { now: () => now + ahead })
  const bo = await talk.start('Bo', clock)
  await send(bo, 'one')
  await send(bo, 'two')
  await eventually(async () => expect(await bodies(ann)).toEqual(['one', 'two']))
  await bo.stop()
  ahead = 365 * DAY
  await ann.stop()
  const again = await talk.start(undefined, { dataDir: ann.dataDir, now: () => now + ahead })
  await keep(again, { days: 30 })
  await again.bridge.call('rooms.list', {})
  expect(await bodies(again)).toEqual(['one', 'two'])
})

test('over its size the oldest goes until it fits, and is not fetched again', async () => {
  const [ann, bo] = [await talk.start('Ann', clock), await talk.start('Bo', clock)]
  const long = '長'.repeat(3_900)
  const text = (n: number) => `${n} ${long}`
  for (let n = 0; n < 100; n++) {
    now += 1_000
    await send(bo, text(n))
  }
  await vi.waitFor(async () => expect(await bodies(ann)).toHaveLength(100), 10_000)
  await keep(ann, { megabytes: 1 })
  await vi.waitFor(async () => expect((await bodies(ann)).length).toBeLessThan(86), 10_000)
  const left = await bodies(ann)
  expect(left).toEqual(Array.from({ length: left.length }, (_, n) => text(100 - left.length + n)))
  expect(left.length).toBeGreaterThan(70) // 90 % of 1 MB at 11.8 kB each
  await fill(ann)
  expect(await bodies(ann)).toEqual(left)
  expect((await room(ann)).history.state).toBe('whole')
  await keep(ann, {})
  await vi.waitFor(async () => expect(await bodies(ann)).toHaveLength(100), 10_000)
}, 40_000)
