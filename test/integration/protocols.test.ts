/** Our protocols between bare libp2p nodes: what crosses, and that hostile bytes end a stream and nothing else. */
import { noise } from '@chainsafe/libp2p-noise'
import type { Connection, Stream } from '@libp2p/interface'
import { memory } from '@libp2p/memory'
import { lpStream } from '@libp2p/utils'
import { yamux } from '@libp2p/yamux'
import fc from 'fast-check'
import { createLibp2p } from 'libp2p'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { decodeHello } from '../../electron/core/protocols/hello/hello.ts'
import type { HelloGreeting } from '../../electron/core/protocols/hello/index.ts'
import { HELLO_PROTOCOL, hello } from '../../electron/core/protocols/hello/index.ts'
import { Hello } from '../../electron/core/protocols/hello/pb/hello.ts'
import type { SignedIntroduction } from '../../electron/core/protocols/introduce/index.ts'
import { INTRODUCE_PROTOCOL, introduce } from '../../electron/core/protocols/introduce/index.ts'
import { decodeIntroduceRequest, decodeIntroduceResponse } from '../../electron/core/protocols/introduce/introduce.ts'
import { IntroduceRequest, IntroduceResponse } from '../../electron/core/protocols/introduce/pb/introduce.ts'
import type { PeersAnswer, PeersNote, PeersQuestion } from '../../electron/core/protocols/peers/index.ts'
import { PEERS_PROTOCOL, peers } from '../../electron/core/protocols/peers/index.ts'
import { PeersRequest, PeersResponse } from '../../electron/core/protocols/peers/pb/peers.ts'
import { decodePeersRequest, decodePeersResponse } from '../../electron/core/protocols/peers/peers.ts'
import { TokenBuckets } from '../../electron/core/protocols/rate.ts'
import type { RoomReceipt } from '../../electron/core/protocols/receipts/index.ts'
import { RECEIPTS_PROTOCOL, receipts } from '../../electron/core/protocols/receipts/index.ts'
import { Receipts } from '../../electron/core/protocols/receipts/pb/receipts.ts'
import { decodeReceipts } from '../../electron/core/protocols/receipts/receipts.ts'
import { eventually } from '../support/eventually.ts'

const running: Array<{ stop(): unknown }> = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(node => node.stop()))
})

const GREETING: HelloGreeting = { certificate: bytes(1, 2), profile: bytes(3), channels: ['everyone', 'قناة'] }
const DIGEST = new Uint8Array(32).fill(9)
const QUESTION: PeersQuestion = { digest: DIGEST, bridges: false, quiet: false }
const REACHED = { device: new Uint8Array(32).fill(1), relay: new Uint8Array(), record: bytes(6, 7) }
const ANSWER: PeersAnswer = { digest: new Uint8Array(32).fill(8), bridges: true, quiet: false, peers: [REACHED] }
const INTRODUCTION: SignedIntroduction = { certificate: bytes(4), profile: bytes(5) }

function bytes(...values: number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(values)
}

let addresses = 0
const TIMEOUT_MS = 400

