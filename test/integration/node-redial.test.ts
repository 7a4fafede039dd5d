/** Whom the redial loop dials, and when, by a clock that the test owns. */
import type { MultiaddrConnection } from '@libp2p/interface'
import { prefixLogger } from '@libp2p/logger'
import { multiaddr } from '@multiformats/multiaddr'
import { expect, test } from 'vitest'
import {
  CROWD,
  MAX_DIALS,
  MAX_PEER_ADDRESSES,
  MAX_STRANGERS,
  MAX_STRANGERS_PER_SECOND,
  TIMINGS
} from '../../electron/core/node/constants.ts'
import { Redial } from '../../electron/core/node/redial.ts'

const ADDRESS = [multiaddr('/ip4/10.0.0.1/tcp/1')]
const settle = () => new Promise(resolve => setImmediate(resolve))

/** Of a raw connection, this is all that is looked at. */
const raw = (hasAnswered: boolean) => ({ socket: { bytesRead: Number(hasAnswered) } }) as unknown as MultiaddrConnection

function setup(options: { reach?: boolean; hang?: boolean; taken?: boolean; answered?: boolean } = {}) {
  const state = {
    now: 0,
    dials: [] as Array<{ peer: string; at: number }>,
    given: [] as string[],
    connected: new Set<string>(),
    searching: false,
    relayed: new Set<string>(),
    /** Whether dials that hang were taken, and the other end has said something. */
    taken: false,
    answered: false,
    ended: () => {},
    patienceMs: 0,
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
    isThroughSomebody: peer => state.relayed.has(peer),
    patienceMs: () => state.patienceMs,
    searching: isSearching => {
      state.searching = isSearching
    },
    async dial(peer, addresses, signal, progress) {
      state.dials.push({ peer, at: state.now })
      state.given = addresses.map(String)
      if (state.taken) progress.accepted(raw(state.answered))
      if (state.hang) {
        return new Promise<void>((_, reject) =>
          signal.addEventListener('abort', () => {
            state.ended()
            reject(signal.reason)
          })
        )
      }
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

test('where somebody else answers is left alone until it is announced there again, or for a good while', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS, 'multicast')
  await pass(1_000)
  expect(state.dials.length).toBeGreaterThan(0)
  redial.misled('z', multiaddr('/ip4/10.0.0.1/tcp/1'))
  state.dials.length = 0
  await pass(60_000)
  expect(state.dials).toEqual([])
  redial.seen('z', ADDRESS, 'multicast')
  await pass(3_000)
  expect(state.dials.length).toBeGreaterThan(0)
  redial.misled('z', multiaddr('/ip4/10.0.0.1/tcp/1'))
  state.dials.length = 0
  await pass(TIMINGS.refusedMs + 60_000)
  expect(state.dials.length).toBeGreaterThan(0)
})

test('an address that is not known of somebody cannot be made to rest, and others of it are dialled on', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', [...ADDRESS, multiaddr('/ip4/10.0.0.2/tcp/1')], 'multicast')
  redial.misled('z', multiaddr('/ip4/10.0.0.1/tcp/1'))
  redial.misled('z', multiaddr('/ip4/10.9.9.9/tcp/9'))
  await pass(1_000)
  expect(state.given).toEqual(['/ip4/10.0.0.2/tcp/1'])
})

test('while this computer is slow, whoever is to be dialled from the other side is left to it for longer', async () => {
  const { state, redial, pass } = setup({ reach: true })
  state.patienceMs = 3_000
  redial.seen('a', ADDRESS, 'multicast')
  await pass(TIMINGS.graceMs + 2_000)
  expect(state.dials).toEqual([])
  await pass(2_000)
  expect(state.dials).toHaveLength(1)
})

test('the lower PeerId dials at once, the higher leaves it a second', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('z', ADDRESS, 'multicast') // higher than we are: ours to dial
  redial.seen('a', ADDRESS, 'multicast')
  await pass(600)
  expect(state.dials.map(({ peer }) => peer)).toEqual(['z'])
  await pass(600)
  expect(state.dials.map(({ peer }) => peer)).toEqual(['z', 'a'])
})

test('who dialled us in the meantime is not dialled', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('a', ADDRESS, 'multicast')
  state.connected.add('a')
  redial.connected('a')
  await pass(60_000)
  expect(state.dials).toEqual([])
})

