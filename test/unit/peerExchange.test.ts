/** Whom to ask whom they reach, and when; what is told, and how long it counts. With a clock and peers of its own. */
import { randomBytes } from 'node:crypto'
import type { Connection, Logger } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { beforeEach, expect, test } from 'vitest'
import { fromHex } from '../../electron/core/crypto/bytes.ts'
import type { Report } from '../../electron/core/node/across/exchange.ts'
import { PeerExchange } from '../../electron/core/node/across/exchange.ts'
import { Ways } from '../../electron/core/node/across/ways.ts'
import { TIMINGS } from '../../electron/core/node/constants.ts'
import { keyOfPeer, peerOfSeed } from '../../electron/core/node/deviceKey.ts'
import type { PeersAnswer, PeersNote, PeersQuestion, ReachedPeer } from '../../electron/core/protocols/peers/index.ts'
import { RECORD } from '../support/record.ts'

const SECOND = 1_000
const log: Logger = Object.assign(() => {}, { error() {}, trace() {}, enabled: false, newScope: () => log })
const someone = (): string => peerOfSeed(randomBytes(32)).toString()
const SELF = someone()

let now: number
let state: PeersNote | undefined
let connections: Connection[]
let asked: Array<{ peer: string; at: number; question: PeersQuestion }>
let notes: Array<{ peer: string; note: PeersNote }>
let told: Map<string, Report>
let forged: string[]
let answers: (peer: string) => Promise<Partial<PeersAnswer>>
let exchange: PeerExchange

beforeEach(() => {
  now = 1_000_000
  state = { bridges: false, quiet: false }
  connections = []
  asked = []
  notes = []
  told = new Map()
  forged = []
  answers = async () => ({})
  exchange = new PeerExchange({
    self: SELF,
    log,
    timings: TIMINGS,
    ways: new Ways(() => connections),
    now: () => now,
    random: () => 0.5,
    service: () => ({
      async ask({ remotePeer }, question) {
        const peer = remotePeer.toString()
        asked.push({ peer, at: now, question })
        return { digest: new Uint8Array(32), bridges: false, quiet: false, peers: [], ...(await answers(peer)) }
      },
      async note({ remotePeer }, { bridges, quiet }) {
        notes.push({ peer: remotePeer.toString(), note: { bridges, quiet } })
      }
    }),
    state: () => state,
    record: async () => new Uint8Array(),
    told: (peer, report) => told.set(peer, report),
    forged: peer => forged.push(peer)
  })
})

function connect(peer = someone(), relay?: string): string {
  const circuit = relay === undefined ? '' : `/p2p/${relay}/p2p-circuit`
  const remoteAddr = multiaddr(`/ip4/10.0.0.1/tcp/1${circuit}/p2p/${peer}`)
  // of a connection, this is all that is looked at
  connections.push({ remotePeer: peerIdFromString(peer), remoteAddr, status: 'open' } as Connection)
  return peer
}

function meet(peer?: string, relay?: string): string {
  const met = connect(peer, relay)
  exchange.met(met)
  return met
}

/** Lets time pass, as the node does. */
async function pass(ms: number, step = 100): Promise<void> {
  for (const until = now + ms; now < until; ) {
    now = Math.min(until, now + step)
    exchange.tick()
    for (let n = 0; n < 5; n++) await new Promise(setImmediate)
  }
}

const reached = (peer: string, over: Partial<ReachedPeer> = {}): ReachedPeer => ({
  device: keyOfPeer(peer),
  relay: new Uint8Array(),
  record: new Uint8Array(),
  ...over
})
const question = async (): Promise<PeersQuestion> => {
  const peer = meet()
  await pass(TIMINGS.peersSoonMs)
  const found = asked.find(each => each.peer === peer)
  if (found === undefined) throw new Error('nobody was asked')
  return found.question
}