async function makePeer(greeting: HelloGreeting | null = GREETING) {
  const timeoutMs = TIMEOUT_MS
  const greeted: Array<HelloGreeting | undefined> = []
  const received: RoomReceipt[][] = []
  const asked: Uint8Array[][] = []
  const questions: PeersQuestion[] = []
  const notes: PeersNote[] = []
  const node = await createLibp2p({
    addresses: { listen: [`/memory/protocols-${process.pid}-${++addresses}`] },
    transports: [memory()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    services: {
      hello: hello({ greeting: () => greeting ?? undefined, greeted: (_, theirs) => greeted.push(theirs), timeoutMs }),
      introduce: introduce({
        provide(_, devices) {
          asked.push(devices)
          return devices.map(() => INTRODUCTION)
        },
        timeoutMs
      }),
      receipts: receipts({ received: (_, told) => received.push(told), timeoutMs }),
      peers: peers({
        async asked(_, theirs) {
          questions.push(theirs)
          return ANSWER
        },
        noted: (_, theirs) => notes.push(theirs),
        timeoutMs
      })
    }
  })
  running.push(node)
  return { node, greeted, received, asked, questions, notes }
}

async function connected() {
  const [ann, bob] = await Promise.all([makePeer(), makePeer()])
  const connection = await ann.node.dial(bob.node.getMultiaddrs())
  return { ann, bob, connection }
}

const ended = (stream: Stream) =>
  vi.waitFor(() => expect(stream.status).not.toBe('open'), { timeout: 3_000, interval: 10 })

/** The connection still carries a whole exchange. */
async function works(connection: Connection, peers: Awaited<ReturnType<typeof connected>>): Promise<void> {
  const before = peers.bob.greeted.length
  await peers.ann.node.services.hello.greet(connection)
  await eventually(() => expect(peers.bob.greeted.length).toBe(before + 1))
}

test('a greeting crosses both ways', async () => {
  const { ann, bob, connection } = await connected()
  await ann.node.services.hello.greet(connection)
  expect(ann.greeted).toEqual([GREETING])
  await eventually(() => expect(bob.greeted).toEqual([GREETING]))
})

test('who only listens sends an empty greeting', async () => {
  const bob = await makePeer()
  const listener = await makePeer(null)
  await listener.node.services.hello.greet(await listener.node.dial(bob.node.getMultiaddrs()))
  await eventually(() => expect(bob.greeted).toEqual([undefined]))
  expect(listener.greeted).toEqual([GREETING])
})

test('a peer is asked who some devices are', async () => {
  const { ann, bob, connection } = await connected()
  const keys = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
  expect(await ann.node.services.introduce.ask(connection, keys)).toEqual([INTRODUCTION, INTRODUCTION])
  expect(bob.asked.map(devices => devices.map(key => [...key]))).toEqual([keys.map(key => [...key])])
})

test('a peer is asked whom it reaches, and told that something changed', async () => {
  const { ann, bob, connection } = await connected()
  const service = ann.node.services.peers
  expect(await service.ask(connection, QUESTION)).toEqual(ANSWER)
  expect(bob.questions).toEqual([QUESTION])
  await service.note(connection, { bridges: true, quiet: false })
  await eventually(() => expect(bob.notes).toEqual([{ digest: bytes(), bridges: true, quiet: false }]))
  expect(bob.questions).toHaveLength(1)
  await expect(service.ask(connection, { ...QUESTION, digest: bytes(1) })).rejects.toThrow('not a digest')
})

test('what cannot be asked is not sent', async () => {
  const { ann, connection } = await connected()
  const { introduce: service } = ann.node.services
  await expect(service.ask(connection, [])).rejects.toThrow('not 1 to 32 devices')
  await expect(service.ask(connection, Array(33).fill(new Uint8Array(32)))).rejects.toThrow('not 1 to 32 devices')
  await expect(service.ask(connection, [new Uint8Array(31)])).rejects.toThrow('not a device key')
})

test('receipts arrive as they were sent, up to the largest number', async () => {
  const { ann, bob, connection } = await connected()
  const ranges = [{ first: 3, last: Number.MAX_SAFE_INTEGER }]
  const told = [{ roomId: new Uint8Array(32).fill(7), ranges, read: [{ first: 3, last: 4 }] }]
  await ann.node.services.receipts.send(connection, told)
  await eventually(() => expect(bob.received).toHaveLength(1))
  expect(bob.received[0]?.map(receipt => ({ ...receipt, roomId: [...receipt.roomId] }))).toEqual([
    { roomId: Array(32).fill(7), ranges, read: [{ first: 3, last: 4 }] }
  ])
})

test('the most receipts that are allowed fit in a message', async () => {
  const { ann, bob, connection } = await connected()
  const ranges = Array.from({ length: 64 }, (_, i) => ({
    first: Number.MAX_SAFE_INTEGER - i,
    last: Number.MAX_SAFE_INTEGER
  }))
  const told = Array.from({ length: 256 }, (_, i) => ({ roomId: new Uint8Array(32).fill(i), ranges, read: ranges }))
  await ann.node.services.receipts.send(connection, told)
  await eventually(() => expect(bob.received[0]).toHaveLength(256))
})

test('a peer that asks without end is not answered for a while', async () => {
  const { ann, connection } = await connected()
  const ask = () => ann.node.services.introduce.ask(connection, [new Uint8Array(32)])
  const outcomes: string[] = []
  for (let i = 0; i < 40; i++)
    outcomes.push(
      await ask().then(
        () => 'answered',
        () => 'refused'
      )
    )
  expect(outcomes.slice(0, 20)).toEqual(Array(20).fill('answered'))
  expect(outcomes).toContain('refused')
})

test('a bucket fills again with time, each peer’s by itself', () => {
  let now = 0
  const buckets = new TokenBuckets({ burst: 2, perSecond: 1 }, () => now)
  const take = (peer: string, times: number) => Array.from({ length: times }, () => buckets.take(peer))
  expect(take('ann', 3)).toEqual([true, true, false])
  expect(take('bob', 1)).toEqual([true])
  now = 1_000
  expect(take('ann', 2)).toEqual([true, false])
  now = 60_000
  expect(take('ann', 3)).toEqual([true, true, false])
  now = 120_000
  expect([buckets.take('ann', 3), buckets.take('ann', 2), buckets.take('ann')]).toEqual([false, true, false])
})

describe.each([HELLO_PROTOCOL, INTRODUCE_PROTOCOL, RECEIPTS_PROTOCOL, PEERS_PROTOCOL])('%s', protocol => {
  const junk: Array<[string, (stream: Stream) => void | Promise<void>]> = [
    ['garbage', async stream => lpStream(stream).write(Uint8Array.from({ length: 100 }, (_, i) => 0xff - i))],
    ['a length over the limit', stream => void stream.send(bytes(0xff, 0xff, 0xff, 0xff, 0x0f))],
    ['a length that never ends', stream => void stream.send(new Uint8Array(64).fill(0xff))],
    [
      'half a message and the end',
      async stream => {
        stream.send(bytes(100, 1, 2, 3))
        await stream.close()
      }
    ],
    ['half a message and silence', stream => void stream.send(bytes(100, 1, 2, 3))],
    ['silence', () => {}],
    [
      'a flood',
      stream => {
        stream.send(bytes(0xff, 0xff, 0xff, 0x07))
        try {
          for (let i = 0; i < 64; i++) stream.send(new Uint8Array(64 * 1024))
        } catch {
          // reset before all of it was written, as it should be
        }
      }
    ]
  ]
  test.each(junk)('%s ends the stream, and the connection carries the next', async (_, send) => {
    const peers = await connected()
    const stream = await peers.connection.newStream(protocol)
    await send(stream)
    await ended(stream)
    expect(peers.connection.status).toBe('open')
    await works(peers.connection, peers)
    expect(peers.bob.received).toEqual([])
    expect(peers.bob.asked).toEqual([])
    expect([peers.bob.questions, peers.bob.notes]).toEqual([[], []])
  })
})

describe('decoders', () => {
  const keys = (count: number) => Array.from({ length: count }, () => new Uint8Array(32))
  const receipt = (ranges: number, roomId = new Uint8Array(32)) => ({
    roomId,
    ranges: Array.from({ length: ranges }, () => ({ first: 1, last: 2 })),
    read: [{ first: 1, last: 1 }]
  })

  test('take what is allowed and nothing more', () => {
    const greeting = (change: Partial<Hello>) => decodeHello(Hello.encode({ ...GREETING, ...change } as Hello))
    expect(greeting({})?.channels).toEqual(GREETING.channels)
    expect(() => greeting({ channels: Array(257).fill('a') })).toThrow('too many')
    expect(() => greeting({ channels: ['a'.repeat(1_000)] })).toThrow('too long')
    expect(() => greeting({ certificate: new Uint8Array(9_000) })).toThrow('too large')
    expect(() => greeting({ certificate: bytes() })).toThrow('half a greeting')
    expect(decodeIntroduceRequest(IntroduceRequest.encode({ devices: keys(32) }))).toHaveLength(32)
    expect(() => decodeIntroduceRequest(IntroduceRequest.encode({ devices: keys(33) }))).toThrow('too many')
    const answer = IntroduceResponse.encode({ introductions: Array(3).fill(INTRODUCTION) })
    expect(decodeIntroduceResponse(answer, 3)).toHaveLength(3)
    expect(() => decodeIntroduceResponse(answer, 2)).toThrow('too many')
    const reached = (count: number) =>
      decodePeersResponse(
        PeersResponse.encode({ ...ANSWER, peers: Array(count).fill(REACHED) } as PeersResponse),
        QUESTION
      )
    expect(reached(256).peers).toHaveLength(256)
    expect(() => reached(257)).toThrow('too many')
    const told = (list: RoomReceipt[]) => decodeReceipts(Receipts.encode({ receipts: list } as Receipts))
    expect(told([receipt(64)])).toHaveLength(1)
    expect(() => told(Array(257).fill(receipt(1)))).toThrow('too many')
    expect(() => told([receipt(65)])).toThrow('too many')
    expect(() => told([receipt(1, new Uint8Array(31))])).toThrow('not a room')
    expect(() => told([{ ...receipt(0), ranges: [{ first: 2, last: 1 }] }])).toThrow('not ranges')
    expect(() => told([{ ...receipt(0), read: [{ first: 2, last: 1 }] }])).toThrow('not ranges')
    expect(told([{ ...receipt(0), read: receipt(64).ranges }])).toHaveLength(1)
    expect(() => told([{ ...receipt(0), read: receipt(65).ranges }])).toThrow('too many')
  })

  const decoders: Array<[string, (data: Uint8Array) => unknown]> = [
    ['hello', decodeHello],
    ['introduce request', decodeIntroduceRequest],
    ['introduce response', data => decodeIntroduceResponse(data, 8)],
    ['receipts', decodeReceipts],
    ['peers request', decodePeersRequest],
    ['peers response', data => decodePeersResponse(data, QUESTION)]
  ]
  const samples = [
    Hello.encode(GREETING as Hello),
    IntroduceRequest.encode({ devices: keys(3) }),
    IntroduceResponse.encode({ introductions: [INTRODUCTION] as IntroduceResponse['introductions'] }),
    Receipts.encode({ receipts: [receipt(3)] }),
    PeersRequest.encode(QUESTION as PeersRequest),
    PeersResponse.encode(ANSWER as PeersResponse)
  ]

  test.each(decoders)('%s answers any bytes with a value or an Error', (_, decode) => {
    const settles = (data: Uint8Array) => {
      try {
        decode(data)
      } catch (err) {
        expect(err).toBeInstanceOf(Error)
      }
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 512 }), settles), { numRuns: 2_000 })
    const mutated = fc
      .record({ sample: fc.constantFrom(...samples), at: fc.nat(), to: fc.nat(255), cut: fc.nat(200) })
      .map(({ sample, at, to, cut }) => {
        const copy = Uint8Array.from(sample)
        copy[at % copy.length] = to
        return copy.subarray(0, Math.max(0, copy.length - (cut < 100 ? 0 : cut - 100)))
      })
    fc.assert(fc.property(mutated, settles), { numRuns: 2_000 })
  })

  test('receipts survive the way there and back', () => {
    const range = fc
      .tuple(fc.maxSafeNat(), fc.maxSafeNat())
      .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }))
    const ranges = fc.array(range, { maxLength: 8 })
    const roomId = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const list = fc.array(fc.record({ roomId, ranges, read: ranges }), { maxLength: 8 })
    fc.assert(
      fc.property(list, value => {
        const back = decodeReceipts(Receipts.encode({ receipts: value } as Receipts))
        const plain = (receipts: RoomReceipt[]) => receipts.map(one => ({ ...one, roomId: [...one.roomId] }))
        expect(plain(back)).toEqual(plain(value))
      })
    )
  })
})
