/** What a sync writes: as small as it was promised to be, the same when it is read, and bounded where it is not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ComparedReader } from '../../electron/core/protocols/sync/compared.ts'
import { MAX_ANSWER_BYTES, MAX_FRAME_BYTES, TIMINGS } from '../../electron/core/protocols/sync/constants.ts'
import { decodeEntries, encodeEntries, LAST_FRAME } from '../../electron/core/protocols/sync/entries.ts'
import { encodeFrontiers } from '../../electron/core/protocols/sync/frontiers.ts'
import type { Compared, Part, Range, RoomFrontier, SignedEntry } from '../../electron/core/protocols/sync/index.ts'
import { Pace } from '../../electron/core/protocols/sync/pace.ts'
import { Frontiers } from '../../electron/core/protocols/sync/pb/sync.ts'
import { packParts, packRanges, unpackParts, unpackRanges } from '../../electron/core/protocols/sync/ranges.ts'
import { decodeRequest, encodeComparison, encodeFetch } from '../../electron/core/protocols/sync/requests.ts'
import { plain } from '../support/plain.ts'
import { comparison, DEVICE, entry, filled, NOW, room, TAG } from '../support/syncPeers.ts'

const sized = (frames: Iterable<Uint8Array>): number => [...frames].reduce((sum, { length }) => sum + length, 0)

/** What the other end reads of an answer. */
function crossed(compared: Compared): Compared {
  const reader = new ComparedReader(comparison(compared.rooms.map(({ tag }) => tag)))
  const follows = [...encodeFrontiers(compared)].map(frame => {
    expect(frame.length).toBeLessThanOrEqual(MAX_FRAME_BYTES)
    return reader.take(frame)
  })
  expect(follows.indexOf(false)).toBe(follows.length - 1)
  return reader.result()
}

/** 100,000 entries without every hundredth. */
const holes = (): Range[] => Array.from({ length: 1_000 }, (_, i) => ({ first: i * 100, last: i * 100 + 98 }))
const key = (index: number) => Uint8Array.from([index >> 8, index & 255, ...filled(30, 1)])
const logOf = (device: Uint8Array, ranges: Range[]) => ({ device, headHlc: 2n ** 60n, ranges })

/** Ascending, disjoint, with something missing between two. */
const rangesArbitrary = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(2 ** 40)), { maxLength: 20 })
  .chain(steps => fc.tuple(fc.constant(steps), fc.nat(3)))
  .map(([steps, start]) => {
    let next = start
    return steps.map(([gap, more], index) => {
      const first = index === 0 ? start : next + gap
      next = first + more + 1
      return { first, last: next - 1 }
    })
  })

describe('ranges', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(rangesArbitrary, ranges => {
        expect(unpackRanges(packRanges(ranges))).toEqual(ranges)
      })
    )
    const all = [{ first: 0, last: Number.MAX_SAFE_INTEGER }]
    expect(unpackRanges(packRanges(all))).toEqual(all)
  })

  test('that touch are one', () => {
    const packed = packRanges([
      { first: 3, last: 4 },
      { first: 5, last: 9 }
    ])
    expect(unpackRanges(packed)).toEqual([{ first: 3, last: 9 }])
  })

  test('that are not ascending, or end before they begin, are not written', () => {
    expect(() =>
      packRanges([
        { first: 3, last: 4 },
        { first: 0, last: 1 }
      ])
    ).toThrow()
    expect(() =>
      packRanges([
        { first: 3, last: 4 },
        { first: 4, last: 5 }
      ])
    ).toThrow()
    expect(() => packRanges([{ first: 3, last: 2 }])).toThrow()
  })

  test('past 2^53 - 1 are not read', () => {
    const max = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]
    expect(unpackRanges(Uint8Array.from([...max, 0]))).toEqual([
      { first: Number.MAX_SAFE_INTEGER, last: Number.MAX_SAFE_INTEGER }
    ])
    expect(() => unpackRanges(Uint8Array.from([...max, 1]))).toThrow('not ranges')
    expect(() => unpackRanges(Uint8Array.from([...max.with(7, 0x1f), 0]))).toThrow('2^53')
    expect(() => unpackRanges(filled(9, 0x80))).toThrow('2^53')
    expect(() => unpackRanges(Uint8Array.of(1))).toThrow('cut off')
  })
})

