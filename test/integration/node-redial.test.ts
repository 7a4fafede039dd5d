/** Whom the redial loop dials, and when, by a clock that the test owns. */
import { prefixLogger } from '@libp2p/logger'
import { multiaddr } from '@multiformats/multiaddr'
import { expect, test } from 'vitest'
import { MAX_DIALS, MAX_KNOWN_PEERS, MAX_PEER_ADDRESSES, TIMINGS } from '../../electron/core/node/constants.ts'
import { Redial } from '../../electron/core/node/redial.ts'

const ADDRESS = [multiaddr('/ip4/10.0.0.1/tcp/1')]
const settle = () => new Promise(resolve => setImmediate(resolve))

function setup(options: { reach?: boolean; hang?: boolean } = {}) {
  const state = {
    now: 0,
    dials: [] as Array<{ peer: string; at: number }>,
    given: 0,
    connected: new Set<string>(),
    ...options
  }
  const redial = new Redial({
    self: 'm',
    log: prefixLogger('test').forComponent('redial'),
    timings: TIMINGS,
    now: () => state.now,
    random: () => 0.5,
    connections: () => state.connected.size,
    isConnected: peer => state.connected.has(peer),
    async dial(peer, addresses) {
      state.dials.push({ peer, at: state.now })
      state.given = addresses.length
      if (state.hang) return new Promise<void>(() => {})
      if (!state.reach) throw new Error('unreachable')
      state.connected.add(peer)
      redial.connected(peer)
    }
  })
  /** Lets time pass in steps of a tick. */
  async function pass(ms: number): Promise<void> {
    for (const end = state.now + ms; state.now < end; ) {
      state.now += TIMINGS.tickMs
      redial.tick()
      await settle()
    }
  }
  return { state, redial, pass }
}

test('the lower PeerId dials at once, the higher leaves it a second', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('z', ADDRESS) // higher than we are: ours to dial
  redial.seen('a', ADDRESS)
  await pass(600)
  expect(state.dials.map(({ peer }) => peer)).toEqual(['z'])
  await pass(600)
  expect(state.dials.map(({ peer }) => peer)).toEqual(['z', 'a'])
})

test('who dialled us in the meantime is not dialled', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('a', ADDRESS)
  state.connected.add('a')
  redial.connected('a')
  await pass(60_000)
  expect(state.dials).toEqual([])
})

test('a peer that cannot be reached is tried for ever, ever less often', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS)
  await pass(60_000)
  const early = state.dials.length
  expect(early).toBeGreaterThan(20)
  await pass(30 * 60_000)
  const later = state.dials.length - early
  expect(later).toBeLessThan(260)
  state.now += 24 * 60 * 60_000
  const before = state.dials.length
  await pass(10 * 60_000)
  expect(state.dials.length - before).toBeGreaterThanOrEqual(9)
  expect(state.dials.length - before).toBeLessThanOrEqual(14)
})

test('a lost peer is dialled within the second, and every two seconds while it is away', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('z', ADDRESS)
  await pass(10_000)
  expect(state.dials).toHaveLength(1)
  state.reach = false
  state.connected.clear()
  redial.disconnected('z')
  await pass(1_000)
  expect(state.dials).toHaveLength(2)
  await pass(90_000)
  expect(state.dials.length).toBeGreaterThan(40)
})

test('an announcement ends a long pause', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS)
  await pass(200)
  state.now += 24 * 60 * 60_000
  await pass(5_000)
  const before = state.dials.length
  redial.seen('z', ADDRESS)
  await pass(1_200)
  expect(state.dials.length).toBe(before + 1)
})

test('a connection that never lasts is not dialled twice a second', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('z', ADDRESS)
  for (let i = 0; i < 100; i++) {
    await pass(200)
    if (state.connected.delete('z')) redial.disconnected('z')
  }
  expect(state.dials.length).toBeLessThan(20)
})

test('who refused is left alone, however often it announces itself', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS)
  await pass(200)
  redial.refused('z')
  for (let i = 0; i < 50; i++) {
    redial.seen('z', ADDRESS)
    await pass(10_000)
  }
  expect(state.dials).toHaveLength(1)
  await pass(200_000)
  expect(state.dials.length).toBeGreaterThan(1)
})

test('a flood of announcements starts few dials and forgets nobody that we know', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('zfriend', ADDRESS)
  await pass(400)
  state.connected.clear()
  redial.disconnected('zfriend')
  state.hang = true
  for (let i = 0; i < 10_000; i++) redial.seen(`z${i}`, ADDRESS)
  expect(redial.has('zfriend')).toBe(true)
  expect(Array.from({ length: 10_000 }, (_, i) => redial.has(`z${i}`)).filter(Boolean).length).toBeLessThan(
    MAX_KNOWN_PEERS
  )
  const before = state.dials.length
  await pass(10_000)
  expect(state.dials.length - before).toBe(MAX_DIALS)
})

test('of a peer’s addresses only the newest are kept', async () => {
  const { state, redial, pass } = setup()
  for (let i = 1; i <= 20; i++) redial.seen('z', [multiaddr(`/ip4/10.0.0.${i}/tcp/1`)])
  await pass(200)
  expect(state.given).toBe(MAX_PEER_ADDRESSES)
})

test('oneself is never dialled', async () => {
  const { state, redial, pass } = setup()
  redial.seen('m', ADDRESS)
  await pass(5_000)
  expect(state.dials).toEqual([])
})
