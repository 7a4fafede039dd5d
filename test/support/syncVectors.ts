/** The frames of a sync as wire vectors: what the pulling side writes, what it is answered, and what is refused. */
import { createHash, createHmac } from 'node:crypto'
import { publicRoomId } from '../../electron/core/chat/publicRoom.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import type { Entry } from '../../electron/core/crypto/event.ts'
import { encodeEntries, LAST_FRAME } from '../../electron/core/protocols/sync/entries.ts'
import { encodeFrontiers } from '../../electron/core/protocols/sync/frontiers.ts'
import { Entries, Frontiers, Request } from '../../electron/core/protocols/sync/pb/sync.ts'
import { encodeComparison, encodeFetch } from '../../electron/core/protocols/sync/requests.ts'
import { plain } from './plain.ts'
import { seedOf } from './stranger.ts'

/** As the text says it, and not as the code does. */
const tagOf = (secret: Uint8Array, opener: Uint8Array, other: Uint8Array): Uint8Array =>
  createHmac('sha256', secret)
    .update(Buffer.concat([Buffer.from('earshot/sync/tag/1'), opener, other, nonce]))
    .digest()
    .subarray(0, 16)

interface DigestedLog {
  device: Uint8Array
  head: Uint8Array
  forkSeq: number | null
  ranges: Array<{ first: number; last: number }>
}

/** As the text says it, too. */
function digestedOf(logs: readonly DigestedLog[]): Uint8Array {
  const eight = (value: number): string => value.toString(16).padStart(16, '0')
  const hex = logs
    .toSorted((a, b) => Buffer.compare(a.device, b.device))
    .map(({ device, head, forkSeq, ranges: runs }) => {
      const end = forkSeq === null ? `00${toHex(head)}` : `01${eight(forkSeq)}`
      const count = runs.length.toString(16).padStart(8, '0')
      return `${toHex(device)}${end}${count}${runs.map(run => eight(run.first) + eight(run.last)).join('')}`
    })
  return createHash('sha256')
    .update('earshot/sync/digest/1')
    .update(Buffer.from(hex.join(''), 'hex'))
    .digest()
}

const digestVector = (name: string, logs: DigestedLog[]) => ({
  name,
  logs: logs.map(({ device, head, ...log }) => ({ device: toHex(device), head: toHex(head), ...log })),
  digest: toHex(digestedOf(logs))
})

const NOW = 1_767_225_600_000
const tag = seedOf('tag').subarray(0, 16)
const otherTag = seedOf('other tag').subarray(0, 16)
const nonce = seedOf('nonce').subarray(0, 16)
const digest = seedOf('digest')

const request = (value: object): string => toHex(Request.encode(value as never))
const frontiers = (room: object): string =>
  toHex(Frontiers.encode({ now: NOW, rooms: [{ tag, digest, ...room }] } as never))
const entriesOf = (entry: object): string => toHex(Entries.encode({ entries: [entry], done: true } as never))

/** @param from two devices, two entries with one seq or not (a reader of frames does not look), and two to be fetched */
export function syncVectors(from: { devices: Uint8Array[]; fork: Entry[]; entries: Entry[] }) {
  const [device, other] = from.devices
  const [one, two] = from.fork
  if (!device || !other || !one || !two) throw new Error('too little to make vectors of')
  const rooms = [
    { tag, digest, seen: undefined },
    { tag: otherTag, digest, seen: seedOf('seen') }
  ]
  const fork = { header: one.header, signature: one.signature, header2: two.header, signature2: two.signature }
  const ranges = [
    { first: 0, last: 0 },
    { first: 2, last: 98 },
    { first: 100, last: 99_999 },
    { first: 2 ** 40, last: Number.MAX_SAFE_INTEGER }
  ]
  const logs = [
    { device, headHlc: BigInt(NOW) << 16n, ranges },
    { device: other, headHlc: 0n, ranges: [] }
  ]
  const parts = [
    { device, first: 1_000, last: 1_299 },
    { device: other, first: 7, last: 7 },
    { device, first: 990, last: 998 },
    { device, first: 999, last: 999 }
  ]
  const entries = from.entries.map(({ header, body, signature }) => ({ header, body, signature }))
  const [entry] = entries
  const room = { tag, digest, logs, forks: [fork], partial: true }
  const secret = publicRoomId('everyone')
  return {
    tag: plain({ secret, opener: device, other, nonce, tag: tagOf(secret, device, other) }) as Record<string, string>,
    compare: {
      nonce: toHex(nonce),
      now: NOW,
      rooms: plain(rooms),
      bytes: toHex(encodeComparison({ nonce, now: NOW, rooms }))
    },
    frontiers: { now: NOW, room: plain(room), frames: [...encodeFrontiers({ now: NOW, rooms: [room] })].map(toHex) },
    fetch: { tag: toHex(tag), parts: plain(parts), bytes: toHex(encodeFetch(tag, parts)) },
    entries: { entries: plain(entries), frames: [...encodeEntries(entries), LAST_FRAME].map(toHex) },
    digests: [
      digestVector('nothing', []),
      digestVector('a log', [{ device, head: seedOf('head'), forkSeq: null, ranges: [{ first: 0, last: 4 }] }]),
      digestVector('a log with holes, and a forked one', [
        { device, head: seedOf('head'), forkSeq: null, ranges },
        { device: other, head: seedOf('other head'), forkSeq: 7, ranges: [{ first: 0, last: 6 }] }
      ])
    ],
    malformedRequests: [
      { name: 'nothing asked', bytes: '' },
      { name: 'a nonce of 15 bytes', bytes: request({ compare: { nonce: nonce.subarray(1), now: NOW, rooms: [] } }) },
      {
        name: 'a tag of 15 bytes',
        bytes: request({ compare: { nonce, now: NOW, rooms: [{ tag: tag.subarray(1), digest }] } })
      },
      { name: 'a part of no device', bytes: request({ fetch: { tag, devices: [], parts: Uint8Array.of(1, 0, 0) } }) },
      { name: 'a part below 0', bytes: request({ fetch: { tag, devices: [device], parts: Uint8Array.of(1, 3, 4) } }) },
      {
        name: '4,097 entries',
        bytes: request({ fetch: { tag, devices: [device], parts: Uint8Array.of(1, 0x80, 0x20, 0x80, 0x20) } })
      }
    ],
    malformedFrontiers: [
      { name: 'a room that was not asked for', bytes: frontiers({ tag: nonce }) },
      { name: 'a digest of 31 bytes', bytes: frontiers({ digest: digest.subarray(1) }) },
      { name: 'a log twice', bytes: frontiers({ logs: [{ device }, { device }] }) },
      { name: 'ranges that touch', bytes: frontiers({ logs: [{ device, ranges: Uint8Array.of(0, 1, 0, 1) }] }) },
      { name: 'a fork with one header', bytes: frontiers({ forks: [{ ...fork, header2: new Uint8Array() }] }) }
    ],
    malformedEntries: [
      { name: 'nothing, and not the end', bytes: '' },
      { name: 'no header', bytes: entriesOf({ ...entry, header: new Uint8Array() }) },
      { name: 'a signature of 63 bytes', bytes: entriesOf({ ...entry, signature: entry?.signature.subarray(1) }) }
    ]
  }
}
