/** What the watchdog does with streams of gossip that gossipsub has let go of. */
import type { Connection, Stream } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { prefixLogger } from '@libp2p/logger'
import { expect, test } from 'vitest'
import { TIMINGS } from '../../electron/core/node/constants.ts'
import type { Router } from '../../electron/core/node/gossip.ts'
import { Watchdog } from '../../electron/core/node/watchdog.ts'

const GOSSIP = '/meshsub/1.2.0'

test('a stream of gossip that nobody reads any more is reset, so that the other end opens it again', () => {
  const reset: string[] = []
  const stream = (name: string, protocol: string, direction: 'inbound' | 'outbound') =>
    ({ protocol, direction, abort: () => reset.push(name) }) as unknown as Stream
  const read = stream('read', GOSSIP, 'inbound')
  const streams = [
    read,
    stream('orphan', GOSSIP, 'inbound'),
    stream('ours', GOSSIP, 'outbound'),
    stream('hello', '/earshot/hello/1', 'inbound')
  ]
  const attached: string[] = []
  const watchdog = new Watchdog({
    patienceMs: () => 0,
    router: {
      protocols: [GOSSIP],
      streamsInbound: new Map([['bob', { rawStream: read }]]),
      streamsOutbound: new Map()
    } as unknown as Router,
    registrar: {
      getTopologies: (protocol: string) => [{ onConnect: () => attached.push(protocol) }]
    } as unknown as Registrar,
    log: prefixLogger('test').forComponent('watchdog'),
    timings: TIMINGS,
    connections: () => [],
    gossips: async () => true
  })
  watchdog.reattach({ remotePeer: { toString: () => 'bob' }, streams } as unknown as Connection)
  expect(reset).toEqual(['orphan'])
  expect(attached).toEqual([GOSSIP])
})

test('a peer of which no topic is known is asked once, by resetting its stream; who said something never', async () => {
  const reset: string[] = []
  const peer = (name: string) => ({ toString: () => name, equals: (other: unknown) => String(other) === name })
  const streams = (name: string) => [name, { rawStream: { status: 'open', abort: () => reset.push(name) } }] as const
  const both = ['mute', 'talks']
  const watchdog = new Watchdog({
    patienceMs: () => 0,
    router: {
      protocols: [GOSSIP],
      streamsInbound: new Map(both.map(streams)),
      streamsOutbound: new Map(both.map(streams)),
      getTopics: () => ['room'],
      getSubscribers: () => [peer('talks')],
      score: { score: () => 0 },
      opts: { scoreThresholds: { graylistThreshold: -80 } }
    } as unknown as Router,
    registrar: {} as Registrar,
    log: prefixLogger('test').forComponent('watchdog'),
    timings: TIMINGS,
    connections: () => both.map(name => ({ status: 'open', remotePeer: peer(name) }) as unknown as Connection),
    gossips: async () => true
  })
  for (let now = 0; now < TIMINGS.muteMs; now += TIMINGS.tickMs) await watchdog.tick(now)
  expect(reset).toEqual([])
  for (let now = TIMINGS.muteMs; now < 60_000; now += TIMINGS.tickMs) await watchdog.tick(now)
  expect(reset).toEqual(['mute'])
})
