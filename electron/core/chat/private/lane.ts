/**
 * Writing in private rooms, one entry after the other in each: what people say is sealed for the next place of our log, on the
 * thread of the send groups, and stored together with the state it was sealed with. Where the log has gone on meanwhile,
 * nothing was sent, and it is sealed again from what is stored.
 */
import { ChatError } from '../../../../shared/errors.ts'
import { encodeProfileEntry } from '../../crypto/bodies.ts'
import { type Content, isSealable, signContent } from '../../crypto/content.ts'
import { type Entry, KIND, signEntry } from '../../crypto/event.ts'
import { encodeSealed } from '../../crypto/groups/frame.ts'
import type { Sealed } from '../../crypto/groups/position.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { IntoRoom } from '../batch.ts'
import { type Clock, hlcOf } from '../clock.ts'
import type { IngestDoor } from '../ingest.ts'
import type { Draft, Prepared } from '../intake.ts'
import type { createSendGroups } from './sendGroup.ts'

export interface LanesComponents {
  store: Store
  account: Pick<Account, 'device' | 'deviceNum' | 'certificate' | 'profile'>
  clock: Pick<Clock, 'next'>
  door: Pick<IngestDoor, 'write' | 'place' | 'parentsIn'>
  groups: ReturnType<typeof createSendGroups>
  /** Whether somebody has said since the start that our log in a room ends where it ends here. */
  isCertain(room: number): boolean
  /** Something is about to be said in a room. Throws ChatError where it must not be. */
  onWriting(room: RoomRow): void
}

interface Waiting {
  draft: Draft
  resolve(num: number): void
  reject(err: unknown): void
}

interface Lane {
  queue: Waiting[]
  running: Promise<void> | undefined
}

/** Sealed and stored at once. */
const MAX_RUN = 64
/** How often the log may go on beneath what is being sealed. */
const MAX_TRIES = 8

export function createLanes(components: LanesComponents) {
  const { store, account, clock, door, groups, isCertain } = components
  const lanes = new Map<number, Lane>()
  /** Rooms whose group was written in since the start: its state is not from a backup. */
  const begun = new Set<number>()
  let stopped = false

  async function run(lane: Lane): Promise<void> {
    for (;;) {
      const [first] = lane.queue
      if (first === undefined) {
        lane.running = undefined
        return
      }
      if (!isSealable(first.draft.kind)) {
        lane.queue.shift()
        await writeOpen(first.draft).then(first.resolve, first.reject)
        continue
      }
      const end = lane.queue.findIndex(({ draft }, at) => at >= MAX_RUN || !isSealable(draft.kind))
      const taken = lane.queue.splice(0, end === -1 ? lane.queue.length : end)
      await writeSealed(taken).catch(err => taken.forEach(({ reject }) => reject(err)))
    }
  }

  /** What is not sealed: cloaked where it is signed, or without a body. */
  async function writeOpen(draft: Draft): Promise<number> {
    if (draft.kind !== KIND.profile) await introduce(draft.room)
    return await door.write(draft)
  }

  async function writeSealed(taken: readonly Waiting[]): Promise<void> {
    const room = taken[0]?.draft.room
    const row = room === undefined ? undefined : store.rooms.byNum(room.num)
    if (row === undefined) throw new ChatError('room.not-joined')
    components.onWriting(row)
    await introduce(row)
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      if (stopped) throw new Error('stopped')
      await setClockRight(row)
      const nums = await sealAll(row, taken)
      if (nums === undefined) continue
      begun.add(row.num)
      taken.forEach(({ resolve }, at) => resolve(nums[at] ?? 0))
      return
    }
    throw new Error('our log goes on faster than it can be sealed')
  }

  /** A log begins with who writes it. */
  async function introduce(room: IntoRoom): Promise<void> {
    if (store.logs.get(room.num, account.deviceNum) !== undefined) return
    const body = encodeProfileEntry(account.certificate(), account.profile())
    await door.write({ room, kind: KIND.profile, body })
  }

  /** A clock entry that is due comes first, by itself: it takes a number. */
  async function setClockRight(room: RoomRow): Promise<void> {
    const head = store.entries.head(room.num, account.deviceNum)
    if (head !== undefined && hlcOf(head) >= clock.next())
      await door.write({ room, kind: KIND.clock, body: new Uint8Array() })
  }

  /** The rows of what was said; undefined where the log has gone on. */
  async function sealAll(room: RoomRow, taken: readonly Waiting[]): Promise<number[] | undefined> {
    const writing = beginWriting(room)
    const group = await groups.begin(room, begun.has(room.num) || isCertain(room.num), writing.next, writing.made)
    await group.align()
    const said: number[] = []
    for (const { draft } of taken) {
      await writing.say(draft, group.seal)
      said.push(writing.prepared.length - 1)
    }
    const nums = await door.place(room, writing.prepared, () => group.save())
    return nums && said.map(at => nums[at] ?? 0)
  }

  /** Entries for the next places of our log, each chained to the one before. */
  function beginWriting(room: RoomRow) {
    const log = store.logs.get(room.num, account.deviceNum)
    if (log === undefined) throw new Error('a log begins with who writes it')
    const prepared: Prepared[] = []
    let place = { seq: log.headSeq + 1, prev: log.headId }
    let parents = door.parentsIn(room.num)
    let hlc = clock.next()
    let inside: Content | undefined

    const next = () => ({ room: room.roomId, device: account.device.publicKey, ...place })

    return {
      prepared,
      next,
      made(sealed: Sealed): void {
        const kind = sealed.message === undefined ? KIND.group : KIND.sealed
        const draft = { room: room.roomId, ...place, parents, hlc, kind, body: encodeSealed(sealed) }
        const entry: Entry = signEntry(draft, account.device)
        prepared.push({ entry, inside: kind === KIND.sealed ? inside : undefined })
        place = { seq: entry.seq + 1, prev: entry.id }
        parents = []
        hlc = clock.next()
      },
      say({ kind, body }: Draft, seal: (content: () => Uint8Array) => Promise<void>): Promise<void> {
        return seal(() => {
          inside = { kind, body: typeof body === 'function' ? body(hlc) : body }
          return signContent(next(), inside, account.device)
        })
      }
    }
  }

  return {
    /** Like ingest.write, for a private room. */
    write(draft: Draft): Promise<number> {
      if (stopped) return Promise.reject(new Error('stopped'))
      const lane = lanes.get(draft.room.num) ?? { queue: [], running: undefined }
      lanes.set(draft.room.num, lane)
      const { promise, ...done } = Promise.withResolvers<number>()
      lane.queue.push({ draft, ...done })
      lane.running ??= Promise.resolve().then(() => run(lane)) // what is said in the same turn goes together
      return promise
    },
    async stop(): Promise<void> {
      await Promise.all([...lanes.values()].map(({ running }) => running))
      stopped = true
    }
  }
}