test('a peer that cannot be reached is tried for ever, ever less often', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS, 'multicast')
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
  redial.seen('z', ADDRESS, 'multicast')
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
  redial.seen('z', ADDRESS, 'multicast')
  await pass(200)
  state.now += 24 * 60 * 60_000
  await pass(5_000)
  const before = state.dials.length
  redial.seen('z', ADDRESS, 'multicast')
  await pass(1_200)
  expect(state.dials.length).toBe(before + 1)
})

test('a connection that never lasts is not dialled twice a second', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('z', ADDRESS, 'multicast')
  for (let i = 0; i < 100; i++) {
    await pass(200)
    if (state.connected.delete('z')) redial.disconnected('z')
  }
  expect(state.dials.length).toBeLessThan(20)
})

test('who refused is left alone, however often it announces itself', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS, 'multicast')
  await pass(200)
  redial.refused('z')
  for (let i = 0; i < 50; i++) {
    redial.seen('z', ADDRESS, 'multicast')
    await pass(10_000)
  }
  expect(state.dials).toHaveLength(1)
  await pass(200_000)
  expect(state.dials.length).toBeGreaterThan(1)
})

test('a flood of invented peers starts few dials, and pushes out nobody who was connected, met or is there', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('zfriend', ADDRESS, 'multicast')
  redial.expect('zmet', ADDRESS, 'met')
  await pass(400)
  state.connected.clear()
  redial.disconnected('zfriend')
  redial.disconnected('zmet')
  state.hang = true
  for (let i = 0; i < 10_000; i++) redial.seen(`z${i}`, ADDRESS, 'multicast')
  expect(redial.has('zfriend')).toBe(true)
  expect(redial.has('zmet')).toBe(true)
  const held = Array.from({ length: 10_000 }, (_, i) => redial.has(`z${i}`)).filter(Boolean).length
  expect(held).toBeLessThanOrEqual(MAX_STRANGERS)
  const before = state.dials.length
  await pass(10_000)
  expect(state.dials.length - before).toBe(MAX_DIALS)
})

test('inventions that keep coming are dialled at a bounded rate, and a friend among them is reached at once', async () => {
  const { state, redial, pass } = setup()
  redial.expect('zfriend', ADDRESS, 'met')
  await pass(10_000)
  const from = state.dials.length
  for (let second = 0; second < 30; second++) {
    for (let i = 0; i < 300; i++) redial.seen(`z${second}.${i}`, ADDRESS, 'multicast')
    await pass(1_000)
  }
  const strangers = state.dials.slice(from).filter(({ peer }) => peer !== 'zfriend')
  expect(strangers.length).toBeLessThanOrEqual(31 * MAX_STRANGERS_PER_SECOND)
  state.reach = true
  const seenAt = state.now
  redial.seen('zfriend', ADDRESS, 'multicast')
  await pass(1_200)
  expect(state.dials.find(({ peer, at }) => peer === 'zfriend' && at > seenAt)?.at).toBeLessThanOrEqual(seenAt + 1_200)
  expect(state.connected.has('zfriend')).toBe(true)
})

/** Forty people who were connected and were all lost at once, `ms` ago. */
async function lostForty(ms: number) {
  const made = setup({ reach: true })
  const people = Array.from({ length: 40 }, (_, i) => `z${i}`)
  for (const peer of people) made.redial.seen(peer, ADDRESS, 'multicast')
  await made.pass(20_000)
  expect(made.state.connected.size).toBe(40)
  made.state.reach = false
  made.state.connected.clear()
  for (const peer of people) made.redial.disconnected(peer)
  await made.pass(ms)
  return made
}

test.each([5, 90, 600])(
  'one sign of one of forty lost people after %i s, and all are dialled within 3 s',
  async seconds => {
    const { state, redial, pass } = await lostForty(seconds * 1_000)
    expect(state.searching).toBe(true)
    state.reach = true
    redial.seen('z7', ADDRESS, 'multicast')
    await pass(3_000)
    expect(state.connected.size).toBe(40)
    await pass(200)
    expect(state.searching).toBe(false)
  }
)

test('forty people who are away are not dialled more than four times a second together', async () => {
  const { state, pass } = await lostForty(60_000)
  const before = state.dials.length
  await pass(60_000)
  expect(state.dials.length - before).toBeLessThanOrEqual(61 * 4)
  expect(state.dials.length - before).toBeGreaterThan(60)
})

test('without any sign, ten minutes of silence end within 5 s of the first dial that works', async () => {
  const { state, pass } = await lostForty(10 * 60_000)
  state.reach = true
  await pass(5_000)
  expect(state.connected.size).toBe(40)
})

