/** The answering side of a sync: what a stranger may ask, how often, and that every session is ended once. */
import type { Stream } from '@libp2p/interface'
import { lpStream } from '@libp2p/utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { SignedEntry, SyncAnswers, SyncSession } from '../../electron/core/protocols/sync/index.ts'
import { SYNC_PROTOCOL } from '../../electron/core/protocols/sync/index.ts'
import { Request } from '../../electron/core/protocols/sync/pb/sync.ts'
import { encodeComparison, encodeFetch } from '../../electron/core/protocols/sync/requests.ts'
import { eventually } from '../support/eventually.ts'
import {
  comparison,
  DEVICE,
  filled,
  makeAnswers,
  makeSyncPeer,
  NOW,
  part,
  pullerOf,
  room,
  send,
  stopSyncPeers,
  syncStreams,
  TAG
} from '../support/syncPeers.ts'

afterEach(stopSyncPeers)

const ended = (stream: Stream) =>
  vi.waitFor(() => expect(stream.status).not.toBe('open'), { timeout: 3_000, interval: 10 })

async function drain(session: SyncSession, last = 199): Promise<number> {
  let got = 0
  for await (const entries of session.fetch(TAG, [part(0, last)])) got += entries.length
  return got
}

/** A peer that answers as it should, and counts. */
async function serving(over: Parameters<typeof makeAnswers>[0] = {}, timings = {}) {
  const { served, answers } = makeAnswers(over)
  return { served, ...(await pullerOf({ syncing: () => answers, timings })) }
}

const request = (value: object): Uint8Array => Request.encode(value as Request)
const compare = encodeComparison(comparison())
const digest = { tag: TAG, digest: filled(32, 1), seen: filled(0, 0) }
const rooms = (over: object) =>
  request({ compare: { nonce: filled(16, 1), now: NOW, rooms: [{ ...digest, ...over }] } })
const wanted = (parts: number[], over: object = {}) =>
  request({ fetch: { tag: TAG, devices: [DEVICE], parts: Uint8Array.from(parts), ...over } })

describe('a request', () => {
  const lies: Array<[string, Uint8Array[]]> = [
    ['that is not protobuf', [filled(40, 0xff)]],
    ['that asks nothing', [new Uint8Array()]],
    ['with a nonce of 15 bytes', [request({ compare: { nonce: filled(15, 1), now: NOW, rooms: [] } })]],
    ['with a tag of 15 bytes', [rooms({ tag: filled(15, 1) })]],
    ['with a digest of 33 bytes', [rooms({ digest: filled(33, 1) })]],
    ['with a seen digest of 1 byte', [rooms({ seen: filled(1, 1) })]],
    ['with 513 rooms', [request({ compare: { nonce: filled(16, 1), now: NOW, rooms: Array(513).fill(digest) } })]],
    ['for entries before any comparison', [wanted([1, 0, 0])]],
    ['for entries of another room', [compare, wanted([1, 0, 0], { tag: filled(16, 99) })]],
    ['for no entries', [compare, wanted([])]],
    ['for 4,097 entries', [compare, encodeFetch(TAG, [part(0, 4_095)]), wanted([1, 0x80, 0x20, 0x80, 0x20])]],
    ['for entries below the first', [compare, wanted([1, 3, 4])]],
    ['for entries of no device', [compare, wanted([3, 0, 0])]],
    ['with half a part', [compare, wanted([1, 5])]],
    ['with a key of 31 bytes', [compare, wanted([1, 0, 0], { devices: [filled(31, 1)] })]]
  ]
  test.each(lies)('%s ends the stream, and the connection carries the next', async (_, frames) => {
    const { served, connection, open } = await serving()
    const stream = await connection.newStream(SYNC_PROTOCOL)
    for (const frame of frames) await send(stream, frame)
    await ended(stream)
    await eventually(() => expect(served.ended).toBe(1))
    expect(served.compared).toHaveLength(frames.length > 1 ? 1 : 0)
    expect(served.fetched).toHaveLength(frames.length > 2 ? 1 : 0)
    expect((await (await open()).compare(comparison())).rooms).toHaveLength(1)
  })

  const junk: Array<[string, (stream: Stream) => void]> = [
    ['a length over the limit', stream => void stream.send(Uint8Array.of(0x81, 0x80, 0x10))],
    ['a length that never ends', stream => void stream.send(filled(64, 0xff))],
    ['half a request and silence', stream => void stream.send(Uint8Array.of(100, 1, 2, 3))],
    ['silence', () => {}]
  ]
  test.each(junk)('of %s ends the stream', async (_, write) => {
    const { served, connection, open } = await serving({}, { idleMs: 100 })
    const stream = await connection.newStream(SYNC_PROTOCOL)
    write(stream)
    await ended(stream)
    await eventually(() => expect(served.ended).toBe(1))
    expect((await (await open()).compare(comparison())).rooms).toHaveLength(1)
  })

  test('after the other is answered in its turn', async () => {
    const { served, connection } = await serving({ rooms: [room(), room({ tag: filled(16, 5) })] })
    const stream = await connection.newStream(SYNC_PROTOCOL)
    const asked = [compare, encodeFetch(TAG, [part(0, 9)]), encodeFetch(filled(16, 5), [part(3, 4)])]
    for (const frame of asked) await send(stream, frame)
    await stream.close()
    const frames = lpStream(stream)
    for (let i = 0; i < 5; i++) await frames.read()
    await eventually(() => expect(served.ended).toBe(1))
    expect(served.fetched.map(([first]) => first?.last)).toEqual([9, 4])
  })
})

