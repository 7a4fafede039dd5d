import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { coalesce } from '../../electron/core/chat/coalesce.ts'

const onFailed = vi.fn()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('many changes are told once, each thing once, a moment after the first', () => {
  const told: string[][] = []
  const changes = coalesce<string>(100, items => told.push([...items]), onFailed)
  changes.add('a', 'b')
  vi.advanceTimersByTime(60)
  changes.add('a', 'c')
  expect(told).toEqual([])
  vi.advanceTimersByTime(40)
  expect(told).toEqual([['a', 'b', 'c']])
  changes.add('d')
  vi.advanceTimersByTime(100)
  expect(told).toEqual([['a', 'b', 'c'], ['d']])
})

test('nothing is told when nothing changed, or after the end', () => {
  const tell = vi.fn()
  const changes = coalesce<string>(100, tell, onFailed)
  changes.add()
  changes.flush()
  vi.advanceTimersByTime(1_000)
  changes.add('a')
  changes.stop()
  vi.advanceTimersByTime(1_000)
  expect(tell).not.toHaveBeenCalled()
})

test('it may be told at once', () => {
  const told: string[][] = []
  const changes = coalesce<string>(100, items => told.push([...items]), onFailed)
  changes.add('a')
  changes.flush()
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([['a']])
})

test('what telling throws in its moment is reported, and later changes are told', () => {
  const tell = vi.fn().mockImplementationOnce(() => {
    throw new Error('the disk')
  })
  const changes = coalesce<string>(100, tell, onFailed)
  changes.add('a')
  vi.advanceTimersByTime(100)
  expect(onFailed).toHaveBeenCalledExactlyOnceWith(new Error('the disk'))
  changes.add('b')
  vi.advanceTimersByTime(100)
  expect(tell).toHaveBeenLastCalledWith(new Set(['b']))
})
