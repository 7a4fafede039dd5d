/** Parcels between bare libp2p nodes over TCP, and that hostile bytes end a stream and nothing else. */
import { noise } from '@chainsafe/libp2p-noise'
import type { Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { lpStream } from '@libp2p/utils'
import { yamux } from '@libp2p/yamux'
import fc from 'fast-check'
import { createLibp2p } from 'libp2p'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fromHex, toHex } from '../../electron/core/crypto/bytes.ts'
import {
  COURIER_PROTOCOL,
  type CourierAnswers,
  courier,
  type Page
} from '../../electron/core/protocols/courier/index.ts'
import { decodeCourierPage, decodeCourierRequest } from '../../electron/core/protocols/courier/messages.ts'
import { CourierResponse } from '../../electron/core/protocols/courier/pb/courier.ts'
import { COURIER_RATE, MAX_PARCEL_BYTES, MAX_PARCEL_TAGS, TAGS_FOR_ONE } from '../../shared/limits.ts'
import { plain } from '../support/plain.ts'
import vectors from '../vectors/couriers.json' with { type: 'json' }

const running: Array<{ stop(): unknown }> = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(node => node.stop()))
})

const TIMEOUT_MS = 400
const tag = new Uint8Array(32).fill(3)
const hash = new Uint8Array(32).fill(4)
const key = new Uint8Array(32).fill(5)
const parcel = new Uint8Array(500).fill(6)

/** Keeps whatever it is given, and says what it was asked. */
function keeper(over: Partial<CourierAnswers> = {}) {
  const asked: string[] = []
  const page: Page = { parcels: [{ tag, parcel }], more: true, carries: 'always' }
  const answers: CourierAnswers = {
    async put(under, bytes) {
      asked.push(`put ${toHex(under.subarray(0, 2))} ${bytes.byteLength}`)
      return 'stored'
    },
    take(tags, after) {
      asked.push(`take ${tags.length} ${after === undefined ? '' : toHex(after.hash.subarray(0, 2))}`)
      return page
    },
    async drop(dropped) {
      asked.push(`drop ${dropped.map(one => (one.key === undefined ? 'own' : 'key')).join()}`)
      return 'dropped'
    },
    ...over
  }
  return { asked, answers }
}

async function makePeer(answers: CourierAnswers | undefined) {
  const node = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
    services: { courier: courier({ carrying: () => answers, timeoutMs: TIMEOUT_MS }) }
  })
  running.push(node)
  return node
}

async function connected(over: Partial<CourierAnswers> = {}) {
  const { asked, answers } = keeper(over)
  const [ann, carrier] = await Promise.all([makePeer(undefined), makePeer(answers)])
  const connection = await ann.dial(carrier.getMultiaddrs())
  return { asked, ann, carrier, connection, service: ann.services.courier }
}

test('a parcel is left, handed out and dropped', async () => {
  const { asked, service, connection } = await connected()
  expect(await service.put(connection, tag, parcel)).toBe('stored')
  const page = await service.take(connection, [tag], { tag, hash })
  expect(plain(page)).toEqual(plain({ parcels: [{ tag, parcel }], more: true, carries: 'always' }))
  const dropped = [
    { tag, hash, key },
    { tag, hash, key: undefined }
  ]
  expect(await service.drop(connection, dropped)).toBe('dropped')
  expect(asked).toEqual(['put 0303 500', 'take 1 0404', 'drop key,own'])
})

test('who carries nothing for somebody says so, to all three', async () => {
  const { carrier, ann } = await connected()
  const back = await carrier.dial(ann.getMultiaddrs())
  const service = carrier.services.courier
  expect(await service.put(back, tag, parcel)).toBe('not-a-courier')
  expect(await service.take(back, [tag], undefined)).toBe('not-a-courier')
  expect(await service.drop(back, [{ tag, hash, key }])).toBe('not-a-courier')
})

test.each(['malformed', 'too-large', 'tag-full', 'yours-full', 'full'] as const)('refused by name: %s', async name => {
  const { service, connection } = await connected({ put: async () => name })
  expect(await service.put(connection, tag, parcel)).toBe(name)
})

test('the largest parcel goes, and one byte more is not even sent', async () => {
  const { asked, service, connection } = await connected()
  expect(await service.put(connection, tag, new Uint8Array(MAX_PARCEL_BYTES))).toBe('stored')
  expect(await service.put(connection, tag, new Uint8Array(MAX_PARCEL_BYTES + 1))).toBe('too-large')
  expect(asked).toEqual([`put 0303 ${MAX_PARCEL_BYTES}`])
})

