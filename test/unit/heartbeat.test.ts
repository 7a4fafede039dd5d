/** When a connection is pinged, doubted and given up, by a clock that the test owns. */
import type { Connection } from '@libp2p/interface'
import { prefixLogger } from '@libp2p/logger'
import { expect, test } from 'vitest'
import { TIMINGS } from '../../electron/core/node/constants.ts'
import { Heartbeat } from '../../electron/core/node/heartbeat.ts'

interface Line {
  connection: Connection
  heardAt: number
  /** Whether the other end answers. */
  alive: boolean
  pings: number[]
  doubts: number[]
  endedAt: number | null
}

function setup(count: number, random = () => 0.5) {
  const state = { now: 0 }
  const lines: Line[] = []
  const of = (connection: Connection): Line => {
    const line = lines.find(each => each.connection === connection)
    if (line === undefined) throw new Error('no such connection')
    return line
  }
  function add(): Line {
    const status = { status: 'open' }
    const connection = Object.assign(status, {
      remotePeer: { toString: () => `peer${lines.length}` },
      abort: () => {
        status.status = 'aborted'
        of(connection).endedAt = state.now
      }
    }) as unknown as Connection
    const line: Line = { connection, heardAt: state.now, alive: true, pings: [], doubts: [], endedAt: null }
    lines.push(line)
    return line
  }
  const heartbeat = new Heartbeat({
    log: prefixLogger('test').forComponent('heartbeat'),
    timings: TIMINGS,
    now: () => state.now,
    random,
    connections: () => lines.filter(({ endedAt }) => endedAt === null).map(({ connection }) => connection),
    heardAt: connection => of(connection).heardAt,
    pinger: (connection, echoed) => ({
      send() {
        const line = of(connection)
        line.pings.push(state.now)
        if (!line.alive) return
        line.heardAt = state.now
        echoed(1)
      }
    }),
    measured: () => {},
    doubted: connection => of(connection).doubts.push(state.now)
  })
  for (let i = 0; i < count; i++) add()
  function pass(ms: number, each = () => {}): void {
    for (const end = state.now + ms; state.now < end; ) {
      state.now += TIMINGS.tickMs
      each()
      heartbeat.tick()
    }
  }
  return { state, lines, heartbeat, pass, first: lines[0] as Line }
}

test.each([
  [2, 5_000],
  [25, 10_000],
  [45, 18_000],
  [60, 20_000],
  [128, 20_000]
])('of %i quiet connections each is pinged every %i ms', (count, every) => {
  const { lines, pass } = setup(count)
  pass(10 * every)
  for (const { pings } of lines) {
    expect(pings.length).toBeGreaterThanOrEqual(9)
    expect(pings.length).toBeLessThanOrEqual(10)
  }
})

test('who is heard anyway is pinged once a minute, to measure the way', () => {
  const { first, state, pass } = setup(1)
  pass(10 * 60_000, () => {
    first.heardAt = state.now
  })
  expect(first.pings.length).toBeGreaterThanOrEqual(9)
  expect(first.pings.length).toBeLessThanOrEqual(11)
})

test('who is heard, and never answered a ping, is pinged every few seconds until the way is measured', () => {
  const { first, state, pass, heartbeat } = setup(1)
  const hears = (): void => {
    first.heardAt = state.now
  }
  first.alive = false // the first ping is lost while the connection is made
  heartbeat.opened(first.connection)
  pass(16_000, hears)
  expect(first.pings.length).toBe(4)
  first.alive = true
  pass(30_000, hears)
  expect(first.pings.length).toBe(5)
})

test('silence is doubted after the first miss, and ended after the third', () => {
  const { first, heartbeat, pass } = setup(1)
  first.alive = false
  pass(9_800)
  expect(first.doubts).toEqual([])
  pass(400)
  expect(first.doubts).toHaveLength(1)
  expect(heartbeat.doubts(first.connection)).toBe(true)
  expect(first.endedAt).toBeNull()
  pass(4_000)
  expect(first.pings).toEqual([5_000, 10_000, 12_000])
  expect(first.endedAt).toBe(14_000)
})

