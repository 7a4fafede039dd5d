/**
 * When to sync with whom: on connecting, on a gap, after sleep, when the other turns out to differ, and every half minute
 * with a random neighbour. Several peers at once; each entry is asked of one of them. Spec: docs/protocol/09-sync.md
 */
import type { DeviceId, History } from '../../../../shared/model.ts'
import { equal } from '../../crypto/bytes.ts'
import { deviceKeyOf } from '../../crypto/deviceId.ts'
import { roomTag } from '../../crypto/tag.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { guarded } from '../guarded.ts'
import type { Comparison, Network, SyncAnswers, SyncSession } from '../ports.ts'
import { createAnswers } from './answers.ts'
import { createDigests, nameOf } from './digest.ts'
import { createHistories } from './history.ts'
import type { UnderWay } from './plan.ts'
import { LyingPeerError } from './proof.ts'
import { type PullComponents, type Pulled, pull } from './pull.ts'
import { createSeen } from './seen.ts'
import { watchSleep } from './sleep.ts'
import { createTurns } from './turns.ts'

const EVERY_MS = 30_000
/** Many reasons to sync with a peer come at once; this long after the first of them. */
const SOON_MS = 50
const GAP_MS = 300
/** Sessions under way at once, as who asks and as who is asked. */
const MAX_PULLS = 4
const MAX_ANSWERED = 16
/** A sync that takes longer goes on beside the others. */
const TURN_MS = 15_000
/** Between two with one peer, which takes no more: two a second. */
const BETWEEN_MS = 500
/** A peer that broke off or lied is left alone for this long, twice as long each time. */
const FAULT_MS = 2_000
const MAX_FAULT_MS = 10 * 60_000
const MAX_REMEMBERED = 1_000
/** Neighbours that are asked about one thing. */
const FEW = 2

export interface SyncComponents
  extends Pick<
    PullComponents,
    | 'store'
    | 'ingest'
    | 'self'
    | 'now'
    | 'mayKnow'
    | 'introduce'
    | 'isTooOld'
    | 'onHolds'
    | 'onOwnEnds'
    | 'onClock'
    | 'onVerify'
  > {
  network: Pick<Network, 'sync'>
  /** Connected devices that greeted. */
  devices(): DeviceId[]
  /** How far the history of a room is here has changed. */
  onProgress(room: RoomRow): void
  onFailed(err: unknown): void
}

interface Peer {
  timer: NodeJS.Timeout | undefined
  running: Promise<void> | undefined
  again: boolean
  /** The connection went while it was running. */
  parted: boolean
  faults: number
  /** Not before this, by performance.now(). */
  notBefore: number
}

const newPeer = (): Peer => ({
  timer: undefined,
  running: undefined,
  again: false,
  parted: false,
  faults: 0,
  notBefore: 0
})

export type Sync = ReturnType<typeof createSync>