describe('a fetch', () => {
  const part = fc
    .tuple(fc.nat(4), fc.maxSafeNat(), fc.nat(100))
    .map(([index, last, more]): Part => ({ device: key(index), first: Math.max(0, last - more), last }))

  test('asks for the parts in their order, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), parts => {
        const { devices, parts: packed } = packParts(parts)
        expect(unpackParts(devices, packed)).toEqual(parts)
        const read = decodeRequest(encodeFetch(TAG, parts))
        expect(plain(read)).toEqual(plain({ fetch: { tag: TAG, parts } }))
      })
    )
  })

  test('of 1,000 single entries takes under 4 kB, of 4,096 in as many logs fits in a frame', () => {
    const parts = holes().map(({ last }) => ({ device: DEVICE, first: last + 1, last: last + 1 }))
    expect(encodeFetch(TAG, parts.toReversed()).length).toBeLessThan(4_096)
    const far = Array.from({ length: 4_096 }, (_, i) => ({ device: key(i), first: 2 ** 53 - 2, last: 2 ** 53 - 2 }))
    expect(encodeFetch(TAG, far).length).toBeLessThan(MAX_FRAME_BYTES)
  })

  test('of nothing, or of more than 4,096 entries, is not sent', () => {
    expect(() => encodeFetch(TAG, [])).toThrow('no part')
    expect(() => encodeFetch(TAG, [{ device: DEVICE, first: 0, last: 4_096 }])).toThrow('too many')
    expect(() => encodeFetch(TAG, [{ device: filled(31, 0), first: 0, last: 1 }])).toThrow('not a device key')
  })
})

describe('a comparison', () => {
  test('is read as it was written', () => {
    const asked = comparison([TAG, filled(16, 2)])
    asked.rooms.push({ tag: filled(16, 3), digest: filled(32, 3), seen: filled(32, 4) })
    expect(plain(decodeRequest(encodeComparison(asked)))).toEqual(plain({ comparison: asked }))
  })

  test('of 512 rooms fits in a frame, one of 513 is not sent', () => {
    const rooms = Array.from({ length: 513 }, () => ({ tag: TAG, digest: filled(32, 3), seen: filled(32, 4) }))
    const asked = { nonce: filled(16, 1), now: NOW, rooms }
    expect(() => encodeComparison(asked)).toThrow('too many rooms')
    expect(encodeComparison({ ...asked, rooms: rooms.slice(1) }).length).toBeLessThan(MAX_FRAME_BYTES)
  })
})

