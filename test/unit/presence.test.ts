/** Who is near: who greeted and is still connected, and for a moment after. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RING_MS } from '../../electron/core/chat/nearness.ts'
import { createPresence, GRACE_MS, type Presence, RELAYED_GRACE_MS } from '../../electron/core/chat/presence.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import type { DeviceId } from '../../shared/model.ts'
import { makeFolder, removeFolders } from '../support/makeCopy.ts'
import { makeStranger, seedOf } from '../support/stranger.ts'

const zoe = makeStranger('Zoe')
const yan = makeStranger('Yan')
let store: Store
let presence: Presence
let now: number
const onChanged = vi.fn()
const onMembership = vi.fn()
const onFailed = vi.fn()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  now = 5_000
  store = openStore(join(makeFolder(), 'earshot.db'), seedOf('store'))
  presence = createPresence({
    store,
    self: () => undefined,
    device: () => undefined,
    now: () => now,
    effects: () => [],
    onChanged,
    onShown() {},
    onMembership,
    onFailed
  })
  onChanged.mockClear()
  onMembership.mockClear()
})
afterEach(async () => {
  presence.stop()
  expect(onFailed).not.toHaveBeenCalled()
  vi.useRealTimers()
  await store.close()
  removeFolders()
})

const nearness = () => Object.fromEntries(presence.list().map(person => [person.name, person.nearness]))

test('who greeted is near; who parted is out a moment later, and remembered', () => {
  expect(presence.greeted(zoe.deviceId, zoe.greeting())).toBe(true)
  expect(nearness()).toEqual({ Zoe: 'direct' })
  now = 9_000
  presence.parted(zoe.deviceId)
  expect(nearness()).toEqual({ Zoe: 'direct' })
  vi.advanceTimersByTime(GRACE_MS)
  expect(nearness()).toEqual({ Zoe: 'out' })
  expect(presence.list()[0]).toMatchObject({ firstHeardAt: 5_000, lastHeardAt: 9_000, channels: [], latencyMs: null })
})

test('who comes back within the moment never was out', () => {
  presence.greeted(zoe.deviceId, zoe.greeting())
  presence.parted(zoe.deviceId)
  presence.greeted(zoe.deviceId, zoe.greeting())
  vi.advanceTimersByTime(GRACE_MS * 3)
  expect(nearness()).toEqual({ Zoe: 'direct' })
})

test('who never greeted is nobody, whatever happens to the connection', () => {
  presence.parted(zoe.deviceId)
  presence.measured(zoe.deviceId, 3)
  vi.advanceTimersByTime(GRACE_MS)
  expect([presence.list(), presence.personAt(zoe.deviceId), onChanged.mock.calls]).toEqual([[], undefined, []])
})

test('a greeting that does not hold, or is of another device, is refused and changes nothing', () => {
  expect(presence.greeted(yan.deviceId, zoe.greeting())).toBe(false)
  expect(presence.greeted(zoe.deviceId, { ...zoe.greeting(), profile: yan.profile })).toBe(false)
  expect(
    presence.greeted(zoe.deviceId, { certificate: new Uint8Array(), profile: new Uint8Array(), channels: [] })
  ).toBe(false)
  expect(presence.list()).toEqual([])
  expect(onMembership).not.toHaveBeenCalled()
})

test('the round trip shown is the median of the last ten', () => {
  presence.greeted(zoe.deviceId, zoe.greeting())
  for (const rtt of [900, 900, 1, 2, 3, 4, 5, 6, 7, 8, 9, 500]) presence.measured(zoe.deviceId, rtt)
  expect(presence.list()[0]?.latencyMs).toBe(6)
})

test('a round trip that was measured before the greeting counts, if it was on this connection and this way', () => {
  presence.measured(zoe.deviceId, 7)
  presence.greeted(zoe.deviceId, zoe.greeting())
  expect(presence.list()[0]?.latencyMs).toBe(7)
  presence.measured(yan.deviceId, 900)
  presence.parted(yan.deviceId)
  presence.greeted(yan.deviceId, yan.greeting())
  expect(presence.list().find(({ name }) => name === 'Yan')?.latencyMs).toBe(null)
  presence.parted(yan.deviceId)
  vi.advanceTimersByTime(GRACE_MS)
  presence.measured(yan.deviceId, 900)
  presence.reached(yan.deviceId, zoe.deviceId)
  presence.greeted(yan.deviceId, yan.greeting())
  expect(presence.list().find(({ name }) => name === 'Yan')?.latencyMs).toBe(null)
})

test('round trips to thousands who never greet are not kept', () => {
  for (let n = 0; n < 2_000; n++) presence.measured(`stranger ${n}` as DeviceId, 3)
  presence.measured(zoe.deviceId, 7)
  presence.greeted(zoe.deviceId, zoe.greeting())
  expect(presence.list()[0]?.latencyMs).toBe(null)
})

test('channels are heard of as long as somebody near is in them', () => {
  presence.greeted(zoe.deviceId, zoe.greeting(['dev', 'everyone', 'dev']))
  presence.greeted(yan.deviceId, yan.greeting(['everyone', 'NOT ONE']))
  expect(presence.heardChannels()).toEqual(
    new Map([
      ['dev', 1],
      ['everyone', 2]
    ])
  )
  expect(presence.inChannel('dev')).toEqual([presence.personAt(zoe.deviceId)])
  presence.parted(zoe.deviceId)
  vi.advanceTimersByTime(GRACE_MS)
  expect(presence.heardChannels()).toEqual(new Map([['everyone', 1]]))
})

test('greeting twice is being there once', () => {
  presence.greeted(zoe.deviceId, zoe.greeting())
  presence.greeted(zoe.deviceId, zoe.greeting())
  expect(presence.list()).toHaveLength(1)
  expect(presence.devices()).toEqual([zoe.deviceId])
})

test('who is reached through somebody is near, and measured anew when the way is another one', () => {
  presence.greeted(yan.deviceId, yan.greeting())
  presence.reached(zoe.deviceId, yan.deviceId)
  presence.greeted(zoe.deviceId, zoe.greeting())
  presence.measured(zoe.deviceId, 40)
  const via = presence.list().find(({ name }) => name === 'Yan')?.account
  expect(presence.at(zoe.deviceId)).toMatchObject({ nearness: 'via', via: [via], latencyMs: 40 })
  expect(presence.nearby().size).toBe(2)
  presence.reached(zoe.deviceId, null)
  presence.measured(zoe.deviceId, 1)
  vi.advanceTimersByTime(RING_MS)
  expect(presence.at(zoe.deviceId)).toMatchObject({ nearness: 'direct', via: [], latencyMs: 1 })
})

test('who was reached through somebody is waited for a little longer', () => {
  presence.reached(zoe.deviceId, yan.deviceId)
  presence.greeted(zoe.deviceId, zoe.greeting())
  presence.parted(zoe.deviceId)
  vi.advanceTimersByTime(RELAYED_GRACE_MS - 1)
  expect(presence.nearby().size).toBe(1)
  vi.advanceTimersByTime(1)
  expect([presence.nearby().size, nearness()]).toEqual([0, { Zoe: 'out' }])
})

test('whom somebody near says to reach is shown as far as it is known, and is not near', () => {
  presence.greeted(zoe.deviceId, zoe.greeting())
  presence.parted(zoe.deviceId)
  vi.advanceTimersByTime(GRACE_MS)
  presence.greeted(yan.deviceId, yan.greeting())
  onMembership.mockClear()
  presence.told(yan.deviceId, [{ device: zoe.deviceId, relay: null }])
  vi.advanceTimersByTime(RING_MS)
  expect(nearness()).toEqual({ Yan: 'direct', Zoe: 'via' })
  expect(presence.devices()).toEqual([yan.deviceId])
  expect([presence.nearby().size, presence.personAt(zoe.deviceId)]).toEqual([1, undefined])
  expect(onMembership).not.toHaveBeenCalled()
  now = 90_000
  presence.told(yan.deviceId, [])
  vi.advanceTimersByTime(RING_MS)
  expect(presence.list().find(({ name }) => name === 'Zoe')).toMatchObject({ nearness: 'out', lastHeardAt: 90_000 })
})
