/** A peer that answers a sync with lies, without end or not at all: it loses the session, and nothing else happens. */
import { setTimeout } from 'node:timers/promises'
import { lpStream } from '@libp2p/utils'
import { afterEach, describe, expect, test } from 'vitest'
import type { SignedEntry, SyncSession } from '../../electron/core/protocols/sync/index.ts'
import { Entries, Frontiers } from '../../electron/core/protocols/sync/pb/sync.ts'
import {
  comparison,
  DEVICE,
  DIGEST,
  entry,
  filled,
  part,
  pullerOfRaw,
  send,
  stopSyncPeers,
  TAG
} from '../support/syncPeers.ts'

afterEach(stopSyncPeers)

const PARTS = [part(0, 199)]

async function fetchAll(session: SyncSession, parts = PARTS): Promise<SignedEntry[]> {
  const got: SignedEntry[] = []
  for await (const entries of session.fetch(TAG, parts)) got.push(...entries)
  return got
}

const frontiers = (value: object): Uint8Array => Frontiers.encode(value as Frontiers)
const entries = (list: object[], done = false): Uint8Array => Entries.encode({ entries: list, done } as Entries)
const log = { device: DEVICE, headHlc: 1n, ranges: Uint8Array.of(0, 9) }
const roomOf = (over: object = {}) => ({ tag: TAG, digest: DIGEST, logs: [log], forks: [], partial: false, ...over })
const fork = { header: filled(9, 1), signature: filled(64, 2), header2: filled(8, 3), signature2: filled(64, 4) }

/** A peer that answers the first request with these frames, by hand, and waits. */
const answering = (...frames: Uint8Array[]) =>
  pullerOfRaw(async stream => {
    await lpStream(stream).read()
    for (const frame of frames) await send(stream, frame)
  })

