/**
 * How long history is kept: what is older than a room's limit, or over its size, is let go of and known to be. The newest
 * entry of each log stays, since its chain goes on from it; so do own entries that nobody else has, and what is pinned. In
 * slices, so that nobody waits for it.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Keep } from '../../../shared/model.ts'
import { toHex } from '../crypto/bytes.ts'
import { KIND } from '../crypto/event.ts'
import type { Aged } from '../store/retention.ts'
import type { RoomRow } from '../store/rooms.ts'
import { runsOf } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { hlcAt, hlcOf, idOf, msOf } from './clock.ts'
import { guarded } from './guarded.ts'
import type { Projection } from './projection.ts'
import { createSizes } from './sizes.ts'

const EVERY_MS = 60 * 60_000
/** Where a size is limited, it is looked whether it is kept: a sync brings much. */
const LOOK_MS = 5_000
const DAY_MS = 86_400_000
/** The loop is held up no longer than about this. */
const SLICE_MS = 5
const ROWS = 16
const MAX_PINNED = 10_000
/** What the time is, as others say it, is asked the store so often. */
const TRUST_MS = 10_000

export interface RetentionComponents {
  store: Store
  account: Pick<Account, 'deviceNum'>
  projection: Pick<Projection, 'unplace'>
  now(): number
  /** How far this clock is ahead of those of the people near, in ms; undefined where nobody near has said. */
  clockOffset(): number | undefined
  /** Something of a room is not here any more. */
  onPruned(room: RoomRow): void
  /** What was let go of may be fetched again. */
  onWidened(): void
  onFailed(err: unknown): void
}

export type Retention = ReturnType<typeof createRetention>

