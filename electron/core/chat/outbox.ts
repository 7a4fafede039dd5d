/**
 * Publishes own entries in the order they were written, and again after a restart, until somebody has acknowledged them.
 * Of what was written while nobody was there only the newest go out this way: the rest is fetched by sync, newest first.
 */
import { encodeEntry } from '../crypto/event.ts'
import type { Pending } from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import type { Network } from './ports.ts'

const CHUNK = 64
/** Receipts come within seconds, where they come at all. */
const REPUBLISH_MS = 30_000
const MAX_REPUBLISH_MS = 60 * 60_000
/** Of what waits, when somebody comes or when it goes out once more. */
const NEWEST = 64

interface Lane {
  topic: string
  /** Row of the last entry handed to somebody. */
  after: number
  /** Nothing older waits: what is written now can go out without being read back. */
  caughtUp: boolean
  running: boolean
  /** Nobody was there for what waits. */
  alone: boolean
  kicked: boolean
  waitMs: number
  republishAt: number
}

export interface OutboxComponents {
  store: Store
  network: Pick<Network, 'publish'>
  now(): number
  onFailed(err: unknown): void
}

export type OutboxPump = ReturnType<typeof createOutboxPump>

export function createOutboxPump({ store, network, now, onFailed }: OutboxComponents) {
  const lanes = new Map<number, Lane>()
  let stopped = false

  async function run(room: number, lane: Lane, fresh: readonly Pending[]): Promise<void> {
    lane.running = true
    try {
      do {
        lane.kicked = false
        await publishNew(room, lane, fresh)
        fresh = []
      } while (lane.kicked && !stopped)
    } catch (err) {
      if (!stopped) onFailed(err)
    } finally {
      lane.running = false
    }
  }

  async function publishNew(room: number, lane: Lane, fresh: readonly Pending[]): Promise<void> {
    let rows = lane.caughtUp ? fresh : []
    lane.caughtUp = false
    if (lane.alone) lane.after = Math.max(lane.after, store.outbox.before(room, NEWEST))
    for (;;) {
      if (rows.length === 0) rows = stopped ? [] : store.outbox.next(room, lane.after, CHUNK)
      if (rows.length === 0) break
      for (const row of rows) {
        if (stopped || lanes.get(room) !== lane) return
        lane.alone = (await publish(lane, row)) === 0
        if (lane.alone) return // again when somebody comes
        lane.after = row.num
        lane.republishAt = now() + lane.waitMs
      }
      rows = []
    }
    lane.caughtUp = true
    lane.alone = false // nothing waits: what is written from now on goes out, all of it
  }

  /** What was handed to somebody who never acknowledged it goes out once more, ever less often. */
  async function republish(room: number, lane: Lane): Promise<void> {
    if (lane.after === 0 || now() < lane.republishAt) return
    lane.waitMs = Math.min(lane.waitMs * 2, MAX_REPUBLISH_MS)
    lane.republishAt = now() + lane.waitMs
    for (const row of store.outbox.next(room, store.outbox.before(room, NEWEST), NEWEST)) {
      if (stopped || lanes.get(room) !== lane || row.num > lane.after) return
      await publish(lane, row)
    }
  }

  const publish = (lane: Lane, row: Pending): Promise<number> => network.publish(lane.topic, encodeEntry(row))

  function kick(room: number, fresh: readonly Pending[] = []): void {
    const lane = lanes.get(room)
    if (lane === undefined || stopped) return
    lane.kicked = true
    if (!lane.running) void run(room, lane, fresh)
  }

  return {
    /** Starts a room's lane: everything of it that nobody has acknowledged goes out. */
    open(room: number, topic: string): void {
      lanes.set(room, {
        topic,
        after: 0,
        caughtUp: false,
        running: false,
        alone: true,
        kicked: false,
        waitMs: REPUBLISH_MS,
        republishAt: 0
      })
      kick(room)
    },
    close: (room: number): void => void lanes.delete(room),
    /** Something new was written (all of it, in order), or somebody came into the room. */
    kick,
    kickTopic(topic: string): void {
      for (const [room, lane] of lanes) if (lane.topic === topic) kick(room)
    },
    /** Called now and then. */
    retry(): void {
      for (const [room, lane] of lanes) {
        if (!lane.running) republish(room, lane).catch(onFailed)
        kick(room) // what a wire that broke has left behind
      }
    },
    stop(): void {
      stopped = true
    }
  }
}