test('what may not be asked is not sent', async () => {
  const { asked, service, connection } = await connected()
  await expect(service.take(connection, [], undefined)).rejects.toThrow('1024 tags')
  await expect(service.take(connection, [tag, tag], undefined)).rejects.toThrow('out of order')
  await expect(service.drop(connection, [])).rejects.toThrow('128 parcels')
  expect(asked).toEqual([])
})

test('who asks without end is not answered for a while, and sooner who asks for much', async () => {
  const { service, connection, ann, carrier, asked } = await connected()
  const outcomes = new Set<string>()
  for (let n = 0; n < 2 * COURIER_RATE.burst; n++)
    outcomes.add(
      await service.put(connection, tag, parcel).then(
        () => 'answered',
        () => 'refused'
      )
    )
  expect([...outcomes]).toEqual(['answered', 'refused'])
  expect(asked.length).toBeGreaterThanOrEqual(COURIER_RATE.burst)
  const other = await makePeer(undefined)
  const second = await other.dial(carrier.getMultiaddrs())
  const tags = Array.from({ length: MAX_PARCEL_TAGS }, (_, n) => {
    const bytes = new Uint8Array(32)
    new DataView(bytes.buffer).setUint32(0, n)
    return n === MAX_PARCEL_TAGS - 1 ? tag : bytes
  })
  const takes = await Promise.allSettled(
    Array.from({ length: 12 }, async () => await other.services.courier.take(second, tags, undefined))
  )
  const most = COURIER_RATE.burst / (1 + MAX_PARCEL_TAGS / TAGS_FOR_ONE)
  expect(takes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(Math.ceil(most) + 1)
  expect(ann.status).toBe('started')
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
  test.each(junk)('%s ends the stream, and the connection carries the next parcel', async (_, send) => {
    const { connection, service, asked } = await connected()
    const stream = await connection.newStream(COURIER_PROTOCOL)
    await send(stream)
    await ended(stream)
    expect(asked).toEqual([])
    expect(await service.put(connection, tag, parcel)).toBe('stored')
  })

  test('a courier that keeps its own deadline waiting is given up', async () => {
    const { service, connection } = await connected({ put: () => new Promise(() => {}) })
    await expect(service.put(connection, tag, parcel)).rejects.toThrow()
    expect(connection.status).toBe('open')
  })

  test('a courier that fails inside ends one stream', async () => {
    const broken = (): never => {
      throw new Error('the disk is gone')
    }
    const { service, connection } = await connected({ take: broken })
    await expect(service.take(connection, [tag], undefined)).rejects.toThrow()
    expect(await service.put(connection, tag, parcel)).toBe('stored')
  })

  const answers: Array<[string, Uint8Array]> = [
    ['an answer that is not protobuf', Uint8Array.of(0xff, 0xff)],
    ['a parcel that was not asked for', CourierResponse.encode({ parcels: [{ tag: hash, parcel }] } as never)],
    ['more behind nothing', CourierResponse.encode({ more: true } as never)],
    ['an answer without end', new Uint8Array(400_000)]
  ]
  test.each(answers)('%s is a failed question and nothing else', async (_, bytes) => {
    const { ann, connection, service } = await connected()
    const liar = await createLibp2p({
      addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
      transports: [tcp()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()]
    })
    running.push(liar)
    await liar.handle(COURIER_PROTOCOL, async stream => {
      await lpStream(stream).read()
      await lpStream(stream)
        .write(bytes)
        .catch(() => {})
    })
    const toLiar = await ann.dial(liar.getMultiaddrs())
    await expect(service.take(toLiar, [tag], undefined)).rejects.toThrow()
    expect(await service.put(connection, tag, parcel)).toBe('stored')
  })

  test('decoders answer any bytes with a value or an Error', () => {
    const settles = (decode: (data: Uint8Array) => unknown) => (data: Uint8Array) => {
      try {
        decode(data)
      } catch (err) {
        expect(err).toBeInstanceOf(Error)
      }
    }
    const samples = [...Object.values(vectors.responses), vectors.requests.put, vectors.requests.take].map(fromHex)
    const mutated = fc
      .record({ sample: fc.constantFrom(...samples), at: fc.nat(), to: fc.nat(255) })
      .map(({ sample, at, to }) => Uint8Array.from(sample, (byte, index) => (index === at % sample.length ? to : byte)))
    for (const decode of [decodeCourierRequest, (data: Uint8Array) => decodeCourierPage(data, [tag])]) {
      fc.assert(fc.property(fc.uint8Array({ maxLength: 128 }), settles(decode)), { numRuns: 1_000 })
      fc.assert(fc.property(mutated, settles(decode)), { numRuns: 1_000 })
    }
  })
})