describe('frontiers', () => {
  test('of a log with one range take under 60 bytes, and two for each hole more', () => {
    const of = (ranges: Range[]) =>
      sized(encodeFrontiers({ now: NOW, rooms: [room({ logs: [logOf(DEVICE, ranges)] })] }))
    const none = sized(encodeFrontiers({ now: NOW, rooms: [room({ logs: [] })] }))
    expect(of([{ first: 0, last: 99_999 }]) - none).toBeLessThan(60)
    expect(of(holes())).toBeLessThan(2_200)
  })

  test('are read as they were written', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    const headers = fc.uint8Array({ minLength: 1, maxLength: 200 })
    const fork = fc.record({ header: headers, signature: bytes(64), header2: headers, signature2: bytes(64) })
    const log = fc.record({ device: bytes(32), headHlc: fc.bigInt(0n, 2n ** 64n - 1n), ranges: rangesArbitrary })
    const one = fc.record({
      tag: bytes(16),
      digest: bytes(32),
      logs: fc.uniqueArray(log, { maxLength: 6, selector: ({ device }) => String(device) }),
      forks: fc.array(fork, { maxLength: 3 }),
      partial: fc.boolean()
    })
    const rooms = fc.uniqueArray(one, { maxLength: 4, selector: ({ tag }) => String(tag) })
    fc.assert(
      fc.property(rooms, fc.maxSafeNat(), (list, now) => {
        expect(plain(crossed({ now, rooms: list }))).toEqual(plain({ now, rooms: list }))
      })
    )
  })

  test('of a room with more than a frame holds come in several, and are one again', () => {
    const logs = Array.from({ length: 4_096 }, (_, i) => logOf(key(i), holes().slice(0, 5)))
    const compared = { now: NOW, rooms: [room(), room({ tag: filled(16, 2), logs }), room({ tag: filled(16, 3) })] }
    expect([...encodeFrontiers(compared)].length).toBeGreaterThan(1)
    expect(plain(crossed(compared))).toEqual(plain(compared))
  })

  test('say so where something was left out, and keep the newest ranges', () => {
    const ranges = Array.from({ length: 5_000 }, (_, i) => ({ first: 2 * i, last: 2 * i }))
    const many = Array.from({ length: 4_097 }, (_, i) => logOf(key(i), [{ first: 0, last: 1 }]))
    const read = crossed({
      now: NOW,
      rooms: [
        room({ tag: filled(16, 1), logs: [logOf(DEVICE, ranges)] }),
        room({ tag: filled(16, 2), logs: many }),
        room({ tag: filled(16, 3) })
      ]
    })
    expect(read.rooms.map(({ partial }) => partial)).toEqual([true, true, false])
    expect(read.rooms[0]?.logs[0]?.ranges).toEqual(ranges.slice(-4_096))
    expect(read.rooms[1]?.logs).toHaveLength(4_096)
  })

  test('of everything that could be said stay within what a reader takes', () => {
    const ranges = Array.from({ length: 4_096 }, (_, i) => ({ first: 2 * i, last: 2 * i }))
    const logs = Array.from({ length: 40 }, (_, i) => logOf(key(i), ranges))
    const rooms = Array.from({ length: 8 }, (_, i): RoomFrontier => room({ tag: filled(16, i), logs }))
    const wide = Array.from({ length: 512 }, (_, i) =>
      room({
        tag: Uint8Array.from([...filled(14, 0), i >> 8, i & 255]),
        logs: logs.map(({ device }) => logOf(device, [{ first: 2 ** 40, last: 2 ** 52 }]))
      })
    )
    for (const list of [rooms, wide]) {
      const compared = { now: NOW, rooms: list }
      expect(sized(encodeFrontiers(compared))).toBeLessThan(MAX_ANSWER_BYTES)
      const read = crossed(compared)
      expect(read.rooms).toHaveLength(list.length)
      for (const [index, { logs: said, partial }] of read.rooms.entries())
        expect(partial).toBe(said.length < (list[index]?.logs.length ?? 0))
    }
  })
})

