/**
 * One sync with one peer, as who asks: compare the rooms, then fetch what it holds and we do not, until nothing is left.
 * A fault ends the exchange; what came before it is stored, and the rest is asked of somebody else.
 */
import { randomBytes } from 'node:crypto'
import type { DeviceId } from '../../../../shared/model.ts'
import { equal, toHex } from '../../crypto/bytes.ts'
import { deviceKeyOf } from '../../crypto/deviceId.ts'
import { NONCE_BYTES, roomTag } from '../../crypto/tag.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { minus, type Run } from '../../store/runs.ts'
import { hlcOf } from '../clock.ts'
import type { LogFrontier, Range, RoomFrontier, SyncSession } from '../ports.ts'
import { type Digests, nameOf } from './digest.ts'
import { count, type FetchComponents, fetchParts, type Got, lacksAny } from './fetch.ts'
import { suspects } from './heads.ts'
import { claim, nextParts, type UnderWay, type Wanted } from './plan.ts'
import type { Seen } from './seen.ts'

/** Writers that one comparison asks about, and how long that may hold up the rest. */
const MAX_INTRODUCED = 512
const INTRODUCE_MS = 10_000

export interface PullComponents extends FetchComponents {
  digests: Digests
  seen: Seen
  /** This device's key. */
  self: Uint8Array
  now(): number
  /** What is asked for in a room, by all who sync. */
  underWay(room: number): UnderWay
  /** Whether a peer may be told anything of a room. */
  mayKnow(room: RoomRow, device: Uint8Array): boolean
  /** Asks a peer who these devices are. */
  introduce(devices: Uint8Array[], peer: DeviceId): Promise<void>
  /** Whether retention would let go of it again. */
  isTooOld(room: number, hlc: bigint): boolean
  /** A peer said what it holds of our log. */
  onHolds(peer: DeviceId, roomId: Uint8Array, ranges: Range[]): void
  /** How far our log goes at a peer, by the rooms that differ. */
  onOwnEnds(peer: DeviceId, ends: ReadonlyMap<number, number>): void
  /** A peer's clock, read between two moments of performance.now(). */
  onClock(peer: DeviceId, theirNow: number, askedAt: number, answeredAt: number): void
}

export interface Pulled {
  /** Entries that are held now and were not. */
  stored: number
  /** Things were claimed, asked for, and none of them came. */
  broken: boolean
}

/** @throws what the session throws; LyingPeerError */
export async function pull(peer: DeviceId, session: SyncSession, components: PullComponents): Promise<Pulled> {
  const { seen, digests, store } = components
  const differing = await compare(peer, session, components)
  components.onOwnEnds(peer, new Map(differing.map(one => [one.room.num, ownEndIn(one.frontier, components.self)])))
  const total: Pulled = { stored: 0, broken: false }
  for (const each of differing) await heed(peer, each, components)
  // the first page of every room before the past of any
  for (const first of [true, false]) {
    for (const each of differing) {
      const pulled = await fill(session, each, first, components)
      total.stored += pulled.stored
      total.broken ||= pulled.broken
    }
  }
  for (const { room, frontier, settled } of differing) {
    for (const fork of frontier.forks) await components.ingest.freeze(room, fork) // of logs that had not begun here
    // what limits left out of a frontier is told by the next one
    if (settled && frontier.partial !== true && store.rooms.byId(room.roomId) !== undefined)
      seen.note(peer, room.num, digests.of(room.num), frontier.digest)
  }
  return total
}

interface Differing {
  room: RoomRow
  frontier: RoomFrontier
  /** Nothing of what it claims is left to ask for. */
  settled: boolean
}

async function compare(peer: DeviceId, session: SyncSession, components: PullComponents): Promise<Differing[]> {
  const { store, digests, seen, self, now, mayKnow } = components
  const theirKey = deviceKeyOf(peer)
  if (theirKey === undefined) return []
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES))
  const rooms = new Map(
    store.rooms
      .joined()
      .filter(room => mayKnow(room, theirKey))
      .map(room => [nameOf(roomTag(room.roomId, self, theirKey, nonce)), room] as const)
  )
  const askedAt = performance.now()
  const compared = await session.compare({
    nonce,
    now: now(),
    rooms: [...rooms].map(([tag, { num }]) => ({
      tag: new Uint8Array(Buffer.from(tag, 'hex')),
      digest: digests.of(num),
      seen: seen.of(peer, num, digests.of(num))
    }))
  })
  components.onClock(peer, compared.now, askedAt, performance.now())
  return compared.rooms.flatMap(frontier => {
    const room = rooms.get(nameOf(frontier.tag))
    return room === undefined ? [] : [{ room, frontier, settled: false }]
  })
}

