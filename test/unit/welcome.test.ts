/** When identify and the work of the chat begin with whoever greeted, by timers that the test owns. */
import type { Connection, Logger } from '@libp2p/interface'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TIMINGS } from '../../electron/core/node/constants.ts'
import { Welcome } from '../../electron/core/node/welcome.ts'

const log: Logger = Object.assign(() => {}, { error() {}, trace() {}, enabled: false, newScope: () => log })

let connections: Connection[]
/** What happened, in order. */
let said: string[]
let welcome: Welcome

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  connections = []
  said = []
  welcome = new Welcome({
    log,
    timings: TIMINGS,
    now: () => performance.now(),
    peers: () => new Set(connections.map(({ remotePeer }) => remotePeer.toString())).size,
    connections: peer => connections.filter(({ remotePeer }) => remotePeer.toString() === peer),
    identify: async ({ id }) => said.push(`identify ${id}`),
    welcomed: peer => said.push(`welcome ${peer}`)
  })
})
afterEach(() => vi.useRealTimers())

function connect(peer: string, id = peer): Connection {
  const connection = { id, status: 'open', remotePeer: { toString: () => peer } } as unknown as Connection
  connections.push(connection)
  welcome.opened(connection)
  return connection
}

function disconnect(connection: Connection): void {
  connections = connections.filter(each => each !== connection)
  welcome.closed(connection)
}

/** Connects so many, who have long been welcome. */
function settle(count: number): void {
  for (let i = 0; i < count; i++) {
    connect(`old ${i}`)
    welcome.greeted(`old ${i}`)
  }
  vi.advanceTimersByTime(60_000)
  said = []
}

test('the only one near is welcome at once', () => {
  connect('ann')
  welcome.greeted('ann')
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['identify ann', 'welcome ann'])
})

test('who comes new to many is left alone for a moment: it is busy with all of them', () => {
  settle(9)
  connect('ann')
  welcome.greeted('ann')
  vi.advanceTimersByTime(9 * TIMINGS.lullEachMs - 1)
  expect(said).toEqual([])
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['identify ann', 'welcome ann'])
})

test('while people keep coming nothing else is done, and then with one after the other, in the order they came', () => {
  const names = Array.from({ length: 8 }, (_, i) => `p${i}`)
  for (const name of names) connect(name)
  for (const name of names) {
    expect(said).toEqual([])
    welcome.greeted(name)
    vi.advanceTimersByTime(100)
  }
  vi.advanceTimersByTime(7 * TIMINGS.lullEachMs - 100)
  expect(said).toEqual(['identify p0', 'welcome p0'])
  vi.advanceTimersByTime(TIMINGS.turnMs)
  expect(said.slice(2)).toEqual(['identify p1', 'welcome p1'])
  vi.advanceTimersByTime(6 * TIMINGS.turnMs)
  expect(said.filter(each => each.startsWith('welcome'))).toEqual(names.map(name => `welcome ${name}`))
})

test('nobody waits for longer than a bound, however many come', () => {
  settle(60)
  connect('ann')
  welcome.greeted('ann')
  for (let at = 0; at < TIMINGS.lullLatestMs; at += 100) {
    expect(said).toEqual([])
    connect(`new ${at}`)
    welcome.greeted(`new ${at}`)
    vi.advanceTimersByTime(100)
  }
  expect(said).toEqual(['identify ann', 'welcome ann'])
})

test('who does not greet is identified soon, and a stranger to our protocol at once', () => {
  connect('mute')
  connect('stock')
  welcome.stranger('stock')
  expect(said).toEqual(['identify stock'])
  vi.advanceTimersByTime(TIMINGS.unheardMs + TIMINGS.lullEachMs)
  expect(said).toEqual(['identify stock', 'identify mute'])
})

test('each connection is identified once, also one that opens later or beside another', () => {
  connect('ann', 'first')
  connect('ann', 'second')
  welcome.greeted('ann')
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['identify first', 'identify second', 'welcome ann'])
  connect('ann', 'third')
  vi.advanceTimersByTime(60_000)
  expect(said.slice(3)).toEqual(['identify third'])
})

test('who greets again, with another profile, is welcomed again', () => {
  connect('ann')
  welcome.greeted('ann')
  vi.advanceTimersByTime(1)
  welcome.greeted('ann')
  vi.advanceTimersByTime(TIMINGS.turnMs)
  expect(said).toEqual(['identify ann', 'welcome ann', 'welcome ann'])
})

test('who is welcome already and greets again keeps nobody waiting', () => {
  settle(9)
  connect('ann')
  welcome.greeted('ann')
  vi.advanceTimersByTime(9 * TIMINGS.lullEachMs - 1)
  welcome.greeted('old 3')
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['identify ann', 'welcome ann'])
  vi.advanceTimersByTime(TIMINGS.turnMs)
  expect(said.slice(2)).toEqual(['welcome old 3'])
})

test('who has gone is not welcomed, nobody waits for them, and who comes again begins anew', () => {
  settle(9)
  const ann = connect('ann')
  welcome.greeted('ann')
  connect('bob')
  welcome.greeted('bob')
  disconnect(ann)
  welcome.parted('ann')
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual(['identify bob', 'welcome bob'])
  connect('ann', 'ann again')
  vi.advanceTimersByTime(TIMINGS.unheardMs - 1)
  expect(said).toHaveLength(2)
  welcome.greeted('ann')
  vi.advanceTimersByTime(60_000)
  expect(said.slice(2)).toEqual(['identify ann again', 'welcome ann'])
})

test('who was welcome, went and comes again waits like anybody new', () => {
  settle(9)
  const ann = connect('ann')
  welcome.greeted('ann')
  vi.advanceTimersByTime(60_000)
  disconnect(ann)
  welcome.parted('ann')
  said = []
  connect('ann')
  welcome.greeted('ann')
  vi.advanceTimersByTime(9 * TIMINGS.lullEachMs - 1)
  expect(said).toEqual([])
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['identify ann', 'welcome ann'])
})

test('nothing happens after the end', () => {
  connect('ann')
  connect('mute')
  welcome.greeted('ann')
  welcome.stop()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})
