/** Bare libp2p nodes that sync: what they answer is counted, and one of them may answer with any bytes at all. */
import { noise } from '@chainsafe/libp2p-noise'
import type { Connection, Stream } from '@libp2p/interface'
import { memory } from '@libp2p/memory'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { writeFrame } from '../../electron/core/protocols/sync/frames.ts'
import type {
  Comparison,
  Part,
  RoomFrontier,
  SignedEntry,
  SyncAnswers,
  SyncInit
} from '../../electron/core/protocols/sync/index.ts'
import { SYNC_PROTOCOL, sync } from '../../electron/core/protocols/sync/index.ts'

export const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value)
export const TAG = filled(16, 1)
export const DEVICE = filled(32, 2)
export const DIGEST = filled(32, 3)
export const NOW = 1_767_225_600_000

export const comparison = (tags: Uint8Array[] = [TAG]): Comparison => ({
  nonce: filled(16, 9),
  now: NOW,
  rooms: tags.map(tag => ({ tag, digest: DIGEST, seen: undefined }))
})

export const room = (over: Partial<RoomFrontier> = {}): RoomFrontier => ({
  tag: TAG,
  digest: filled(32, 4),
  logs: [{ device: DEVICE, headHlc: 2n ** 63n, ranges: [{ first: 0, last: 9_999 }] }],
  forks: [],
  partial: false,
  ...over
})

export const part = (first: number, last: number): Part => ({ device: DEVICE, first, last })

/** The entry with this seq: its number is in its header. */
export const entry = (seq: number, bodyBytes = 40): SignedEntry => {
  const header = filled(150, 5)
  new DataView(header.buffer).setFloat64(0, seq)
  return { header, body: filled(bodyBytes, seq % 256), signature: filled(64, 6) }
}

export const seqOf = ({ header }: SignedEntry): number =>
  new DataView(header.buffer, header.byteOffset, header.length).getFloat64(0)

/** What a peer that syncs was answered with. */
export interface Served {
  compared: Comparison[]
  fetched: Part[][]
  /** Lists taken from what answers a fetch, and whether it was left as it should be. */
  taken: number
  left: number
  ended: number
}

/** Answers with entries 0 to 9,999 of DEVICE in one room. */
export function makeAnswers(over: { rooms?: RoomFrontier[]; entries?: number; bodyBytes?: number } = {}) {
  const { rooms = [room()], entries = 64, bodyBytes = 40 } = over
  const served: Served = { compared: [], fetched: [], taken: 0, left: 0, ended: 0 }
  function* pages(parts: readonly Part[]): Generator<SignedEntry[]> {
    try {
      for (const { first, last } of parts)
        for (let seq = last; seq >= first; seq -= entries) {
          served.taken++
          const length = Math.min(entries, seq - first + 1)
          yield Array.from({ length }, (_, index) => entry(seq - index, bodyBytes))
        }
    } finally {
      served.left++
    }
  }
  const answers: SyncAnswers = {
    compare(theirs) {
      served.compared.push(theirs)
      return { now: NOW + 1, rooms }
    },
    fetch(_, parts) {
      served.fetched.push([...parts])
      return pages(parts)
    },
    end: () => void served.ended++
  }
  return { served, answers }
}

const running: Array<{ stop(): unknown }> = []
let addresses = 0

export async function stopSyncPeers(): Promise<void> {
  await Promise.all(running.splice(0).map(node => node.stop()))
}

export async function makeSyncPeer(init: SyncInit, transport: 'memory' | 'tcp' = 'memory') {
  const listen = transport === 'tcp' ? '/ip4/127.0.0.1/tcp/0' : `/memory/sync-${process.pid}-${++addresses}`
  const node = await createLibp2p({
    addresses: { listen: [listen] },
    transports: [transport === 'tcp' ? tcp() : memory()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ streamOptions: { maxStreamWindowSize: 1024 * 1024 } })],
    connectionMonitor: { enabled: false },
    services: { sync: sync(init) }
  })
  running.push(node)
  return node
}

/** A puller, connected to a peer that answers with what the test says. */
export async function pullerOf(
  served: SyncInit,
  own: SyncInit['timings'] = {},
  transport: 'memory' | 'tcp' = 'memory'
) {
  const bob = await makeSyncPeer(served, transport)
  const ann = await makeSyncPeer({ syncing: () => undefined, timings: own }, transport)
  const connection = await ann.dial(bob.getMultiaddrs())
  return { ann, bob, connection, open: () => ann.services.sync.open(connection) }
}

/** A puller, connected to a peer that speaks the protocol by hand: `talk` is called for each stream. */
export async function pullerOfRaw(talk: (stream: Stream) => Promise<void> | void, own: SyncInit['timings'] = {}) {
  const peers = await pullerOf({ syncing: () => undefined }, own)
  await peers.bob.unhandle(SYNC_PROTOCOL)
  await peers.bob.handle(SYNC_PROTOCOL, async stream => {
    try {
      await talk(stream)
    } catch {
      // the puller has reset the stream, as it should
    }
  })
  return peers
}

/** Writes a frame by hand, and waits while the pipe is full. */
export const send = (stream: Stream, frame: Uint8Array): Promise<void> => writeFrame(stream, frame, 5_000)

/** The streams of the protocol that are open on a connection, as one end sees them. */
export const syncStreams = (connection: Connection): Stream[] =>
  connection.streams.filter(({ protocol, status }) => protocol === SYNC_PROTOCOL && status === 'open')
