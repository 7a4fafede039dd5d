/** What waits while many come at once, by timers that the test owns. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRush, MANY, MANY_WITHIN_MS, type Rush, WAIT_MS } from '../../electron/core/chat/rush.ts'
import type { DeviceId } from '../../shared/model.ts'

let rush: Rush
let done: string[]
let failed: unknown[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  done = []
  failed = []
  rush = createRush({ now: () => performance.now(), random: () => 0.5, onFailed: err => failed.push(err) })
})
afterEach(() => vi.useRealTimers())

const comes = (name: string): void => rush.came(name as DeviceId, () => done.push(name))
const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i}`)

test('what is due to those who come one by one, or few at once, is done at once', () => {
  for (const name of names(MANY)) comes(name)
  expect(done).toEqual(names(MANY))
  vi.advanceTimersByTime(MANY_WITHIN_MS)
  comes('late')
  expect(done).toHaveLength(MANY + 1)
})

test('of many at once the later ones wait, and all have their turn', () => {
  for (const name of names(50)) comes(name)
  expect(done).toEqual(names(MANY))
  vi.advanceTimersByTime(2 * WAIT_MS)
  expect([...done].sort()).toEqual(names(50).sort())
})

test('who has gone by then is left out, who came again has it once, and nothing is done after the end', () => {
  for (const name of names(MANY)) comes(name)
  for (const name of ['gone', 'again', 'again']) comes(name)
  rush.parted('gone' as DeviceId)
  vi.advanceTimersByTime(2 * WAIT_MS)
  expect(done.slice(MANY)).toEqual(['again'])
  for (const name of names(2 * MANY)) comes(name)
  rush.stop()
  done = []
  vi.advanceTimersByTime(2 * WAIT_MS)
  expect(done).toEqual([])
})

test('what goes wrong later is reported', () => {
  for (const name of names(MANY)) comes(name)
  rush.came('bad' as DeviceId, () => {
    throw new Error('bad')
  })
  vi.advanceTimersByTime(2 * WAIT_MS)
  expect(failed).toEqual([new Error('bad')])
})