describe('what a reader takes of an answer', () => {
  const tags = Array.from({ length: 512 }, (_, i) => Uint8Array.of(i >> 8, i & 255, ...filled(14, 0)))
  const of = (tag: Uint8Array | undefined, over: object) => ({
    tag,
    digest: filled(32, 1),
    logs: [],
    forks: [],
    ...over
  })
  const frame = (over: object, tag = tags[0]) => Frontiers.encode({ rooms: [of(tag, over)], more: true } as never)
  const logs = (from: number, count: number, ranges = filled(0, 0)) =>
    Array.from({ length: count }, (_, i) => ({ device: key(from + i), headHlc: 1n, ranges }))
  const big = {
    header: filled(1_024, 1),
    signature: filled(64, 1),
    header2: filled(1_024, 2),
    signature2: filled(64, 2)
  }
  const refusal = (frames: Iterable<Uint8Array>): [number, string] => {
    const reader = new ComparedReader(comparison(tags))
    let taken = 0
    try {
      for (const bytes of frames) {
        reader.take(bytes)
        taken++
      }
      return [taken, 'took it all']
    } catch (err) {
      return [taken, String(err)]
    }
  }

  test('is 8 MiB in all its frames', () => {
    const one = frame({ forks: Array(64).fill(big) })
    const [taken, reason] = refusal(tags.map(tag => frame({ forks: Array(64).fill(big) }, tag)))
    expect(reason).toContain('too large')
    expect(taken).toBe(Math.floor(MAX_ANSWER_BYTES / one.length))
  })

  test('is 262,144 ranges and logs', () => {
    const full = filled(8_192, 1)
    const frames = Array.from({ length: 100 }, (_, i) => frame({ logs: logs(i, 1, full) }))
    expect(refusal(frames)).toEqual([63, expect.stringContaining('too many ranges')]) // 4,096 and the log itself
  })

  test('is 4,096 logs and 64 forks of a room, in however many frames', () => {
    expect(refusal([frame({ logs: logs(0, 4_000) }), frame({ logs: logs(4_000, 97) })])).toEqual([
      1,
      expect.stringContaining('too much in it')
    ])
    const forks = Array(33).fill(big)
    expect(refusal([frame({ forks }), frame({ forks })])).toEqual([1, expect.stringContaining('too much in it')])
  })
})

describe('entries', () => {
  const sent = (list: SignedEntry[]) => [...encodeEntries(list)].map(frame => decodeEntries(frame, 4_096).entries)

  test('are at most 64 in a frame and about 128 KiB, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(64 * 1024), { maxLength: 40 }), fc.nat(150), (bodies, small) => {
        const list = [...bodies, ...Array(small).fill(10)].map((bytes, seq) => entry(seq, bytes))
        const frames = sent(list)
        expect(plain(frames.flat())).toEqual(plain(list))
        for (const frame of frames) {
          expect(frame.length).toBeGreaterThan(0)
          expect(frame.length).toBeLessThanOrEqual(64)
          if (frame.length > 1)
            expect(sized(frame.flatMap(({ header, body }) => [header, body]))).toBeLessThan(128 * 1024)
        }
      }),
      { numRuns: 20 }
    )
  })

  test('of the largest size fit in a frame', () => {
    const largest = { header: filled(1_024, 1), body: filled(64 * 1024, 2), signature: filled(64, 3) }
    expect(plain(sent([largest, largest]))).toEqual(plain([[largest], [largest]]))
    const most = [...encodeEntries(Array(64).fill(entry(0, 1_830)))]
    for (const frame of most) expect(frame.length).toBeLessThan(MAX_FRAME_BYTES)
  })

  test('that are views of their frame are not copied', () => {
    const [frame = filled(0, 0)] = encodeEntries([entry(1)])
    expect(decodeEntries(frame, 1).entries[0]?.body.buffer).toBe(frame.buffer)
  })

  test('end with a frame that says so', () => {
    expect(decodeEntries(LAST_FRAME, 0)).toEqual({ entries: [], done: true })
    expect(() => decodeEntries(filled(0, 0), 0)).toThrow('nothing in it')
  })
})

describe('a pace', () => {
  test('is too slow only when next to nothing came in all the time that was waited', () => {
    const pace = new Pace(TIMINGS)
    for (let i = 0; i < 100; i++) pace.took(1_000, 9_000)
    pace.took(9_999, 1)
    pace.took(9_999, 1)
    expect(() => pace.took(9_999, 1)).toThrow('next to nothing')
  })

  test('does not count the time that the reader takes', () => {
    const pace = new Pace(TIMINGS)
    for (let i = 0; i < 1_000; i++) pace.took(0, 300)
    for (let i = 0; i < 19; i++) pace.took(1_000, 1)
    pace.took(1_000, 300) // 300,000 bytes in 20 s are enough
    expect(() => Array.from({ length: 20 }, () => pace.took(1_000, 1))).toThrow('next to nothing')
  })
})