test('the first three of a crowd are asked soon after they greeted, once more a little later, and then one a minute', async () => {
  await pass(2 * SECOND)
  const crowd = Array.from({ length: 40 }, () => meet())
  await pass(4 * SECOND)
  expect(asked.map(({ peer }) => peer)).toEqual(crowd.slice(0, 3))
  expect(asked[0]?.at).toBe(1_000_000 + 2 * SECOND + TIMINGS.peersSoonMs)
  await pass(4 * SECOND)
  expect(asked.map(({ peer }) => peer)).toEqual([...crowd.slice(0, 3), ...crowd.slice(0, 3)])
  await pass(10 * 60 * SECOND, SECOND)
  expect(asked.length).toBe(3 + 3 + 10)
})

test('whom a neighbour met just after it was asked is told of within seconds', async () => {
  const [neighbour, late] = [meet(), someone()]
  await pass(SECOND)
  expect(told.get(neighbour)?.reached).toEqual([])
  answers = async () => ({ peers: [reached(late)] })
  await pass(6 * SECOND)
  expect(told.get(neighbour)?.reached.map(({ peer }) => peer)).toEqual([late])
})

test('a bridge is asked in every round, and whoever reaches somebody that we do not', async () => {
  const [bridge, neighbour] = [meet(), meet()]
  for (let n = 0; n < 20; n++) meet()
  const stranger = someone()
  answers = async peer =>
    peer === bridge ? { bridges: true } : peer === neighbour ? { peers: [reached(stranger)] } : { bridges: false }
  await pass(5 * 60 * SECOND, SECOND)
  const times = (peer: string) => asked.filter(each => each.peer === peer).length
  expect([times(bridge), times(neighbour)]).toEqual([6, 6])
})

test('what a peer says is handed on, and forgotten when it is not said again, or the peer has gone', async () => {
  const [peer, other, stranger] = [meet(), meet(), someone()]
  answers = async () => ({ bridges: true, peers: [reached(stranger)] })
  await pass(SECOND)
  const report = { bridges: true, reached: [{ peer: stranger, relay: null, addresses: [] }] }
  expect([told.get(peer), told.get(other)]).toEqual([report, report])
  exchange.parted(other)
  expect(told.get(other)).toEqual({ bridges: false, reached: [] })
  answers = () => Promise.reject(new Error('silent'))
  await pass(TIMINGS.peersExpireMs - 2 * SECOND, SECOND)
  expect(told.get(peer)).toEqual(report)
  await pass(4 * SECOND)
  expect(told.get(peer)).toEqual({ bridges: false, reached: [] })
})

test('an answer in which nothing differs takes nothing back of whom both reach, and the rest of it', async () => {
  const [bridge, beyond, gone] = [meet(), someone(), someone()]
  answers = async () => ({ bridges: true, peers: [reached(beyond), reached(gone)] })
  await pass(SECOND)
  meet(beyond, bridge)
  answers = async () => ({ bridges: true, digest: asked.at(-1)?.question.digest ?? new Uint8Array() })
  await pass(10 * SECOND)
  const report = { bridges: true, reached: [{ peer: beyond, relay: null, addresses: [] }] }
  expect(told.get(bridge)).toEqual(report)
  asked = []
  await pass(TIMINGS.peersExpireMs + 60 * SECOND, SECOND)
  expect(asked.filter(({ peer }) => peer === bridge).length).toBeGreaterThan(2)
  expect(told.get(bridge)).toEqual(report)
  answers = async () => ({ bridges: false, digest: asked.at(-1)?.question.digest ?? new Uint8Array() })
  await pass(2 * 60 * SECOND, SECOND)
  expect(told.get(bridge)).toEqual({ ...report, bridges: false })
})

test('a note of a bridge is a reason to ask, every two seconds at most; of others it is none', async () => {
  const [bridge, other] = [meet(), meet()]
  await pass(SECOND)
  asked = []
  for (let n = 0; n < 40; n++) {
    exchange.noted(bridge, { bridges: true, quiet: false })
    exchange.noted(other, { bridges: false, quiet: false })
    exchange.noted(someone(), { bridges: true, quiet: false })
    await pass(100)
  }
  expect(asked.map(({ peer }) => peer)).toEqual([bridge, bridge])
})

