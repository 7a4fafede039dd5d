/** Whom to reach through a bridge, when, and how often it is tried. With a clock, bridges and connections of its own. */
import { randomBytes } from 'node:crypto'
import type { Connection, Logger } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { beforeEach, expect, test } from 'vitest'
import { Crossing } from '../../electron/core/node/across/crossing.ts'
import { networkOf } from '../../electron/core/node/across/networks.ts'
import { Ways } from '../../electron/core/node/across/ways.ts'
import { TIMINGS } from '../../electron/core/node/constants.ts'
import { peerOfSeed } from '../../electron/core/node/deviceKey.ts'
import type { LanAddress } from '../../electron/core/node/interfaces.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const log: Logger = Object.assign(() => {}, { error() {}, trace() {}, enabled: false, newScope: () => log })
const ids = Array.from({ length: 12 }, () => peerOfSeed(randomBytes(32)).toString()).sort()
const [LOWEST = '', RAY = '', SAM = '', SELF = '', ...HIGHER] = ids
const [CLEO = '', DEE = ''] = HIGHER

let now: number
let isAllowed: boolean
let connections: Connection[]
let reserved: Array<{ relay: string; at: number }>
let dialled: Array<{ relay: string; peer: string; at: number }>
let reserves: (relay: string) => Promise<void>
let dials: (peer: string) => Promise<void>
let crossing: Crossing

beforeEach(() => {
  now = 1_000_000
  isAllowed = true
  connections = []
  reserved = []
  dialled = []
  reserves = async () => {}
  dials = () => Promise.reject(new Error('nobody there'))
  crossing = new Crossing({
    self: SELF,
    log,
    timings: TIMINGS,
    ways: new Ways(() => connections),
    now: () => now,
    random: () => 0.5,
    allowed: () => isAllowed,
    reserve({ remotePeer }) {
      reserved.push({ relay: remotePeer.toString(), at: now })
      return reserves(remotePeer.toString())
    },
    dial({ remotePeer }, peer) {
      dialled.push({ relay: remotePeer.toString(), peer, at: now })
      return dials(peer)
    }
  })
  connect(RAY)
})

function connect(peer: string, relay?: string): void {
  const circuit = relay === undefined ? '' : `/p2p/${relay}/p2p-circuit`
  const remoteAddr = multiaddr(`/ip4/10.0.0.1/tcp/1${circuit}/p2p/${peer}`)
  // of a connection, this is all that is looked at
  connections.push({ remotePeer: peerIdFromString(peer), remoteAddr, status: 'open' } as Connection)
}

const lose = (peer: string): void => {
  connections = connections.filter(({ remotePeer }) => remotePeer.toString() !== peer)
}

async function pass(ms: number, step = 100): Promise<void> {
  for (const until = now + ms; now < until; ) {
    now = Math.min(until, now + step)
    crossing.tick()
    for (let n = 0; n < 3; n++) await new Promise(setImmediate)
  }
}

const says = (bridge: string, ...peers: string[]): void =>
  crossing.told(bridge, { bridges: true, reached: peers.map(peer => ({ peer, relay: null, addresses: [] })) })
const after = (ms: number): number => 1_000_000 + ms

test('who is not reached for three seconds is dialled through the bridge, once there is a reservation', async () => {
  says(RAY, CLEO)
  await pass(TIMINGS.acrossMs)
  expect([reserved, dialled]).toEqual([[], []])
  await pass(SECOND)
  expect(reserved[0]).toEqual({ relay: RAY, at: after(TIMINGS.acrossMs + 100) })
  expect(dialled[0]).toEqual({ relay: RAY, peer: CLEO, at: after(TIMINGS.acrossMs + 200) })
  expect([crossing.accepts(RAY), crossing.accepts(SAM)]).toEqual([true, false])
})

test('the higher PeerId leaves the dialling to the lower for a while', async () => {
  says(RAY, LOWEST)
  await pass(TIMINGS.acrossMs + 500)
  expect([reserved.length, dialled.length]).toEqual([1, 0])
  await pass(TIMINGS.graceMs)
  expect(dialled.map(({ peer }) => peer)).toEqual([LOWEST])
})

test('who is reached directly needs nobody, and who only says so is no bridge', async () => {
  connect(CLEO)
  says(RAY, CLEO)
  crossing.told(SAM, { bridges: false, reached: [{ peer: DEE, relay: null, addresses: [] }] })
  connect(SAM)
  await pass(MINUTE, SECOND)
  expect([reserved, dialled]).toEqual([[], []])
})

test('whom a bridge reaches through somebody itself cannot be reached through it', async () => {
  crossing.told(RAY, { bridges: true, reached: [{ peer: CLEO, relay: SAM, addresses: [] }] })
  await pass(MINUTE, SECOND)
  expect([reserved, dialled]).toEqual([[], []])
})

test('a bridge that is itself reached through somebody is none', async () => {
  lose(RAY)
  connect(SAM)
  connect(RAY, SAM)
  says(RAY, CLEO)
  await pass(MINUTE, SECOND)
  expect([reserved, dialled]).toEqual([[], []])
})

test('who cannot be reached is tried more and more seldom', async () => {
  says(RAY, CLEO)
  await pass(10 * MINUTE, SECOND)
  const pauses = dialled.map(({ at }, n) => at - (dialled[n - 1]?.at ?? at)).slice(1)
  expect(pauses.slice(0, 4)).toEqual([1, 1, 2, 4].map(seconds => seconds * SECOND))
  expect(Math.max(...pauses)).toBe(MINUTE)
})

test('a connection that ends is made anew at once', async () => {
  dials = async peer => connect(peer, RAY)
  says(RAY, CLEO)
  await pass(5 * MINUTE, SECOND)
  expect(dialled).toHaveLength(1)
  const lostAt = now
  lose(CLEO)
  await pass(SECOND)
  expect(dialled[1]?.at).toBe(lostAt + 100)
})