test('any byte after the ping is a sign of life', () => {
  const { first, heartbeat, state, pass } = setup(1)
  first.alive = false
  pass(10_200)
  expect(heartbeat.doubts(first.connection)).toBe(true)
  first.heardAt = state.now
  pass(200)
  expect(heartbeat.doubts(first.connection)).toBe(false)
  expect(first.endedAt).toBeNull()
})

test('who was sent something and stays silent is doubted within 4 s', () => {
  const { first, heartbeat, state, pass } = setup(1)
  pass(1_000)
  first.alive = false
  const spokeAt = state.now
  heartbeat.spoke('peer1')
  heartbeat.spoke(first.connection.remotePeer.toString())
  pass(4_200)
  expect(first.doubts[0]).toBeLessThanOrEqual(spokeAt + 4_000)
})

test('who answered what was sent is not pinged for it', () => {
  const { first, heartbeat, state, pass } = setup(1)
  pass(400)
  heartbeat.spoke(first.connection.remotePeer.toString())
  pass(200)
  first.heardAt = state.now
  pass(3_000)
  expect(first.pings).toEqual([])
})

test('where one is doubted all that are quiet are asked, so that a dead network is known in a few seconds', () => {
  const { lines, pass } = setup(50, Math.random)
  pass(60_000)
  for (const line of lines) line.alive = false
  pass(9_000)
  expect(lines.filter(({ doubts }) => doubts.length > 0).length).toBe(50)
})

test('a probe that is answered says so at once, one that is not ends the connection in 1 s', async () => {
  const { first, lines, heartbeat, pass } = setup(2)
  await expect(heartbeat.probe(first.connection)).resolves.toBe(true)
  const second = lines[1] as Line
  second.alive = false
  const probe = heartbeat.probe(second.connection)
  pass(1_200)
  await expect(probe).resolves.toBe(false)
  expect(second.endedAt).toBe(1_000)
  expect(first.endedAt).toBeNull()
})

test('after a sleep all are doubted until they answer', () => {
  const { first, lines, heartbeat, pass } = setup(2)
  const second = lines[1] as Line
  second.alive = false
  heartbeat.probeAll()
  expect(first.doubts).toEqual([]) // it answered before anybody could ask
  expect(heartbeat.doubts(second.connection)).toBe(true)
  pass(1_200)
  expect(lines.map(({ endedAt }) => endedAt)).toEqual([null, 1_000])
})

test('a process that stood still blames nobody', () => {
  const { first, state, pass } = setup(1)
  first.alive = false
  pass(5_200)
  expect(first.pings).toHaveLength(1)
  state.now += 60_000
  first.alive = true
  pass(200)
  expect(first.doubts).toEqual([])
  pass(5_000)
  expect(first.endedAt).toBeNull()
})

test('of two ends mostly one asks: what both send in an hour is little more than one ping a round', () => {
  const near = setup(40, Math.random)
  const far = setup(40, Math.random)
  const [a, b] = [near.first, far.first]
  for (let t = 0; t < 3_600_000; t += TIMINGS.tickMs) {
    const before = a.pings.length + b.pings.length
    near.pass(TIMINGS.tickMs)
    far.pass(TIMINGS.tickMs)
    if (a.pings.length + b.pings.length > before) a.heardAt = b.heardAt = near.state.now
  }
  const rounds = 3_600_000 / 10_000
  expect(a.pings.length + b.pings.length).toBeLessThan(rounds * 1.3)
  expect(Math.min(a.pings.length, b.pings.length)).toBeGreaterThan(rounds * 0.3)
})

test('while this process itself is late it waits longer for others, and not any more once it is in time again', () => {
  const busy = setup(1)
  busy.first.alive = false
  const lateBy = 800
  for (let ticks = 0; ticks < 12; ticks++) {
    busy.state.now += TIMINGS.tickMs + lateBy
    busy.heartbeat.tick()
  }
  expect(busy.state.now).toBeGreaterThan(11_000)
  expect(busy.first.doubts).toEqual([])
  busy.pass(30_000)
  expect(busy.first.endedAt).not.toBeNull()
  const quiet = setup(1)
  quiet.first.alive = false
  quiet.pass(12_000)
  expect(quiet.first.doubts).toHaveLength(1)
})
