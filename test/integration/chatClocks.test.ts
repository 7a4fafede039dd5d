/** Computers whose clocks are wrong: nothing is lost, all show one order, and once set right nothing stands at the wrong end. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Room } from '../../shared/model.ts'
import { eventually } from '../support/eventually.ts'
import type { Copy } from '../support/makeCopy.ts'
import { bodies, createTalk, EVERYONE, page, send, type Talk } from '../support/talk.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY
let talk: Talk
beforeEach(() => {
  talk = createTalk()
})
afterEach(() => talk.end())

const fill = (copy: Copy): Promise<Room> => copy.bridge.call('rooms.fill', { roomId: EVERYONE })
const again = async (copy: Copy, now?: () => number): Promise<Copy> => {
  await copy.stop()
  return talk.start(undefined, { dataDir: copy.dataDir, ...(now === undefined ? {} : { now }) })
}

async function sameEverywhere(...copies: Copy[]): Promise<string[]> {
  for (const copy of copies) await fill(copy)
  const pages = await Promise.all(copies.map(async copy => (await page(copy)).map(({ eventId }) => eventId)))
  for (const each of pages) expect(each).toEqual(pages[0])
  return bodies(copies[0] as Copy)
}

test('hours ahead: what is answered to it stands behind it, and the order is one', async () => {
  const ann = await talk.start('Ann', { now: () => Date.now() + 7 * HOUR })
  const bo = await talk.start('Bo')
  await send(ann, 'from the future')
  await eventually(async () => expect(await bodies(bo)).toEqual(['from the future']))
  await send(bo, 'an answer')
  await eventually(async () => expect(await bodies(ann)).toContain('an answer'))
  await send(ann, 'and on')
  await eventually(async () => expect(await bodies(bo)).toContain('and on'))
  expect(await sameEverywhere(ann, bo)).toEqual(['from the future', 'an answer', 'and on'])
  // the time on screen is the writer's own all the same
  const [, answer] = await page(ann)
  expect(Math.abs((answer?.sentAt ?? 0) - Date.now())).toBeLessThan(HOUR)
})

test('years behind: what it says stands behind what it has seen', async () => {
  let off = -3 * YEAR
  const bo = await talk.start('Bo')
  await send(bo, 'hello')
  const ann = await talk.start('Ann', { now: () => Date.now() + off })
  await send(ann, 'what year is it?')
  await eventually(async () => expect(await bodies(bo)).toContain('what year is it?'))
  off = 0
  const right = await again(ann)
  await send(right, 'this one')
  const all = await sameEverywhere(right, bo)
  expect(all).toHaveLength(3)
  expect(all.at(-1)).toBe('this one')
})

test('years ahead: kept aside while it lasts, shown where it was set right, and nothing at the wrong end for ever', async () => {
  let off = 3 * YEAR
  const bo = await talk.start('Bo')
  const ann = await talk.start('Ann', { now: () => Date.now() + off })
  const first = await send(ann, 'happy new year')
  await ann.bridge.call('timeline.edit', { eventId: first.eventId, body: 'happy new decade' })
  await ann.bridge.call('timeline.react', { eventId: first.eventId, emoji: '🎉', on: true })
  await fill(bo)
  await send(bo, 'what does Ann say?')
  expect(await bodies(bo)).toEqual(['what does Ann say?'])
  off = 0
  const right = await again(ann)
  await send(right, 'sorry, my clock')
  const all = await sameEverywhere(right, bo)
  expect(all).toEqual(['what does Ann say?', 'happy new decade', 'sorry, my clock'])
  const [, moved] = await page(bo)
  expect(moved).toMatchObject({ reactions: [{ emoji: '🎉', count: 1 }] })
  await send(bo, 'never mind')
  await eventually(async () => expect((await bodies(right)).at(-1)).toBe('never mind'))
  // whoever comes later sees the same, though everything comes to them the newest first
  const cy = await talk.start('Cy')
  expect(await sameEverywhere(cy, right, bo)).toEqual([...all, 'never mind'])
})

test('a copy that starts with a log in the future puts it right by itself', async () => {
  let off = 3 * YEAR
  const bo = await talk.start('Bo')
  await send(bo, 'hello')
  const ann = await talk.start('Ann', { now: () => Date.now() + off })
  await send(ann, 'happy new year')
  await fill(bo)
  expect(await bodies(bo)).toEqual(['hello'])
  off = 0
  const right = await again(ann)
  expect(await sameEverywhere(right, bo)).toEqual(['hello', 'happy new year'])
})

test('where two people agree on the time, whose clock is years off speaks in it', async () => {
  const bo = await talk.start('Bo')
  const cy = await talk.start('Cy')
  for (const off of [3 * YEAR, -40 * YEAR]) {
    const ann = await talk.start(`Ann ${off}`, { now: () => Date.now() + off })
    await eventually(async () => expect((await ann.bridge.call('network.state', {})).clockOffMs).not.toBeNull())
    await fill(ann)
    await send(ann, `off by ${off}`)
    for (const copy of [bo, cy, ann])
      await eventually(async () => expect((await bodies(copy)).at(-1)).toBe(`off by ${off}`))
  }
})

test('one day ahead, then two, then right: all of it follows in the order it was written', async () => {
  let off = 20 * HOUR
  const bo = await talk.start('Bo')
  const ann = await talk.start('Ann', { now: () => Date.now() + off })
  for (const body of ['one', 'two']) await send(ann, body)
  off = 40 * HOUR
  for (const body of ['three', 'four']) await send(ann, body)
  off = 0
  await send(ann, 'five')
  const written = ['one', 'two', 'three', 'four', 'five']
  expect(await sameEverywhere(ann, bo)).toEqual(written)
  const cy = await talk.start('Cy')
  expect(await sameEverywhere(cy, ann, bo)).toEqual(written)
})

test('set wrong twice, each time less: nothing has to wait for years', async () => {
  let off = 10 * YEAR
  const bo = await talk.start('Bo')
  const ann = await talk.start('Ann', { now: () => Date.now() + off })
  await send(ann, 'ten years on')
  off = 5 * YEAR
  await send(ann, 'five years on')
  off = 0
  await send(ann, 'today')
  const written = ['ten years on', 'five years on', 'today']
  expect(await sameEverywhere(ann, bo)).toEqual(written)
  const cy = await talk.start('Cy')
  expect(await sameEverywhere(cy, bo)).toEqual(written)
})

test('a message deleted while the clock ran ahead is deleted for everybody once it is right', async () => {
  let off = 0
  const bo = await talk.start('Bo')
  const ann = await talk.start('Ann', { now: () => Date.now() + off })
  const said = await send(ann, 'a slip')
  await send(ann, 'kept')
  await eventually(async () => expect(await bodies(bo)).toEqual(['a slip', 'kept']))
  off = YEAR
  await ann.bridge.call('timeline.redact', { eventId: said.eventId })
  // who comes meanwhile is not cut off from the rest
  const cy = await talk.start('Cy')
  await fill(cy)
  expect(await bodies(cy)).toContain('kept')
  off = 0
  await send(ann, 'clock set')
  expect(await sameEverywhere(ann, bo)).toEqual(['', 'kept', 'clock set'])
  expect(await sameEverywhere(cy, ann)).toEqual(['', 'kept', 'clock set'])
})
