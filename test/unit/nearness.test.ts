/** Direct, through one person, or further: connections count at once, hearsay and a change of ring after a while. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createNearness, RING_MS } from '../../electron/core/chat/nearness.ts'
import type { AccountId, DeviceId } from '../../shared/model.ts'

const device = (name: string) => `device of ${name}` as DeviceId
const account = (name: string) => name as AccountId
const known = new Set<string>()
const onChanged = vi.fn()
const onOut = vi.fn()
const onFailed = vi.fn()
let nearness: ReturnType<typeof createNearness>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.clearAllMocks()
  known.clear()
  for (const name of ['femi', 'jonas', 'wei', 'zoe']) known.add(name)
  nearness = createNearness({
    self: () => device('me'),
    accountOf: id => (known.has(id.slice('device of '.length)) ? account(id.slice('device of '.length)) : undefined),
    onChanged,
    onOut,
    onFailed
  })
})
afterEach(() => {
  nearness.stop()
  expect(onFailed).not.toHaveBeenCalled()
  vi.useRealTimers()
})

const link = (name: string, relay?: string): void => {
  if (relay !== undefined) nearness.reached(device(name), device(relay))
  nearness.linked(device(name), account(name))
}
const told = (from: string, ...reached: Array<[name: string, relay?: string]>): void =>
  nearness.told(
    device(from),
    reached.map(([name, relay]) => ({ device: device(name), relay: relay === undefined ? null : device(relay) }))
  )
const shown = (name: string) => {
  const { nearness: ring, via } = nearness.of(account(name))
  return [ring, ...via]
}
const pass = (ms: number) => vi.advanceTimersByTime(ms)

test('a connection counts at once, directly or through somebody, and so does its end', () => {
  link('femi')
  link('wei', 'femi')
  expect([shown('femi'), shown('wei'), shown('zoe')]).toEqual([['direct'], ['via', 'femi'], ['out']])
  expect(onChanged.mock.calls).toEqual([[['femi']], [['wei']]])
  nearness.unlinked(device('wei'))
  expect(shown('wei')).toEqual(['out'])
  expect(onChanged).toHaveBeenLastCalledWith(['wei'])
  expect(onOut).not.toHaveBeenCalled()
})

test('whom a direct peer says it reaches is there through it, once that was so for 5 s', () => {
  link('femi')
  told('femi', ['wei'])
  pass(RING_MS - 1)
  expect(shown('wei')).toEqual(['out'])
  pass(1)
  expect(shown('wei')).toEqual(['via', 'femi'])
  expect(onChanged).toHaveBeenLastCalledWith(['wei'])
})

test('what is said for a moment only is never shown', () => {
  link('femi')
  told('femi', ['wei'])
  pass(RING_MS / 2)
  told('femi')
  pass(RING_MS * 3)
  expect(shown('wei')).toEqual(['out'])
  expect(onChanged.mock.calls).toEqual([[['femi']]])
})

test('two in between are far, whether the peer is reached through somebody or says so of the other', () => {
  link('femi')
  told('femi', ['zoe', 'jonas'])
  link('wei', 'femi')
  told('wei', ['jonas'])
  pass(RING_MS)
  expect([shown('zoe'), shown('jonas')]).toEqual([
    ['far', 'femi', 'jonas'],
    ['far', 'femi', 'wei']
  ])
})

test('what was said counts as long as it is said, by somebody who is there; then it was last heard now', () => {
  link('femi')
  told('femi', ['wei'])
  pass(RING_MS)
  told('femi')
  pass(RING_MS - 1)
  expect(shown('wei')).toEqual(['via', 'femi'])
  pass(1)
  expect(shown('wei')).toEqual(['out'])
  expect(onOut.mock.calls).toEqual([['wei']])
})

test('who said it and has gone says nothing any more', () => {
  link('femi')
  told('femi', ['wei'])
  pass(RING_MS)
  nearness.unlinked(device('femi'))
  pass(RING_MS)
  expect([shown('femi'), shown('wei')]).toEqual([['out'], ['out']])
})

test('a bridge that is gone for a moment makes nobody flicker', () => {
  link('femi')
  told('femi', ['wei'])
  pass(RING_MS)
  onChanged.mockClear()
  told('femi')
  pass(RING_MS / 2)
  told('femi', ['wei'])
  pass(RING_MS * 2)
  expect([shown('wei'), onChanged.mock.calls]).toEqual([['via', 'femi'], []])
})

test('changing from one ring to another waits 5 s, and going back before that changes nothing', () => {
  link('femi')
  link('wei', 'femi')
  onChanged.mockClear()
  nearness.reached(device('wei'), null)
  pass(RING_MS / 2)
  nearness.reached(device('wei'), device('femi'))
  pass(RING_MS * 2)
  expect([shown('wei'), onChanged.mock.calls]).toEqual([['via', 'femi'], []])
  nearness.reached(device('wei'), null)
  pass(RING_MS)
  expect([shown('wei'), onChanged.mock.calls]).toEqual([['direct'], [[['wei']]]])
})

test('through another person at once: that is the same ring', () => {
  link('femi')
  link('jonas')
  link('wei', 'femi')
  nearness.reached(device('wei'), device('jonas'))
  expect(shown('wei')).toEqual(['via', 'jonas'])
})

test('a connection counts before what others say, and fewer in between before more', () => {
  for (const name of ['femi', 'jonas']) link(name)
  told('femi', ['wei', 'zoe'], ['zoe'])
  told('jonas', ['wei'], ['zoe'])
  pass(RING_MS)
  expect([shown('wei'), shown('zoe')]).toEqual([
    ['via', 'jonas'],
    ['via', 'femi'] // by name, so that it does not change with who speaks last
  ])
  link('zoe', 'jonas')
  expect(shown('zoe')).toEqual(['via', 'jonas'])
})

test('somebody whom nobody introduced yet is there as soon as they are known, and in between without a name', () => {
  known.delete('wei')
  known.delete('jonas')
  link('femi')
  told('femi', ['wei'], ['zoe', 'jonas'])
  pass(RING_MS)
  expect([shown('wei'), shown('zoe')]).toEqual([['out'], ['far', 'femi']])
  known.add('wei')
  nearness.refresh()
  pass(RING_MS)
  expect(shown('wei')).toEqual(['via', 'femi'])
})

test('what is said of a way through this very computer is nothing new', () => {
  link('femi')
  told('femi', ['wei', 'me'])
  pass(RING_MS * 2)
  expect(shown('wei')).toEqual(['out'])
})