test('a lost peer that connects by itself hurries the others as well', async () => {
  const { state, redial, pass } = await lostForty(600_000)
  state.reach = true
  state.connected.add('z3')
  redial.connected('z3')
  await pass(2_600)
  expect(state.connected.size).toBe(40)
})

test('dials that hang from before are begun anew where the network is back', async () => {
  const { state, redial, pass } = await lostForty(0)
  state.hang = true
  await pass(8_000)
  expect(state.dials.length).toBe(40 + MAX_DIALS)
  Object.assign(state, { hang: false, reach: true })
  redial.seen('z7', ADDRESS, 'multicast')
  await pass(3_000)
  expect(state.connected.size).toBe(40)
})

test('a connection that is doubted is no reason not to dial, and one that was only slow is kept', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('z', ADDRESS, 'multicast')
  await pass(1_000)
  state.connected.clear() // there is one, but it may be dead
  redial.doubted('z')
  await pass(400)
  expect(state.dials).toHaveLength(1) // it has a moment to answer
  state.connected.add('z')
  await pass(60_000)
  expect(state.dials).toHaveLength(1)
  state.connected.clear()
  redial.doubted('z')
  await pass(800)
  expect(state.dials).toHaveLength(2)
})

test('who is reached through somebody is tried directly at once where there is a sign of it, else seldom', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS, 'told')
  await pass(400)
  state.connected.add('z')
  state.relayed.add('z')
  redial.connected('z')
  const before = state.dials.length
  await pass(10 * 60_000)
  expect(state.dials.length - before).toBeGreaterThanOrEqual(9)
  expect(state.dials.length - before).toBeLessThanOrEqual(11)
  await pass(5_000)
  const then = state.dials.length
  redial.seen('z', ADDRESS, 'multicast')
  await pass(1_200)
  expect(state.dials.length).toBe(then + 1)
})

test('who said goodbye is not looked for, and dialled now and then, until there is a sign of it', async () => {
  const { state, redial, pass } = setup({ reach: true })
  redial.seen('z', ADDRESS, 'multicast')
  await pass(10_000)
  Object.assign(state, { reach: false, dials: [] })
  state.connected.clear()
  redial.disconnected('z', true)
  await pass(100_000)
  expect(state.searching).toBe(false)
  const pauses = state.dials.map(({ at }, n) => at - (state.dials[n - 1]?.at ?? 10_000))
  expect(pauses.slice(0, 4).map(ms => Math.round(ms / 1_000))).toEqual([2, 4, 8, 10])
  expect(Math.max(...pauses)).toBeLessThan(11_000)
  state.dials = []
  redial.seen('z', ADDRESS, 'multicast')
  await pass(20_000)
  expect(state.dials.length).toBeGreaterThan(8)
})

test('a thousand people met before are dialled at start one a second, and after that seldom', async () => {
  const { state, redial, pass } = setup()
  for (let i = 0; i < 1_000; i++) redial.expect(`z${i}`, ADDRESS, 'met')
  await pass(60_000)
  expect(state.dials.length).toBeLessThanOrEqual(61)
  expect(new Set(state.dials.map(({ peer }) => peer)).size).toBeGreaterThan(50)
})

test('what is claimed does not push out where somebody was reached', async () => {
  const { state, redial, pass } = setup()
  redial.seen('z', ADDRESS, 'multicast')
  redial.proved('z', multiaddr('/ip4/10.0.0.1/tcp/1'))
  for (let i = 1; i <= 20; i++) redial.seen('z', [multiaddr(`/ip4/10.9.9.${i}/tcp/1`)], 'multicast')
  await pass(200)
  expect(state.given[0]).toBe('/ip4/10.0.0.1/tcp/1')
  expect(state.given).toHaveLength(1 + MAX_PEER_ADDRESSES)
})

test('how somebody was found is what was first known, but for those who only came or were met', () => {
  const { redial } = setup()
  redial.seen('a', ADDRESS, 'seed')
  redial.seen('a', ADDRESS, 'multicast')
  redial.connected('b')
  expect(redial.found('b')).toBe('came')
  redial.seen('b', ADDRESS, 'broadcast')
  redial.expect('c', ADDRESS, 'met')
  expect(['a', 'b', 'c', 'nobody'].map(peer => redial.found(peer))).toEqual(['seed', 'broadcast', 'met', 'came'])
})