test('a reservation is renewed as long as somebody is reached through it, and counts for half an hour at most', async () => {
  dials = async peer => connect(peer, RAY)
  says(RAY, CLEO)
  await pass(25 * MINUTE, SECOND)
  expect(reserved).toHaveLength(3)
  reserves = () => Promise.reject(new Error('no place'))
  await pass(31 * MINUTE, SECOND)
  expect(crossing.accepts(RAY)).toBe(false)
  lose(CLEO)
  says(RAY)
  reserved = []
  await pass(20 * MINUTE, SECOND)
  expect(reserved).toEqual([])
})

test('a bridge whose connections ended is asked again: it may have begun anew', async () => {
  dials = async peer => connect(peer, RAY)
  says(RAY, CLEO, DEE)
  await pass(10 * SECOND)
  expect(reserved).toHaveLength(1)
  for (const peer of [CLEO, DEE]) lose(peer)
  await pass(SECOND)
  expect([reserved.length, dialled.length]).toEqual([2, 4])
})

test('a bridge that does not put somebody through is asked for a reservation again, though not at every failure', async () => {
  says(RAY, CLEO)
  await pass(4 * SECOND)
  const failedAt = dialled[0]?.at ?? 0
  expect(reserved.slice(0, 2).map(({ at }) => at)).toEqual([failedAt - 100, failedAt + 100])
  const people = Array.from({ length: 40 }, () => peerOfSeed(randomBytes(32)).toString())
  says(RAY, ...people)
  await pass(5 * MINUTE, SECOND)
  expect(dialled.length).toBeGreaterThan(100)
  expect(reserved.length).toBeLessThan(25)
  expect(crossing.accepts(RAY)).toBe(true)
})

test('who is given no reservation asks more and more seldom, and may dial all the same', async () => {
  reserves = () => Promise.reject(new Error('no place'))
  says(RAY, CLEO)
  await pass(10 * MINUTE, SECOND)
  const pauses = reserved.map(({ at }, n) => at - (reserved[n - 1]?.at ?? at)).slice(1)
  expect(pauses.slice(0, 4)).toEqual([1, 1, 2, 4].map(seconds => seconds * SECOND))
  expect(Math.max(...pauses)).toBe(MINUTE)
  expect(dialled.length).toBeGreaterThan(1)
  expect(crossing.accepts(RAY)).toBe(false)
})

test('when the bridge has gone another one is used, or nobody is', async () => {
  dials = async peer => connect(peer, RAY)
  connect(SAM)
  says(RAY, CLEO)
  says(SAM, CLEO)
  await pass(10 * SECOND)
  expect(dialled.map(({ relay }) => relay)).toEqual([RAY])
  lose(RAY)
  lose(CLEO)
  crossing.parted(RAY)
  await pass(10 * SECOND)
  expect(dialled.map(({ relay }) => relay)).toEqual([RAY, SAM])
  lose(CLEO)
  crossing.parted(SAM)
  await pass(MINUTE, SECOND)
  expect(dialled).toHaveLength(2)
})

test('while connections through others are not allowed none is made, taken or prepared', async () => {
  says(RAY, CLEO)
  await pass(10 * SECOND)
  isAllowed = false
  const before = [reserved.length, dialled.length]
  await pass(20 * MINUTE, SECOND)
  expect([reserved.length, dialled.length]).toEqual(before)
  expect(crossing.accepts(RAY)).toBe(false)
})

test('thousands of invented people cost eight dials a second, four at once, and no memory without end', async () => {
  const invented = Array.from({ length: 3_000 }, () => peerOfSeed(randomBytes(32)).toString())
  for (let from = 0; from < invented.length; from += 250) {
    const bridge = peerOfSeed(randomBytes(32)).toString()
    connect(bridge)
    says(bridge, ...invented.slice(from, from + 250))
  }
  await pass(TIMINGS.acrossMs + SECOND)
  dialled = []
  const begun = now
  await pass(10 * SECOND)
  expect(dialled.filter(({ at }) => at - begun < SECOND).length).toBeLessThanOrEqual(8)
  expect(dialled.length).toBeLessThanOrEqual(88)
  dials = () => new Promise(() => {}) // never ends
  dialled = []
  await pass(MINUTE, SECOND)
  expect(dialled.length).toBeLessThanOrEqual(4)
  dials = () => Promise.reject(new Error('nobody there'))
})

const LANS: LanAddress[] = [
  { name: 'eth0', address: '10.77.0.5', prefix: 24, scope: 0 },
  { name: 'wlan0', address: '10.77.0.9', prefix: 24, scope: 0 },
  { name: 'eth1', address: '192.168.4.2', prefix: 24, scope: 0 },
  { name: 'eth1', address: 'fd00:4::2', prefix: 64, scope: 0 },
  { name: 'eth0', address: 'fe80::1', prefix: 64, scope: 2 },
  { name: 'eth1', address: 'fe80::2', prefix: 64, scope: 3 }
]

test('cable and Wi-Fi of one network are one network, in whatever order they come', () => {
  const names = (lans: LanAddress[]) => ['eth0', 'wlan0', 'eth1', 'tun0'].map(name => networkOf(lans, name))
  expect(names(LANS)).toEqual(['eth0', 'eth0', 'eth1', 'tun0'])
  expect(names([...LANS].reverse())).toEqual(['eth0', 'eth0', 'eth1', 'tun0'])
  // link-local addresses alone say nothing of what is behind them
  expect(names(LANS.filter(({ address }) => address.startsWith('fe80')))).toEqual(['eth0', 'wlan0', 'eth1', 'tun0'])
})
