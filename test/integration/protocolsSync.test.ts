/** The sync protocol between two nodes: what crosses, how much of it, and that nothing runs ahead of who reads. */
import type { Connection, Stream } from '@libp2p/interface'
import { afterEach, describe, expect, test } from 'vitest'
import type { SignedEntry, SyncSession } from '../../electron/core/protocols/sync/index.ts'
import { eventually } from '../support/eventually.ts'
import { makeNode, meet, stopNodes } from '../support/makeNode.ts'
import { plain } from '../support/plain.ts'
import {
  comparison,
  DEVICE,
  DIGEST,
  entry,
  filled,
  makeAnswers,
  NOW,
  part,
  pullerOf,
  room,
  seqOf,
  stopSyncPeers,
  syncStreams,
  TAG
} from '../support/syncPeers.ts'

afterEach(async () => {
  await stopSyncPeers()
  await stopNodes()
})

const syncs = (answers: ReturnType<typeof makeAnswers>['answers']) => ({ syncing: () => answers })

async function pull(session: SyncSession, first: number, last: number): Promise<SignedEntry[]> {
  const got: SignedEntry[] = []
  for await (const entries of session.fetch(TAG, [part(first, last)])) got.push(...entries)
  return got
}

/** Bytes of the stream that a session uses, both ways, its length prefixes with it. */
function counting(connection: Connection): { sent: number; received: number } {
  const bytes = { sent: 0, received: 0 }
  const count = (stream: Stream): Stream => {
    const send = stream.send.bind(stream)
    stream.send = data => {
      bytes.sent += data.byteLength
      return send(data)
    }
    stream.addEventListener('message', ({ data }) => void (bytes.received += data.byteLength))
    return stream
  }
  const newStream = connection.newStream.bind(connection)
  connection.newStream = async (protocols, options) => count(await newStream(protocols, options))
  return bytes
}

describe('a comparison', () => {
  test('crosses with all that is in it, and so does its answer', async () => {
    const fork = { header: filled(9, 1), signature: filled(64, 2), header2: filled(8, 3), signature2: filled(64, 4) }
    const ranges = [
      { first: 0, last: 0 },
      { first: 2, last: Number.MAX_SAFE_INTEGER }
    ]
    const logs = [
      { device: DEVICE, headHlc: 2n ** 64n - 1n, ranges },
      { device: filled(32, 7), headHlc: 0n, ranges: [] }
    ]
    const { served, answers } = makeAnswers({ rooms: [room({ logs, forks: [fork], partial: true })] })
    const { open } = await pullerOf(syncs(answers))
    const asked = comparison([TAG, filled(16, 8)])
    asked.rooms.push({ tag: filled(16, 9), digest: DIGEST, seen: filled(32, 10) })
    const session = await open()
    const answer = await session.compare(asked)
    expect(plain(answer)).toEqual(plain({ now: NOW + 1, rooms: [room({ logs, forks: [fork], partial: true })] }))
    expect(served.compared.map(plain)).toEqual([plain(asked)])
  })

  test('of one room that is the same costs under 200 bytes', async () => {
    const { answers } = makeAnswers({ rooms: [] })
    const { open, connection } = await pullerOf(syncs(answers))
    const bytes = counting(connection)
    const asked = comparison()
    const session = await open()
    expect(await session.compare({ ...asked, rooms: [{ tag: TAG, digest: DIGEST, seen: filled(32, 10) }] })).toEqual({
      now: NOW + 1,
      rooms: []
    })
    expect(bytes.received).toBeGreaterThan(0)
    expect(bytes.sent + bytes.received).toBeLessThan(130) // with the protocol's negotiation under 200
  })

  test('may be made again in the same session', async () => {
    const { served, answers } = makeAnswers()
    const { open } = await pullerOf(syncs(answers))
    const session = await open()
    for (let i = 0; i < 3; i++) await session.compare(comparison())
    expect(await pull(session, 5, 6)).toHaveLength(2)
    await session.close()
    expect(served.compared).toHaveLength(3)
  })

  test('of 512 rooms with 40 logs each arrives whole', async () => {
    const tags = Array.from({ length: 512 }, (_, i) => Uint8Array.from([...filled(14, 0), i >> 8, i & 255]))
    const logs = Array.from({ length: 40 }, (_, i) => ({ device: filled(32, i), headHlc: 7n, ranges: [part(0, i)] }))
    const rooms = tags.map(tag => room({ tag, logs }))
    const { open } = await pullerOf(syncs(makeAnswers({ rooms }).answers))
    const answer = await (await open()).compare(comparison(tags))
    expect(answer.rooms).toHaveLength(512)
    expect(answer.rooms.every(({ logs: said, partial }) => said.length === 40 && partial === false)).toBe(true)
  })
})