test('of a peer’s addresses only the newest are kept', async () => {
  const { state, redial, pass } = setup()
  for (let i = 1; i <= 20; i++) redial.seen('z', [multiaddr(`/ip4/10.0.0.${i}/tcp/1`)], 'multicast')
  await pass(200)
  expect(state.given).toHaveLength(MAX_PEER_ADDRESSES)
})

test('oneself is never dialled', async () => {
  const { state, redial, pass } = setup()
  redial.seen('m', ADDRESS, 'multicast')
  await pass(5_000)
  expect(state.dials).toEqual([])
})

/** Somebody with a lower PeerId, connected for a minute. */
async function connected({ state, redial, pass }: ReturnType<typeof setup>): Promise<void> {
  redial.connected('a')
  redial.proved('a', multiaddr('/ip4/10.0.0.1/tcp/1'))
  state.connected.add('a')
  await pass(60_000)
  state.connected.clear() // nothing is sure about it any more
}

test('who is doubted and then lost is not waited for twice', async () => {
  const all = setup()
  await connected(all)
  all.redial.doubted('a')
  await all.pass(TIMINGS.probeMs)
  all.redial.disconnected('a')
  await all.pass(TIMINGS.redialMs + TIMINGS.graceMs + TIMINGS.tickMs - TIMINGS.probeMs)
  expect(all.state.dials.map(({ peer }) => peer)).toEqual(['a'])
})

test('when our own address is gone, whoever was reached from it is dialled at once, also by the higher PeerId', async () => {
  const all = setup({ reach: true })
  await connected(all)
  all.redial.doubted('a') // as all are when addresses change
  all.redial.uprooted('a')
  await all.pass(TIMINGS.tickMs)
  expect(all.state.dials.map(({ peer }) => peer)).toEqual(['a'])
})

const named = (letter: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${letter}${i}`)

test('who comes new into a crowd dials everybody in it at once, also where the PeerId is the higher one', async () => {
  const { state, redial, pass } = setup()
  for (const peer of named('a', CROWD)) redial.seen(peer, ADDRESS, 'multicast')
  await pass(TIMINGS.tickMs)
  expect(state.dials.map(({ peer }) => peer).sort()).toEqual(named('a', CROWD).sort())
})

test('and goes on until all are dialled, though there are fewer left with each that is met', async () => {
  const { state, redial, pass } = setup({ reach: true })
  for (const peer of named('a', 4 * CROWD)) redial.seen(peer, ADDRESS, 'multicast')
  await pass(2 * TIMINGS.tickMs)
  expect(state.dials).toHaveLength(MAX_STRANGERS_PER_SECOND)
})

test.each([
  ['of few people', CROWD - 1, false],
  ['of many who are new as well', 2 * CROWD, true]
])('%s those with the lower PeerId are left to dial', async (_, count, asks) => {
  const { state, redial, pass } = setup()
  for (const peer of named('a', count)) redial.seen(peer, ADDRESS, 'multicast', asks)
  await pass(TIMINGS.graceMs - TIMINGS.tickMs)
  expect(state.dials).toEqual([])
})

test('in a crowd somebody new is left to dial, and dialled where it does not', async () => {
  const { state, redial, pass } = setup()
  for (const peer of named('b', CROWD)) state.connected.add(peer)
  redial.seen('z', ADDRESS, 'multicast', true)
  await pass(TIMINGS.leaveMs - TIMINGS.tickMs)
  expect(state.dials).toEqual([])
  await pass(2 * TIMINGS.tickMs)
  expect(state.dials.map(({ peer }) => peer)).toEqual(['z'])
})

test('a dial that was taken has its time, however often its peer announces itself; one that nobody takes is begun anew', async () => {
  const dialsOf = async (taken: boolean): Promise<number> => {
    const { state, redial, pass } = setup({ hang: true, taken })
    for (let i = 0; i < 4; i++) {
      redial.seen('z', ADDRESS, 'multicast')
      await pass(1_200)
    }
    return state.dials.length
  }
  expect(await dialsOf(true)).toBe(1)
  expect(await dialsOf(false)).toBeGreaterThan(2)
})

test.each([
  ['has not answered is ended', false, 0],
  ['has begun to answer goes on', true, 1]
])('a dial of ours that whoever dialled us meanwhile %s', async (_, answered, left) => {
  const { redial, pass, state } = setup({ hang: true, taken: true, answered })
  let ended = 0
  state.ended = () => void ended++
  redial.seen('z', ADDRESS, 'multicast')
  await pass(400)
  redial.forestalled('z')
  expect(1 - ended).toBe(left)
})