test('a bridge tells its neighbours that something changed, two seconds apart; those behind others it does not', async () => {
  const near = meet()
  await pass(3 * SECOND)
  expect(notes).toEqual([])
  state = { bridges: true, quiet: false }
  meet(someone(), near)
  await pass(10 * SECOND)
  expect(notes.filter(({ peer }) => peer === near)).toEqual([{ peer: near, note: state }])
  notes = []
  for (let n = 0; n < 40; n++) {
    connect() // not one who greeted: nothing to tell
    await pass(100)
  }
  expect(notes).toEqual([])
  const came = [meet(), meet()]
  await pass(10 * SECOND)
  expect(notes.filter(({ peer }) => peer === near)).toHaveLength(1)
  for (const peer of came) expect(notes.some(each => each.peer === peer)).toBe(true)
})

test('who turns quiet says so to everybody near, and to who comes later', async () => {
  const near = meet()
  await pass(3 * SECOND)
  state = { bridges: false, quiet: true }
  await pass(3 * SECOND)
  const later = meet()
  expect(notes).toEqual([near, later].map(peer => ({ peer, note: { bridges: false, quiet: true } })))
})

test('with the same people reached nothing is listed; else all who greeted, and by whom they are reached', async () => {
  const asking = await question()
  const peer = meet()
  connect() // never greeted
  const far = meet(someone(), peer)
  const quiet = meet()
  exchange.noted(quiet, { bridges: false, quiet: true })
  const answer = await exchange.asked(peer, asking)
  const listed = answer?.peers.map(({ device, relay }) => [device, relay.length === 0 ? null : relay])
  const first = asked[0]?.peer ?? ''
  expect(listed).toHaveLength(2)
  expect(listed).toContainEqual([keyOfPeer(first), null])
  expect(listed).toContainEqual([keyOfPeer(far), keyOfPeer(peer)])
  const same = await exchange.asked(peer, { ...asking, digest: answer?.digest ?? new Uint8Array() })
  expect(same).toMatchObject({ digest: answer?.digest, peers: [] })
})

test('who has not greeted is not answered, and nobody is while we keep to our network', async () => {
  const asking = await question()
  expect(await exchange.asked(connect(), asking)).toBeUndefined()
  const peer = meet()
  expect(await exchange.asked(peer, asking)).toBeDefined()
  state = undefined
  expect(await exchange.asked(peer, asking)).toBeUndefined()
  asked = []
  await pass(5 * 60 * SECOND, SECOND)
  expect(asked).toEqual([])
})

test('a record counts for the device that signed it; another one is no address and is counted as forged', async () => {
  const peer = meet()
  const [cleo, stranger] = [RECORD.peerId, someone()]
  const record = fromHex(RECORD.envelope)
  answers = async () => ({ peers: [reached(cleo, { record }), reached(stranger, { record })] })
  await pass(SECOND)
  const addresses = told.get(peer)?.reached.map(each => each.addresses.map(String))
  expect(addresses).toEqual([RECORD.addresses, []])
  expect(forged).toEqual([peer])
})

test('keys that are none, the asking one and the asked one are left out, and one that is told twice is told once', async () => {
  const peer = meet()
  const stranger = someone()
  const none = new Uint8Array(32).fill(255)
  answers = async () => ({
    peers: [SELF, peer, stranger, stranger].map(each => reached(each)).concat(reached(stranger, { device: none }))
  })
  await pass(SECOND)
  expect(told.get(peer)?.reached.map(each => each.peer)).toContain(stranger)
  expect(told.get(peer)?.reached.map(each => each.peer)).not.toContain(SELF)
  expect(told.get(peer)?.reached.map(each => each.peer)).not.toContain(peer)
  expect(told.get(peer)?.reached.filter(each => each.peer === stranger)).toHaveLength(1)
})

test('four are asked at once, however many there are to ask', async () => {
  const waiting: Array<() => void> = []
  answers = () => new Promise(resolve => waiting.push(() => resolve({})))
  const bridges = Array.from({ length: 12 }, () => meet())
  await pass(TIMINGS.peersNoteMs)
  for (const peer of bridges) exchange.noted(peer, { bridges: true, quiet: false })
  await pass(5 * SECOND)
  expect(asked).toHaveLength(4)
  waiting.splice(0).forEach(answer => answer())
  await pass(SECOND)
  expect(asked).toHaveLength(8)
})