export function createSync(components: SyncComponents) {
  const { store, network, devices, self, now, onFailed } = components
  const digests = createDigests(store)
  const seen = createSeen()
  const histories = createHistories(store)
  const asked = new Map<number, UnderWay>()
  const peers = new Map<DeviceId, Peer>()
  const inTurn = createTurns(MAX_PULLS, TURN_MS)
  const sessions = new Set<SyncSession>()
  let answering = 0
  let stopped = false
  let timers: NodeJS.Timeout[] = []

  const pullComponents: PullComponents = {
    ...components,
    digests,
    seen,
    underWay(room) {
      const known = asked.get(room) ?? new Map()
      asked.set(room, known)
      return known
    },
    onFetching(room, change) {
      histories.fetching(room.num, change)
      components.onProgress(room)
    }
  }

  function peerOf(id: DeviceId): Peer {
    const peer = peers.get(id) ?? newPeer()
    peers.set(id, peer)
    return peer
  }

  /** Syncs with a peer in a moment, and once more where that is under way already. */
  function soon(id: DeviceId, afterMs = SOON_MS): void {
    const peer = peerOf(id)
    if (stopped || peer.timer !== undefined) return
    if (peer.running !== undefined) peer.again = true
    else {
      const wait = Math.max(afterMs, peer.notBefore - performance.now())
      peer.timer = setTimeout(
        guarded(onFailed, () => void run(id)),
        wait
      )
    }
  }

  function run(id: DeviceId): Promise<void> {
    const peer = peerOf(id)
    clearTimeout(peer.timer)
    peer.timer = undefined
    peer.running ??= inTurn(() => once(id, peer)).finally(() => {
      peer.running = undefined
      if (peer.again) soon(id)
      peer.again = false
    })
    return peer.running
  }

  async function once(id: DeviceId, peer: Peer): Promise<void> {
    if (stopped || !devices().includes(id)) return
    let pulled: Pulled = { stored: 0, broken: true }
    peer.parted = false
    const begunAt = performance.now()
    try {
      const session = await network.sync(id)
      sessions.add(session)
      try {
        pulled = await pull(id, session, pullComponents)
      } finally {
        sessions.delete(session)
        await session.close().catch(() => {})
      }
    } catch (err) {
      if (peer.parted && !(err instanceof LyingPeerError)) pulled.broken = false // a wire that broke is nobody's fault
    }
    // whoever broke off, or lied, is asked again later; the others meanwhile
    if (pulled.broken || peer.parted) some(FEW, id).forEach(other => soon(other, GAP_MS))
    peer.faults = pulled.broken ? peer.faults + 1 : 0
    peer.notBefore = pulled.broken
      ? performance.now() + Math.min(FAULT_MS * 2 ** (peer.faults - 1), MAX_FAULT_MS)
      : begunAt + BETWEEN_MS
    if (pulled.broken) peer.again = false
  }

  /** A peer compared with us: where it has what we may lack, we ask it in turn. */
  function onCompared(id: DeviceId, theirs: Comparison, differ: readonly RoomRow[]): void {
    const key = deviceKeyOf(id)
    if (key === undefined) return
    const digestsOf = new Map(theirs.rooms.map(({ tag, digest }) => [nameOf(tag), digest]))
    const isNews = differ.some(room => {
      const known = seen.of(id, room.num, digests.of(room.num))
      const said = digestsOf.get(nameOf(roomTag(room.roomId, key, self, theirs.nonce)))
      return known === undefined || said === undefined || !equal(known, said)
    })
    if (isNews) soon(id, GAP_MS) // it may only lack what it is asking for right now
  }

  function answers(id: DeviceId): SyncAnswers | undefined {
    const key = deviceKeyOf(id)
    if (stopped || key === undefined || answering >= MAX_ANSWERED) return undefined
    answering++
    return createAnswers({
      store,
      digests,
      self,
      peer: key,
      now,
      mayKnow: components.mayKnow,
      onCompared: (theirs, differ) => onCompared(id, theirs, differ),
      onEnd: () => answering--
    })
  }

  const all = (afterMs?: number): void => devices().forEach(id => soon(id, afterMs))

  /** So many of those near, at random. */
  function some(count: number, but?: DeviceId): DeviceId[] {
    const near = devices().filter(id => id !== but)
    for (let at = 0; at < Math.min(count, near.length); at++) {
      const from = at + Math.floor(Math.random() * (near.length - at))
      ;[near[at], near[from]] = [near[from] as DeviceId, near[at] as DeviceId]
    }
    return near.slice(0, count)
  }

  return {
    answers,
    start(): void {
      const withSomebody = guarded(onFailed, () => some(1).forEach(id => soon(id)))
      timers = [setInterval(withSomebody, EVERY_MS), watchSleep(now, all, onFailed)]
    },
    /** Somebody came within earshot, or into a room of ours. */
    welcomed: (id: DeviceId): void => soon(id),
    parted(id: DeviceId): void {
      const peer = peers.get(id)
      clearTimeout(peer?.timer)
      if (peer !== undefined) Object.assign(peer, { timer: undefined, parted: true })
      // who broke off is not trusted more for coming again
      if (peer?.running === undefined && (peer?.faults === 0 || peers.size > MAX_REMEMBERED)) peers.delete(id)
      seen.forget(id)
    },
    /** Something is known to be missing, or on its way yet: a few are asked. */
    gap: (): void => some(FEW).forEach(id => soon(id, GAP_MS)),
    /** A room was joined, or a device found out: everybody near is asked, or told. */
    news: (): void => all(),
    /** More is kept than before: what was left where it was is asked for again. */
    widened(): void {
      seen.clear()
      all()
    },
    /** Asks everybody near, now. Resolves once all of them have answered and what they had is stored. */
    async fill(): Promise<void> {
      const near = devices()
      for (const id of near) peerOf(id).notBefore = 0
      const ask = async (id: DeviceId): Promise<void> => {
        await peerOf(id).running // it may have begun before there was anything to ask for
        await run(id)
      }
      await Promise.all(near.map(ask))
    },
    /** How much of a room is here. */
    history: (room: number): History => histories.of(room),
    async stop(): Promise<void> {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      for (const peer of peers.values()) clearTimeout(peer.timer)
      await Promise.allSettled([...sessions].map(session => session.close())) // nobody who quits waits for the rest of it
      await Promise.allSettled([...peers.values()].map(({ running }) => running))
    }
  }
}