describe('a session is ended once', () => {
  test('when the puller closes it', async () => {
    const { served, open } = await serving()
    const session = await open()
    await session.compare(comparison())
    expect(await drain(session)).toBe(200)
    await session.close()
    await session.close()
    await eventually(() => expect(served).toMatchObject({ ended: 1, left: 1 }))
    await expect(session.compare(comparison())).rejects.toThrow('the session has ended')
  })

  test('when the puller leaves a fetch before its end', async () => {
    const { served, open } = await serving({ bodyBytes: 2_000 })
    const session = await open()
    await session.compare(comparison())
    for await (const entries of session.fetch(TAG, [part(0, 4_095)])) {
      expect(entries).toHaveLength(59) // of 2,214 bytes: 128 KiB
      break
    }
    await eventually(() => expect(served).toMatchObject({ ended: 1, left: 1 }))
    expect(served.taken).toBeLessThan(30)
    await expect(drain(session)).rejects.toThrow('the session has ended')
  })

  test('when the puller closes it in the middle of a fetch', async () => {
    const { served, open } = await serving({ bodyBytes: 2_000 })
    const session = await open()
    await session.compare(comparison())
    const fetching = session.fetch(TAG, [part(0, 4_095)])[Symbol.asyncIterator]()
    await fetching.next()
    await expect(session.compare(comparison())).rejects.toThrow('one thing at a time')
    await session.close()
    await expect(fetching.next()).rejects.toThrow()
    await eventually(() => expect(served).toMatchObject({ ended: 1, left: 1 }))
  })

  test('when the connection breaks in the middle of a fetch', async () => {
    const { served, open, bob, ann } = await serving({ bodyBytes: 2_000 })
    const session = await open()
    await session.compare(comparison())
    const fetching = session.fetch(TAG, [part(0, 4_095)])[Symbol.asyncIterator]()
    await fetching.next()
    for (const connection of bob.getConnections()) connection.abort(new Error('a cable is pulled'))
    const rest = async () => {
      while ((await fetching.next()).done !== true);
    }
    await expect(rest()).rejects.toThrow()
    await eventually(() => expect(served).toMatchObject({ ended: 1, left: 1 }))
    const again = await ann.dial(bob.getMultiaddrs())
    expect((await (await ann.services.sync.open(again)).compare(comparison())).rooms).toHaveLength(1)
  })

  test('when the puller takes nothing any more', async () => {
    const { served, open } = await serving({ bodyBytes: 2_000 }, { idleMs: 100 })
    const session = await open()
    await session.compare(comparison())
    const fetching = session.fetch(TAG, [part(0, 4_095)])[Symbol.asyncIterator]()
    await fetching.next()
    await eventually(() => expect(served).toMatchObject({ ended: 1, left: 1 }))
  })

  test('when it has lasted too long, at either end', async () => {
    const { served, open } = await serving({}, { sessionMs: 100 })
    const session = await open()
    await session.compare(comparison())
    await eventually(() => expect(served.ended).toBe(1))
    await expect(drain(session)).rejects.toThrow()
    const own = makeAnswers()
    const { open: openShort } = await pullerOf({ syncing: () => own.answers }, { sessionMs: 100 })
    const short = await openShort()
    await eventually(() => expect(own.served.ended).toBe(1))
    await expect(short.compare(comparison())).rejects.toThrow('the session has ended')
  })

  const broken: Array<[string, Partial<SyncAnswers>]> = [
    [
      'compares',
      {
        compare: () => {
          throw new Error('a full disk')
        }
      }
    ],
    [
      'fetches',
      {
        fetch: () => {
          throw new Error('a full disk')
        }
      }
    ],
    [
      'fetches a second page',
      {
        *fetch() {
          yield []
          throw new Error('a full disk')
        }
      }
    ],
    [
      'makes an entry that is none',
      { fetch: () => [[{ header: filled(0, 0), body: filled(0, 0), signature: filled(64, 0) }]] }
    ]
  ]
  test.each(broken)('when what answers fails as it %s', async (_, over) => {
    const { served, answers } = makeAnswers()
    const { open, connection } = await pullerOf({ syncing: () => ({ ...answers, ...over }) })
    const session = await open()
    const talk = async () => {
      await session.compare(comparison())
      await drain(session)
    }
    await expect(talk()).rejects.toThrow()
    await eventually(() => expect(served.ended).toBe(1))
    expect(connection.status).toBe('open')
  })
})