describe('an answer to a comparison', () => {
  const lies: Array<[string, Uint8Array[], string]> = [
    ['that is not protobuf', [filled(40, 0xff)], ''],
    ['of a room that was not asked for', [frontiers({ rooms: [roomOf({ tag: filled(16, 77) })] })], 'not asked for'],
    ['with a digest of 31 bytes', [frontiers({ rooms: [roomOf({ digest: filled(31, 1) })] })], 'not a digest'],
    [
      'with two digests of a room',
      [
        frontiers({ rooms: [roomOf()], more: true }),
        frontiers({ rooms: [roomOf({ digest: filled(32, 1), logs: [] })] })
      ],
      'two digests'
    ],
    ['with a log twice', [frontiers({ rooms: [roomOf({ logs: [log, log] })] })], 'a log twice'],
    ['with a key of 33 bytes', [frontiers({ rooms: [roomOf({ logs: [{ ...log, device: filled(33, 1) }] })] })], 'key'],
    [
      'with ranges that touch',
      [frontiers({ rooms: [roomOf({ logs: [{ ...log, ranges: Uint8Array.of(0, 1, 0, 1) }] })] })],
      'touch'
    ],
    [
      'with ranges that are cut off',
      [frontiers({ rooms: [roomOf({ logs: [{ ...log, ranges: Uint8Array.of(0, 128) }] })] })],
      'cut off'
    ],
    [
      'with 4,097 ranges',
      [frontiers({ rooms: [roomOf({ logs: [{ ...log, ranges: filled(8_194, 1) }] })] })],
      'too many'
    ],
    ['with 65 forks', [frontiers({ rooms: [roomOf({ forks: Array(65).fill(fork) })] })], 'too many'],
    [
      'with a fork without a header',
      [frontiers({ rooms: [roomOf({ forks: [{ ...fork, header2: filled(0, 0) }] })] })],
      'not a fork'
    ],
    [
      'with a fork of short signatures',
      [frontiers({ rooms: [roomOf({ forks: [{ ...fork, signature: filled(63, 0) }] })] })],
      'not a fork'
    ],
    ['that goes on with nothing', [frontiers({ rooms: [], more: true })], 'nothing in it'],
    ['from past 2^53', [Uint8Array.of(8, ...filled(7, 255), 127)], '']
  ]
  test.each(lies)('%s ends the session', async (_, frames, reason) => {
    const { open, connection } = await answering(...frames)
    const session = await open()
    await expect(session.compare(comparison())).rejects.toThrow(reason)
    await expect(session.compare(comparison())).rejects.toThrow('the session has ended')
    expect(connection.status).toBe('open')
  })

  test('that never ends is cut off at its limit', async () => {
    let sent = 0
    const { open } = await pullerOfRaw(async stream => {
      await lpStream(stream).read()
      for (;;) {
        const logs = Array.from({ length: 20 }, (_, i) => {
          return { ...log, device: Uint8Array.of(i, sent, ...filled(30, 0)), ranges: filled(8_192, 1) }
        })
        await send(stream, frontiers({ rooms: [roomOf({ logs })], more: true }))
        sent++
      }
    })
    await expect((await open()).compare(comparison())).rejects.toThrow('too many ranges')
    expect(sent).toBeLessThan(20)
  })

  test('that does not come is not waited for', async () => {
    const { open } = await pullerOfRaw(() => {}, { frameMs: 50 })
    await expect((await open()).compare(comparison())).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('an answer to a fetch', () => {
  const small = (length: number) => Array.from({ length }, (_, i) => entry(i))
  const lies: Array<[string, Uint8Array[], string]> = [
    ['that is not protobuf', [filled(40, 0xff)], ''],
    ['with an empty header', [entries([{ ...entry(0), header: filled(0, 0) }])], 'header'],
    ['with a header of 1,025 bytes', [entries([{ ...entry(0), header: filled(1_025, 0) }])], 'header'],
    ['with a body over 64 KiB', [entries([entry(0, 64 * 1024 + 1)])], 'body'],
    ['with a signature of 63 bytes', [entries([{ ...entry(0), signature: filled(63, 0) }])], 'signature'],
    ['with 65 entries in a frame', [entries(small(65))], 'too many'],
    ['with a frame of nothing', [entries([])], 'nothing in it'],
    ['with more entries than asked for', Array.from({ length: 5 }, () => entries(small(50))), 'more entries']
  ]
  test.each(lies)('%s ends the session', async (_, frames, reason) => {
    const { open, connection } = await answering(...frames)
    const session = await open()
    await expect(fetchAll(session)).rejects.toThrow(reason)
    await expect(fetchAll(session)).rejects.toThrow('the session has ended')
    expect(connection.status).toBe('open')
  })

  test.each([
    ['a frame over 256 KiB', Uint8Array.of(0x81, 0x80, 0x10), 'too long'],
    ['a length that does not end', filled(8, 0xff), 'does not end']
  ])('that begins %s is not read', async (_, bytes, reason) => {
    const { open } = await pullerOfRaw(async stream => {
      await lpStream(stream).read()
      stream.send(bytes)
    })
    await expect(fetchAll(await open())).rejects.toThrow(reason)
  })

  test('that is cut off in a frame, or before the last one, is no answer', async () => {
    const cut = await pullerOfRaw(async stream => {
      await lpStream(stream).read()
      stream.send(Uint8Array.of(100, 1, 2, 3))
      await stream.close()
    })
    await expect(fetchAll(await cut.open())).rejects.toThrow('cut off')
    const early = await pullerOfRaw(async stream => {
      await lpStream(stream).read()
      await send(stream, entries(small(3)))
      await stream.close()
    })
    await expect(fetchAll(await early.open())).rejects.toThrow('closed in the middle')
  })

  test('that drips is left, though each frame comes in time', async () => {
    const { open } = await pullerOfRaw(
      async stream => {
        await lpStream(stream).read()
        for (let seq = 0; seq < 200; seq++) {
          await send(stream, entries([entry(seq)]))
          await setTimeout(5)
        }
      },
      { dripMs: 100, minBytesPerSecond: 1024 * 1024, frameMs: 2_000 }
    )
    const session = await open()
    await expect(fetchAll(session)).rejects.toMatchObject({ name: 'TooSlowError' })
  })

  test('that stops is not waited for', async () => {
    const { open } = await pullerOfRaw(
      async stream => {
        await lpStream(stream).read()
        await send(stream, entries(small(3)))
      },
      { frameMs: 50 }
    )
    await expect(fetchAll(await open())).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})