export function createRetention(components: RetentionComponents) {
  const { store, now, onFailed } = components
  const sizes = createSizes(store)
  const keeps = new Map<number, Keep>()
  /** By room: what stands before it was over the size. */
  const floors = new Map<number, bigint>()
  let trusted: { at: number; now: number | undefined } | undefined
  let running = Promise.resolve()
  let stopped = false
  let timers: NodeJS.Timeout[] = []
  let begun = 0

  /**
   * A clock that is wrong by years must not cost years of history: as long as nobody near says what the time is, it is
   * no later than the newest entry of somebody else; and it is never later than this clock says.
   */
  function trustedNow(): number | undefined {
    const at = now()
    if (trusted === undefined || Math.abs(at - trusted.at) > TRUST_MS) {
      const off = components.clockOffset()
      const heard = store.retention.heard(components.account.deviceNum)
      const said = off === undefined ? (heard === undefined ? undefined : msOf(heard)) : at - off
      trusted = { at, now: said === undefined ? undefined : Math.min(at, said) }
    }
    return trusted.now
  }

  function keepOf(room: number): Keep {
    const keep = keeps.get(room) ?? store.rooms.keepOf(room)
    keeps.set(room, keep)
    return keep
  }

  /** What is before it is let go of. */
  function cutoff(room: number): bigint {
    const { days, megabytes } = keepOf(room)
    const at = days === null ? undefined : trustedNow()
    const byAge = days === null || at === undefined ? 0n : hlcAt(at - days * DAY_MS)
    const bySize = megabytes === null ? 0n : (floors.get(room) ?? 0n)
    return byAge > bySize ? byAge : bySize
  }

  /** When it was said; where that is still to come, when it arrived. */
  function dateOf({ orderKey, receivedAt }: Aged): bigint {
    const said = hlcOf(orderKey)
    const arrived = hlcAt(receivedAt)
    return msOf(orderKey) > now() && arrived < said ? arrived : said
  }

  /** Lets others have their turn when it is time. False: stopped meanwhile. */
  async function breathe(): Promise<boolean> {
    if (performance.now() - begun > SLICE_MS) {
      await turn()
      begun = performance.now()
    }
    return !stopped
  }

  async function prune(room: RoomRow): Promise<boolean> {
    const before = cutoff(room.num)
    if (before === 0n) return false
    const isKept = keeper(store, room.num)
    let some = false
    for (const { num: log, headSeq } of store.retention.logs(room.num)) {
      for (let behind = -1; ; ) {
        if (!(await breathe())) return some
        const rows = store.retention.oldest(log, behind, ROWS)
        const young = rows.findIndex(row => dateOf(row) >= before)
        const old = young === -1 ? rows : rows.slice(0, young)
        const gone = old.filter(row => row.seq < headSeq && !isKept(row))
        if (gone.length > 0) letGo(room.num, log, gone)
        some ||= gone.length > 0
        const last = old.at(-1)
        if (last === undefined || old.length < ROWS) break
        behind = last.seq
      }
    }
    return some
  }

  function letGo(room: number, log: number, gone: readonly Aged[]): void {
    const nums = gone.map(({ num }) => num)
    store.transaction(() => {
      components.projection.unplace(nums)
      store.retention.drop(nums)
      store.logs.prune(log, runsOf(gone.map(({ seq }) => seq)))
    })
    sizes.dropped(room, gone)
  }

  async function run(room: RoomRow): Promise<void> {
    const { megabytes } = keepOf(room.num)
    const over = megabytes === null ? undefined : await sizes.over(room.num, megabytes, breathe)
    if (over !== undefined)
      floors.set(room.num, over > (floors.get(room.num) ?? 0n) ? over : (floors.get(room.num) ?? 0n))
    if (stopped) return
    const some = await prune(room)
    if (over !== undefined && megabytes !== null) sizes.fitted(room.num, megabytes)
    if (some && !stopped) components.onPruned(room)
  }

  /** One after the other. */
  function soon(which: (room: RoomRow) => boolean): void {
    running = running
      .then(async () => {
        begun = performance.now()
        if (!stopped && store.rooms.limited().some(({ keepMegabytes }) => keepMegabytes !== null))
          await sizes.measure(breathe)
        for (const room of stopped ? [] : store.rooms.limited()) if (which(room) && !stopped) await run(room)
      })
      .catch(onFailed)
  }

  const isTooBig = ({ num, keepMegabytes }: RoomRow): boolean =>
    keepMegabytes !== null && sizes.isOver(num, keepMegabytes)

  return {
    /** Whether an entry would be let go of again. */
    isTooOld: (room: number, hlc: bigint): boolean => hlc < cutoff(room),
    /** How long a room's history is kept was changed: what is over it goes, what was let go of may come again. */
    changed(room: number): void {
      const before = keepOf(room)
      keeps.delete(room)
      const after = keepOf(room)
      const bigger = isWider(before.megabytes, after.megabytes)
      if (bigger) floors.delete(room)
      if (bigger || isWider(before.days, after.days)) {
        store.transaction(() => store.retention.logs(room).forEach(({ num }) => store.logs.unprune(num)))
        components.onWidened()
      }
      soon(({ num }) => num === room)
    },
    start(): void {
      soon(() => true)
      timers = [
        setInterval(
          guarded(onFailed, () => soon(() => true)),
          EVERY_MS
        ),
        setInterval(
          guarded(onFailed, () => soon(isTooBig)),
          LOOK_MS
        )
      ]
    },
    /** Whatever is under way has come to its end. */
    settled: (): Promise<void> => running,
    stop(): void {
      stopped = true
      for (const timer of timers) clearInterval(timer)
    }
  }
}

const isWider = (before: number | null, after: number | null): boolean =>
  before !== null && (after === null || after > before)

/** What is not let go of, however old it is. */
function keeper(store: Store, room: number): (row: Aged) => boolean {
  const pinned = new Set(store.operations.pinned(room, MAX_PINNED).map(toHex))
  const topic = store.operations.topic(room)?.event
  const speaksOfPinned = (num: number): boolean =>
    store.operations.targets([num]).some(({ target }) => pinned.has(toHex(target)))
  const isPrivate = store.rooms.byNum(room)?.kind === 'private'
  return ({ num, seq, kind, orderKey, pending }) =>
    pending === 1 ||
    kind === KIND.membership ||
    (isPrivate && seq === 0) || // whose log it is
    num === topic ||
    (pinned.size > 0 && (kind === KIND.message ? pinned.has(toHex(idOf(orderKey))) : speaksOfPinned(num)))
}
