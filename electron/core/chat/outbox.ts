/** Publishes own entries in the order they were written, and again after a restart, until somebody has acknowledged them. */
import { encodeEntry } from '../crypto/event.ts'
import type { Pending } from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import type { Network } from './ports.ts'

const CHUNK = 64
/** Receipts come within seconds, where they come at all. */
const REPUBLISH_MS = 30_000
const MAX_REPUBLISH_MS = 60 * 60_000
const MAX_REPUBLISHED = 500

interface Lane {
  topic: string
  /** Row of the last entry handed to somebody. */
  after: number
  /** Nothing older waits: what is written now can go out without being read back. */
  caughtUp: boolean
  running: boolean
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
    for (;;) {
      if (rows.length === 0) rows = stopped ? [] : store.outbox.next(room, lane.after, CHUNK)
      if (rows.length === 0) break
      for (const row of rows) {
        if (stopped || lanes.get(room) !== lane || (await publish(lane, row)) === 0) return // nobody is there: again when somebody comes
        lane.after = row.num
        lane.republishAt = now() + lane.waitMs
      }
      rows = []
    }
    lane.caughtUp = true
  }

  /** What was handed to somebody who never acknowledged it goes out once more, ever less often. */
  async function republish(room: number, lane: Lane): Promise<void> {
    if (lane.after === 0 || now() < lane.republishAt) return
    lane.waitMs = Math.min(lane.waitMs * 2, MAX_REPUBLISH_MS)
    lane.republishAt = now() + lane.waitMs
    for (const row of store.outbox.next(room, 0, MAX_REPUBLISHED)) {
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
