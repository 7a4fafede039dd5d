/** What a neighbour sees of us: over bare libp2p nodes and TCP, and that hostile bytes end a stream and nothing else. */
import { noise } from '@chainsafe/libp2p-noise'
import type { Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { lpStream } from '@libp2p/utils'
import { yamux } from '@libp2p/yamux'
import type { Multiaddr } from '@multiformats/multiaddr'
import fc from 'fast-check'
import { createLibp2p } from 'libp2p'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import { MAX_DIALS_BACK, RATE } from '../../electron/core/protocols/witness/constants.ts'
import { type Sight, WITNESS_PROTOCOL, witness } from '../../electron/core/protocols/witness/index.ts'
import { decodeQuestion, decodeTestimony, writeTestimony } from '../../electron/core/protocols/witness/messages.ts'
import { WitnessResponse } from '../../electron/core/protocols/witness/pb/witness.ts'
import type { DialOutcome } from '../../shared/networkModel.ts'
import { eventually } from '../support/eventually.ts'
import protocols from '../vectors/protocols.json' with { type: 'json' }

const running: Array<{ stop(): unknown }> = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(node => node.stop()))
})

const TIMEOUT_MS = 400
const SIGHT: Sight = { reach: 'direct', address: '/ip4/10.0.0.3/tcp/47100', outcome: 'reached', agoMs: 7 }

interface Seen {
  dials: Array<{ remote: string; port: number }>
  asked: string[]
}

async function makePeer(dial: (remote: Multiaddr) => Promise<DialOutcome | undefined> = async () => 'refused') {
  const seen: Seen = { dials: [], asked: [] }
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    services: {
      witness: witness({
        dial(remote, port) {
          seen.dials.push({ remote: remote.toString(), port })
          return dial(remote)
        },
        announced: () => ({ multicastMs: 12.4, broadcastMs: undefined }),
        sight(device) {
          seen.asked.push(toHex(device))
          return SIGHT
        },
        timeoutMs: TIMEOUT_MS
      })
    }
  })
  running.push(node)
  return { node, seen }
}

async function connected(dial?: (remote: Multiaddr) => Promise<DialOutcome | undefined>) {
  const [ann, bo] = await Promise.all([makePeer(), makePeer(dial)])
  const connection = await ann.node.dial(bo.node.getMultiaddrs())
  const ask = (question: { port?: number; device?: Uint8Array }) => ann.node.services.witness.ask(connection, question)
  return { ann, bo, connection, ask }
}

const key = new Uint8Array(32).fill(3)

test('a neighbour says whether our port can be reached, when it heard us, and what it knows of somebody', async () => {
  const { ask, bo } = await connected()
  expect(await ask({ port: 47_100, device: key })).toEqual({
    dial: 'refused',
    multicastMs: 12,
    broadcastMs: undefined,
    sight: SIGHT
  })
  expect(bo.seen.asked).toEqual([toHex(key)])
})

test('it only ever dials the host that it sees us at', async () => {
  const { ask, bo } = await connected()
  await ask({ port: 47_107 })
  expect(bo.seen.dials).toEqual([{ remote: expect.stringMatching(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+/), port: 47_107 }])
})

test('what is not asked is not done', async () => {
  const { ask, bo } = await connected()
  expect(await ask({})).toEqual({ dial: undefined, multicastMs: 12, broadcastMs: undefined, sight: undefined })
  expect(bo.seen).toEqual({ dials: [], asked: [] })
})

test('ports that no chat listens on are not asked for, and not dialled for whoever asks all the same', async () => {
  const { ask, bo, connection } = await connected()
  await expect(ask({ port: 22 })).rejects.toThrow('not a port to be tried')
  const stream = await connection.newStream(WITNESS_PROTOCOL)
  await lpStream(stream).write(Uint8Array.of(8, 22))
  await ended(stream)
  expect(bo.seen.dials).toEqual([])
})

test('a neighbour has so many dials back under way and no more, and says of the others that it did not dial', async () => {
  const held = Promise.withResolvers<DialOutcome>()
  const { ask, bo, ann } = await connected(() => held.promise)
  const second = await makePeer()
  const other = await second.node.dial(bo.node.getMultiaddrs())
  const first = [ask({ port: 5_000 }), ask({ port: 5_001 })]
  const more = [5_002, 5_003].map(port => second.node.services.witness.ask(other, { port }))
  await eventually(() => expect(bo.seen.dials).toHaveLength(MAX_DIALS_BACK))
  const third = await makePeer()
  const last = await third.node.dial(bo.node.getMultiaddrs())
  expect((await third.node.services.witness.ask(last, { port: 5_004 })).dial).toBeUndefined()
  held.resolve('reached')
  const answers = await Promise.all([...first, ...more])
  expect(answers.map(({ dial }) => dial)).toEqual(Array(MAX_DIALS_BACK).fill('reached'))
  expect(ann.seen.dials).toEqual([])
})

test('who asks without end is not answered for a while', async () => {
  const { ask } = await connected()
  const outcomes: string[] = []
  for (let n = 0; n < 2 * RATE.burst; n++)
    outcomes.push(
      await ask({}).then(
        () => 'answered',
        () => 'refused'
      )
    )
  expect(outcomes.slice(0, RATE.burst)).toEqual(Array(RATE.burst).fill('answered'))
  expect(outcomes).toContain('refused')
})