describe.each(['memory', 'tcp'] as const)('a fetch over %s', transport => {
  test('brings what was asked for, newest first, in frames of at most 64', async () => {
    const { served, answers } = makeAnswers({ entries: 500 })
    const { open } = await pullerOf(syncs(answers), {}, transport)
    const session = await open()
    await session.compare(comparison())
    const parts = [part(5_000, 8_999), part(0, 1), part(10, 10), part(12, 104)]
    const frames: SignedEntry[][] = []
    for await (const entries of session.fetch(TAG, parts)) frames.push(entries)
    const wanted = parts.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => last - i))
    expect(frames.flat().map(seqOf)).toEqual(wanted)
    expect(Math.max(...frames.map(({ length }) => length))).toBe(64)
    expect(served.fetched.map(plain)).toEqual([plain(parts)])
    expect(plain(frames[0]?.[0])).toEqual(plain(entry(8_999)))
    await session.close()
    await eventually(() => expect(served.ended).toBe(1))
  })

  test('is not run ahead of who reads it', async () => {
    const { served, answers } = makeAnswers({ entries: 2, bodyBytes: 60_000 })
    const { open, bob } = await pullerOf(syncs(answers), {}, transport)
    const session = await open()
    await session.compare(comparison())
    const fetching = session.fetch(TAG, [part(0, 199)])[Symbol.asyncIterator]()
    expect((await fetching.next()).value).toHaveLength(2)
    const [serving] = bob.getConnections().flatMap(syncStreams)
    // nothing goes on from here until the next frame is asked for
    await eventually(() => expect(serving?.writeBufferLength).toBeGreaterThan(64 * 1024))
    const taken = served.taken
    expect(taken).toBeLessThan(14) // of 100: a window of 1 MiB and what is being written
    let got = 2
    for (let frame = await fetching.next(); frame.done !== true; frame = await fetching.next()) {
      got += frame.value.length
      expect(served.taken - got / 2).toBeLessThan(28)
    }
    expect(got).toBe(200)
    expect(served.taken).toBe(100)
  })
})

test('entries on the wire take at most 1.05 times what is stored of them', async () => {
  const { answers } = makeAnswers()
  const { open, connection } = await pullerOf(syncs(answers))
  const bytes = counting(connection)
  const session = await open()
  await session.compare(comparison())
  const before = bytes.received
  const got = await pull(session, 0, 4_095)
  const stored = got.reduce(
    (sum, { header, body, signature }) => sum + header.length + body.length + signature.length,
    0
  )
  expect((bytes.received - before) / stored).toBeLessThan(1.05)
})

test('two sessions with one peer run side by side, a third is not opened', async () => {
  const both = [makeAnswers(), makeAnswers()]
  const next = [...both]
  const { open } = await pullerOf({ syncing: () => next.shift()?.answers })
  const sessions = await Promise.all([open(), open()])
  await expect(open()).rejects.toThrow('too many sessions')
  await Promise.all(sessions.map(session => session.compare(comparison())))
  const pulled = await Promise.all(sessions.map(session => pull(session, 0, 999)))
  expect(pulled.map(({ length }) => length)).toEqual([1_000, 1_000])
  await Promise.all(sessions.map(session => session.close()))
  await eventually(() => expect(both.map(({ served }) => served.ended)).toEqual([1, 1]))
  next.push(makeAnswers())
  const again = await open()
  expect((await again.compare(comparison())).rooms).toHaveLength(1)
})

describe('the network of the chat', () => {
  test('opens a session with a connected peer, and answers one', async () => {
    const [ann, bob] = await Promise.all([makeNode('ann', { transport: 'tcp' }), makeNode('bob', { transport: 'tcp' })])
    const { served, answers } = makeAnswers()
    bob.syncing = peer => (peer === ann.id ? answers : undefined)
    await meet(ann, bob)
    const session = await ann.network.sync(bob.id)
    expect((await session.compare(comparison())).rooms).toHaveLength(1)
    expect(await pull(session, 0, 999)).toHaveLength(1_000)
    await session.close()
    await eventually(() => expect(served.ended).toBe(1))
    const refused = async () => (await bob.network.sync(ann.id)).compare(comparison())
    await expect(refused()).rejects.toThrow()
    expect(ann.inside().getConnections()).toHaveLength(1)
  })

  test('has no session with somebody who is not connected', async () => {
    const [ann, bob] = await Promise.all([makeNode('ann'), makeNode('bob')])
    await expect(ann.network.sync(bob.id)).rejects.toThrow('no connection')
  })
})
