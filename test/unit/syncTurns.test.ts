/** Who syncs when: turns among many peers, and time between two syncs with one. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTurns } from '../../electron/core/chat/sync/turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = (): Promise<never> => new Promise(() => {})

test('only so many at once, in the order they came', async () => {
  const turns = createTurns(2, 15_000)
  const begun: number[] = []
  const ends = [0, 1, 2, 3].map(n => {
    const { promise, resolve } = Promise.withResolvers<void>()
    void turns(() => {
      begun.push(n)
      return promise
    })
    return resolve
  })
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual([0, 1])
  ends[1]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual([0, 1, 2])
})

test('those who never end keep nobody waiting for ever, and a turn is given on once', async () => {
  const turns = createTurns(2, 15_000)
  const begun: string[] = []
  const slow = Promise.withResolvers<void>()
  void turns(() => slow.promise)
  void turns(never)
  const honest = ['a', 'b', 'c'].map(name =>
    turns(async () => {
      begun.push(name)
      await never()
    })
  )
  await vi.advanceTimersByTimeAsync(14_000)
  expect(begun).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(begun).toEqual(['a', 'b'])
  slow.resolve() // its turn has gone already
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['a', 'b'])
  expect(honest).toHaveLength(3)
})

test('work that fails fails its caller, and its turn goes on', async () => {
  const turns = createTurns(1, 15_000)
  await expect(turns(() => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  await expect(turns(async () => 'next')).resolves.toBe('next')
  expect(vi.getTimerCount()).toBe(0)
})