describe('who syncs too much', () => {
  test('has no third session, and its two go on', async () => {
    const { served, connection } = await serving()
    const streams: Stream[] = []
    for (let i = 0; i < 2; i++) {
      const stream = await connection.newStream(SYNC_PROTOCOL)
      await send(stream, compare)
      streams.push(stream)
    }
    await eventually(() => expect(served.compared).toHaveLength(2))
    await ended(await connection.newStream(SYNC_PROTOCOL))
    expect(streams.map(({ status }) => status)).toEqual(['open', 'open'])
    expect(served.ended).toBe(0)
    for (const stream of streams) stream.abort(new Error('enough'))
    await eventually(() => expect(served.ended).toBe(2))
  })

  test('is refused for a while, by sessions as by comparisons', async () => {
    const { served, open } = await serving()
    const session = await open()
    const outcomes: string[] = []
    for (let i = 0; i < 25; i++)
      outcomes.push(
        await session.compare(comparison()).then(
          () => 'answered',
          () => 'refused'
        )
      )
    expect(outcomes.slice(0, 20)).toEqual(Array(20).fill('answered'))
    expect(outcomes).toContain('refused')
    await eventually(() => expect(served.ended).toBe(1))
    const again = async () => (await open()).compare(comparison())
    await expect(again()).rejects.toThrow()
  })

  test('is refused where it looks for thousands of parts again and again', async () => {
    const { answers } = makeAnswers()
    let fetched = 0
    const holdsNothing = (): SignedEntry[][] => {
      fetched++
      return []
    }
    const { open } = await pullerOf({ syncing: () => ({ ...answers, fetch: holdsNothing }) })
    const session = await open()
    await session.compare(comparison())
    const parts = Array.from({ length: 4_096 }, (_, n) => part(2 * n, 2 * n))
    const many = async (): Promise<void> => {
      for (let n = 0; n < 30; n++) for await (const entries of session.fetch(TAG, parts)) expect(entries).toEqual([])
    }
    await expect(many()).rejects.toThrow()
    expect(fetched).toBeGreaterThan(10)
    expect(fetched).toBeLessThan(25)
  })

  test('is not answered at all where it is not the time', async () => {
    const { open, connection } = await pullerOf({ syncing: () => undefined })
    const talk = async () => (await open()).compare(comparison())
    await expect(talk()).rejects.toThrow()
    expect(connection.streams.filter(({ protocol }) => protocol === SYNC_PROTOCOL)).toEqual([])
  })
})

test('with somebody who does not speak it there is no session', async () => {
  const { ann, bob, connection } = await serving()
  await bob.unhandle(SYNC_PROTOCOL)
  const opened = ann.services.sync.open(connection)
  await expect(opened).rejects.toMatchObject({ name: 'UnsupportedProtocolError' })
  const third = await makeSyncPeer({ syncing: () => makeAnswers().answers })
  const session = await ann.services.sync.open(await ann.dial(third.getMultiaddrs()))
  expect((await session.compare(comparison())).rooms).toHaveLength(1)
  await session.close()
  expect(ann.getConnections().flatMap(syncStreams)).toEqual([])
})