const ownEndIn = ({ logs }: RoomFrontier, self: Uint8Array): number =>
  logs.find(({ device }) => equal(device, self))?.ranges.at(-1)?.last ?? 0

/** Takes from a frontier what needs no fetching: proofs, what is held of our own log, who the writers are. */
async function heed(peer: DeviceId, { room, frontier }: Differing, components: PullComponents): Promise<void> {
  const { store, ingest, self } = components
  for (const fork of frontier.forks) await ingest.freeze(room, fork)
  const own = frontier.logs.find(({ device }) => equal(device, self))
  if (own !== undefined) components.onHolds(peer, room.roomId, own.ranges)
  const unknown = frontier.logs
    .map(({ device }) => device)
    .filter(device => store.people.device(device)?.person == null)
    .slice(0, MAX_INTRODUCED)
  if (unknown.length > 0) await atMost(INTRODUCE_MS, components.introduce(unknown, peer))
}

/** Resolves with the work, or without it. What comes later is still kept. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  await Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

/** Fetches once, or until nothing is left, or nothing of what is claimed comes. */
async function fill(
  session: SyncSession,
  differing: Differing,
  first: boolean,
  components: PullComponents
): Promise<Pulled> {
  const { store, onFetching } = components
  const { room, frontier } = differing
  const pulled: Pulled = { stored: 0, broken: false }
  const tried: UnderWay = new Map()
  const underWay = components.underWay(room.num)
  for (let fetches = 0; !first || fetches === 0; fetches++) {
    if (store.rooms.byId(room.roomId) === undefined) break // left meanwhile
    const wanted = frontier.logs.flatMap(log => wantedOf(log, room, tried, components) ?? [])
    const parts = nextParts(wanted, underWay, first)
    if (parts.length === 0) {
      differing.settled = wanted.length === 0 // or somebody else was asked, who may yet fail
      const heads = first && differing.settled ? suspects(frontier, room.num, components) : []
      if (heads.length > 0) await fetchParts(session, room, frontier.tag, heads, components)
      break
    }
    const release = claim(underWay, parts)
    onFetching(room, 1)
    let got: Got = { stored: 0, came: 0 }
    try {
      got = await fetchParts(session, room, frontier.tag, parts, components)
    } finally {
      release()
      onFetching(room, -1)
    }
    claim(tried, parts)
    pulled.stored += got.stored
    // there may be no end to what it claims; that what it gave is not taken here is not its fault
    pulled.broken = got.stored === 0 && got.came < count(parts) && lacksAny(parts, room, store)
    if (pulled.broken) break
  }
  return pulled
}

/** What the peer holds of a log, we do not, and was not asked of it in vain. */
function wantedOf(log: LogFrontier, room: RoomRow, tried: UnderWay, components: PullComponents): Wanted | undefined {
  const { store } = components
  const device = store.people.device(log.device)
  const held = device === undefined ? undefined : store.logs.get(room.num, device.num)
  const bounded = held?.forkSeq == null ? log.ranges : minus(log.ranges, [{ first: held.forkSeq, last: END }])
  const known = held === undefined ? [] : store.logs.covered(held.num)
  const missing = minus(minus(bounded, known), tried.get(toHex(log.device)) ?? [])
  // who it is comes first
  if (device?.person == null) {
    const isBegun = missing[0]?.first === 0
    return isBegun ? { device: log.device, missing: [{ first: 0, last: 0 }], newestHlc: log.headHlc } : undefined
  }
  return notTooOld(missing, log, held?.num, room, components)
}

/** Without what retention would let go of again; what lies below something that is held is let go of for good. */
function notTooOld(
  missing: Run[],
  log: LogFrontier,
  held: number | undefined,
  room: RoomRow,
  { store, isTooOld }: PullComponents
): Wanted | undefined {
  for (let last = missing.at(-1); last !== undefined; last = missing.at(-1)) {
    const above = held === undefined ? undefined : store.entries.between(held, last.last + 1, last.last + 1)[0]
    const newestHlc = above === undefined ? log.headHlc : hlcOf(above.orderKey)
    if (!isTooOld(room.num, newestHlc)) return { device: log.device, missing, newestHlc }
    if (held !== undefined && above !== undefined) {
      store.transaction(() => store.logs.prune(held, missing))
      return undefined
    }
    missing.pop() // only the peer says how old it is
  }
  return undefined
}

const END = Number.MAX_SAFE_INTEGER
