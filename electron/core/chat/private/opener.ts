/**
 * Reading in private rooms: sealed entries wait in the store and are opened log by log, in the order of their numbers, some at once
 * on the thread of the send groups. What is in them then counts as if it had come just now. Nothing that arrives waits for it.
 */
import { KIND, readHeader } from '../../crypto/event.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { covers } from '../../store/runs.ts'
import type { LogToOpen } from '../../store/sealed.ts'
import type { Store } from '../../store/store.ts'
import type { createReader } from './reader.ts'
import { toOpen } from './toOpen.ts'

export interface OpenerComponents {
  store: Store
  reader: ReturnType<typeof createReader>
  /** This device writes here, and cannot open what it sealed itself. */
  ownDevice: number
  /** Nothing that they say is opened. */
  isBlocked(account: Uint8Array): boolean
  /** How much more of a room is opened now: of one that waits to be accepted one message is shown. */
  mayOpen(room: RoomRow): 'all' | 'one' | 'none'
  onFailed(err: unknown): void
}

/** Entries read at once, and stored in one transaction. */
const MAX_ROWS = 64
/** Where nothing could be opened although more came, it is tried again this much later, twice as much each time. */
const WAIT_MS = 20
const MAX_WAIT_MS = 1_000

/** The loop is held up no longer by what is read in place. */
const SLICE_MS = 5

interface Lane {
  running: boolean
  again: boolean
  waitMs: number
  timer: NodeJS.Timeout | undefined
}

export function createOpener({ store, reader, ownDevice, isBlocked, mayOpen, onFailed }: OpenerComponents) {
  const lanes = new Map<number, Lane>()
  const running = new Set<Promise<void>>()
  let stopped = false

  function kick(room: number): void {
    const lane: Lane = lanes.get(room) ?? { running: false, again: false, waitMs: 0, timer: undefined }
    lanes.set(room, lane)
    if (stopped || lane.timer !== undefined) return
    if (lane.running) {
      lane.again = true
      return
    }
    if (lane.waitMs === 0) begin(room, lane)
    else
      lane.timer = setTimeout(() => {
        lane.timer = undefined
        begin(room, lane)
      }, lane.waitMs)
  }

  function begin(room: number, lane: Lane): void {
    lane.running = true
    const work = Promise.resolve() // once whatever stored it is through
      .then(() => run(room, lane))
      .catch(onFailed)
      .finally(() => {
        running.delete(work)
        lane.running = false
        if (lane.again) kick(room)
        lane.again = false
      })
    running.add(work)
  }

  async function run(num: number, lane: Lane): Promise<void> {
    const room = store.rooms.byNum(num)
    if (room === undefined || room.kind === 'public') return
    let some = false
    let since = performance.now()
    for (let progress = true; progress && !stopped; ) {
      progress = false
      // one log may wait for what another one says
      for (const log of store.sealed.logs(num)) {
        if (room.kind === 'private' && isBlocked(log.account)) passOver(room, log)
        progress = (await openLog(room, log)) || progress
        if (performance.now() - since < SLICE_MS) continue
        await new Promise(resolve => setImmediate(resolve))
        since = performance.now()
      }
      some ||= progress
    }
    const isIdle = some || store.sealed.logs(num).length === 0
    lane.waitMs = isIdle ? 0 : Math.min(Math.max(WAIT_MS, lane.waitMs * 2), MAX_WAIT_MS)
  }

  /** Whether anything of it is open now, or known never to be. */
  async function openLog(room: RoomRow, log: LogToOpen): Promise<boolean> {
    if (log.deviceNum === ownDevice) return giveUpOwn(room, log)
    const waiting = new Set<number>()
    let progress = false
    let behind = -1
    while (!stopped) {
      const open = mayOpen(room)
      if (open === 'none') break
      const rows = store.sealed.next(room.num, log.log, behind, open === 'one' ? 1 : MAX_ROWS)
      const [first, ...rest] = rows.map(row => toOpen(room, log, row))
      if (first === undefined) break
      const { opened } = first.sealed.sealed
      const other = rest.findIndex(one => one.sealed.sealed.opened !== opened)
      const run = [first, ...(other < 0 ? rest : rest.slice(0, other))]
      if ((await reader.read(room, log, opened, run)) > 0) progress = true
      else {
        waiting.add(opened)
        const next = nextGroup(room, log, behind, waiting)
        if (next === undefined) break
        behind = next - 1
      }
    }
    dropOld(room, log)
    return progress
  }

  /**
   * What somebody blocked says is stepped over unopened, as if it were not for us. What they change in their send group is read:
   * others import it, and could not be read without.
   */
  function passOver(room: RoomRow, log: LogToOpen): void {
    for (let behind = -1; ; ) {
      const rows = store.sealed.next(room.num, log.log, behind, MAX_ROWS)
      const last = rows.at(-1)
      if (last === undefined) return
      const said = rows.filter(({ header }) => readHeader(header).kind === KIND.sealed)
      if (said.length > 0) store.transaction(() => said.forEach(({ num }) => store.sealed.mark(num, 3)))
      behind = last.seq
    }
  }

  /** The next change of a group that does not wait: its messages stand behind it. */
  function nextGroup(room: RoomRow, log: LogToOpen, behind: number, waiting: ReadonlySet<number>): number | undefined {
    for (const row of store.sealed.changes(room.num, log.log, behind))
      if (!waiting.has(toOpen(room, log, row).sealed.sealed.opened)) return row.seq
    return undefined
  }

  /** What this device sealed and has not stored opened, since its folder is from a backup. */
  function giveUpOwn(room: RoomRow, log: LogToOpen): boolean {
    const rows = store.sealed.next(room.num, log.log, -1, MAX_ROWS)
    store.transaction(() => {
      for (const row of rows) store.sealed.mark(row.num, readHeader(row.header).kind === KIND.group ? 0 : 2)
    })
    return rows.length > 0
  }

  /** A group whose every entry was read, and behind which another one was opened, is of no more use. */
  function dropOld(room: RoomRow, log: LogToOpen): void {
    const [newest, ...older] = store.groups.all(room.num, log.deviceNum)
    if (newest === undefined || older.length === 0) return
    const covered = store.logs.covered(log.log)
    const waits = store.sealed.next(room.num, log.log, -1, 1)[0]?.seq ?? Number.POSITIVE_INFINITY
    for (const { opened, seq } of older)
      if (waits > newest.opened && covers(covered, seq + 1, newest.opened - 1))
        store.transaction(() => store.groups.drop(room.num, log.deviceNum, opened))
  }

  return {
    /** Something may be opened now. */
    kick,
    kickAll(): void {
      for (const room of store.sealed.rooms()) kick(room)
    },
    /** Nothing is being opened any more. */
    async stop(): Promise<void> {
      stopped = true
      for (const { timer } of lanes.values()) clearTimeout(timer)
      await Promise.allSettled([...running])
    }
  }
}