test('a neighbour whose dial never ends is given up at the deadline, and by whoever asked', async () => {
  const { ask, ann, connection } = await connected(() => new Promise(() => {}))
  await expect(ask({ port: 5_000 })).rejects.toThrow()
  const gone = new AbortController()
  const asked = ann.node.services.witness.ask(connection, { port: 5_000 }, gone.signal)
  gone.abort(new Error('no longer wanted'))
  await expect(asked).rejects.toThrow()
  expect(connection.status).toBe('open')
})

const ended = (stream: Stream) =>
  vi.waitFor(() => expect(stream.status).not.toBe('open'), { timeout: 3_000, interval: 10 })

describe('hostile bytes', () => {
  const junk: Array<[string, (stream: Stream) => void | Promise<void>]> = [
    ['garbage', async stream => lpStream(stream).write(Uint8Array.from({ length: 40 }, (_, i) => 0xff - i))],
    ['a length over the limit', stream => void stream.send(Uint8Array.of(0xff, 0xff, 0x0f))],
    ['a length that never ends', stream => void stream.send(new Uint8Array(64).fill(0xff))],
    ['half a message and silence', stream => void stream.send(Uint8Array.of(20, 8, 1))],
    ['silence', () => {}]
  ]
  test.each(junk)('%s ends the stream, and the connection carries the next question', async (_, send) => {
    const { connection, ask, bo } = await connected()
    const stream = await connection.newStream(WITNESS_PROTOCOL)
    await send(stream)
    await ended(stream)
    expect(bo.seen).toEqual({ dials: [], asked: [] })
    expect((await ask({ port: 47_100 })).dial).toBe('refused')
  })

  const answers: Array<[string, Uint8Array]> = [
    ['an answer that is not protobuf', Uint8Array.of(0xff, 0xff)],
    ['an address that is no address', WitnessResponse.encode({ sight: { address: 'x' } as never })],
    ['an answer without end', new Uint8Array(2_000)]
  ]
  test.each(answers)('%s is a failed question and nothing else', async (_, bytes) => {
    const { ann, connection } = await connected()
    await ann.node.services.witness.ask(connection, {})
    const liar = await createLibp2p({
      addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
      transports: [tcp()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()]
    })
    running.push(liar)
    await liar.handle(WITNESS_PROTOCOL, async stream => {
      await lpStream(stream).read()
      await lpStream(stream).write(bytes)
    })
    const toLiar = await ann.node.dial(liar.getMultiaddrs())
    await expect(ann.node.services.witness.ask(toLiar, {})).rejects.toThrow()
    expect((await ann.node.services.witness.ask(connection, {})).multicastMs).toBe(12)
  })
})

describe('vectors', () => {
  const { witness: vectors } = protocols
  test('a question and a testimony are read as ever', () => {
    const { port, device } = decodeQuestion(fromHex(vectors.request))
    expect({ port, device: toHex(device ?? new Uint8Array()) }).toEqual(vectors.question)
    expect(decodeQuestion(fromHex(vectors.emptyRequest))).toEqual({})
    expect(decodeTestimony(fromHex(vectors.response))).toEqual(vectors.testimony)
    expect(decodeTestimony(fromHex(vectors.emptyResponse))).toEqual({})
  })
  test.each(vectors.malformedRequests)('asked: $name is refused', ({ bytes }) => {
    expect(() => decodeQuestion(fromHex(bytes))).toThrow()
  })
  test.each(vectors.malformedResponses)('answered: $name is refused', ({ bytes }) => {
    expect(() => decodeTestimony(fromHex(bytes))).toThrow()
  })
  test('decoders answer any bytes with a value or an Error', () => {
    const settles = (decode: (data: Uint8Array) => unknown) => (data: Uint8Array) => {
      try {
        decode(data)
      } catch (err) {
        expect(err).toBeInstanceOf(Error)
      }
    }
    const samples = [fromHex(vectors.request), fromHex(vectors.response)]
    const mutated = fc
      .record({ sample: fc.constantFrom(...samples), at: fc.nat(), to: fc.nat(255) })
      .map(({ sample, at, to }) => Uint8Array.from(sample, (byte, index) => (index === at % sample.length ? to : byte)))
    for (const decode of [decodeQuestion, decodeTestimony]) {
      fc.assert(fc.property(fc.uint8Array({ maxLength: 128 }), settles(decode)), { numRuns: 2_000 })
      fc.assert(fc.property(mutated, settles(decode)), { numRuns: 2_000 })
    }
  })
  test('what has no word on the wire, and numbers past it, say what can be said', () => {
    const sight = { reach: 'unconnected', address: '/x'.repeat(200), outcome: 'outside', agoMs: 2 ** 40 } as const
    const testimony = { dial: 'self', multicastMs: -3, broadcastMs: 0.6, sight } as const
    expect(decodeTestimony(WitnessResponse.encode(writeTestimony(testimony)))).toEqual({
      dial: undefined,
      multicastMs: 0,
      broadcastMs: 1,
      sight: { reach: 'unconnected', address: undefined, outcome: undefined, agoMs: 2 ** 32 - 1 }
    })
  })
})
