/** How one entry goes into the store, inside a transaction: written here, arrived alone, or proved as part of a run. */
import { MAX_PARENTS } from '../../../shared/limits.ts'
import { toHex } from '../crypto/bytes.ts'
import { type Entry, KIND, readHeader, signEntry } from '../crypto/event.ts'
import type { Pending } from '../store/outbox.ts'
import { contains, runsOf } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { admitEntry, type Said } from './admission.ts'
import { misfit } from './chain.ts'
import { type Clock, hlcAt, hlcOf, idOf, orderKey, timeBeside } from './clock.ts'
import { keepIntroduction } from './introduction.ts'
import type { Fork, Verdict } from './ports.ts'
import type { Projection } from './projection.ts'

/** A room as entries go into it. */
export interface IntoRoom {
  num: number
  roomId: Uint8Array
  /** When this account joined, in ms: what was said before is history, not news. */
  joinedAt: number
}

export interface Draft {
  room: IntoRoom
  kind: number
  /** Or what makes it of the hlc it gets. */
  body: Uint8Array | ((hlc: bigint) => Uint8Array)
}

/** What a transaction changed, told once it is on disk. */
export interface Stored {
  /** Messages that are new in the timeline or look different now. */
  shown: number[]
  /** Rooms into which so much came that whoever shows them asks again. */
  stale: Set<IntoRoom>
  /** Own entries, in the order they were written, by room. */
  written: Map<number, Pending[]>
  /** Logs that grew by what others brought. */
  grown: Array<{ room: IntoRoom; device: Uint8Array }>
  /** Accounts that said something new of themselves. */
  introduced: Uint8Array[]
  /** Authors nobody has introduced yet. */
  unknown: Uint8Array[]
  /** Rooms where something is known to be missing now. */
  gaps: Set<IntoRoom>
  /** Rooms where a device was found out to have written two histories. */
  forked: Set<IntoRoom>
}

export interface Batch extends Stored {
  /** By log: what went in, and the largest seq it has now. */
  seqs: Map<number, Set<number>>
  heads: Map<number, number>
}

export interface Arrival {
  entry: Entry
  said: Said
  /** 1: its own signature was verified; 0: it is chained to one that was. */
  proved: 0 | 1
}

export interface IntakeComponents {
  store: Store
  account: Account
  clock: Clock
  projection: Projection
  now(): number
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
}

/** `person` is null until the device was introduced. */
interface Author {
  num: number
  person: number | null
  account: Uint8Array | null
}

/** Where an entry came from: gossip tells news, sync fills in. */
type Way = 'live' | 'sync' | 'own'

const MAX_UNINTRODUCED = 2_000
const MAX_LOGS = 4_096
/** Each one moves what was written before it. */
const MAX_RESETS_MOVED = 10_000
const MAX_STORED_HLC = 2n ** 63n - 1n
const ACCEPT: Verdict = { verdict: 'accept' }
const ignore = (reason: string): Verdict => ({ verdict: 'ignore', reason })

export type Intake = ReturnType<typeof createIntake>

export function createIntake({ store, account, clock, projection, now, nearby }: IntakeComponents) {
  /** Authors who have written: known people are never forgotten then. */
  const authors = new Map<string, Author>()
  /** Rooms where nobody else wrote since our last entry: it has no parents but its predecessor. */
  const quiet = new Set<number>()
  const self: Author = { num: account.deviceNum, person: account.person, account: account.accountKey }

  function write({ room, kind, body }: Draft, batch: Batch): number {
    const log = store.logs.get(room.num, account.deviceNum)
    const hlc = clock.next()
    const head = log === undefined ? undefined : store.entries.between(log.num, log.headSeq, log.headSeq)[0]
    if (kind !== KIND.clock && head !== undefined && hlcOf(head.orderKey) >= hlc) {
      write({ room, kind: KIND.clock, body: NOTHING }, batch) // this clock ran ahead and was set right
      return write({ room, kind, body }, batch)
    }
    const entry = signEntry(
      {
        room: room.roomId,
        seq: log === undefined ? 0 : log.headSeq + 1,
        prev: log?.headId,
        parents: quiet.has(room.num) ? [] : store.logs.newHeads(room.num, log, MAX_PARENTS),
        hlc,
        kind,
        body: typeof body === 'function' ? body(hlc) : body
      },
      account.device
    )
    const admitted = admitEntry(entry)
    if ('malformed' in admitted) throw new Error(`about to say what nobody takes: ${admitted.malformed}`)
    const num = put({ ...admitted, proved: 1 }, room, self, 'own', batch)
    store.outbox.put(room.num, num)
    batch.written.set(room.num, [...(batch.written.get(room.num) ?? []), { num, ...entry }])
    quiet.add(room.num)
    return num
  }

  function receive(room: IntoRoom, arrival: Arrival, way: 'live' | 'sync', batch: Batch): Verdict {
    const { entry, said } = arrival
    const isIntroduction = said.is === 'introduction'
    const full = isIntroduction ? refuseNewLog(room.num, entry.device) : refuseUnknown(entry.device)
    if (full !== undefined) return ignore(full)
    const author = isIntroduction ? introduce(said.introduced, batch) : authorOf(entry.device)
    const log = store.logs.get(room.num, author.num)
    if (log === undefined && store.logs.count(room.num) >= MAX_LOGS) return ignore('too many authors')
    if (log?.forkSeq != null && entry.seq >= log.forkSeq) return ignore('its log is frozen')
    const wrong = log === undefined ? undefined : misfit(store, entry, log.num)
    if (wrong?.fork !== undefined) freeze(room, author.num, wrong.fork, batch)
    if (wrong !== undefined) return ignore(wrong.reason)
    if (way === 'live' && isGap(entry, log?.headSeq)) batch.gaps.add(room)
    settle(room, arrival, author, way, batch)
    return ACCEPT
  }

  /**
   * Stores entries of one log that are chained to each other, newest first. Those held already are left out; where they
   * do not fit what is held, the rest is left out as well.
   */
  function take(room: IntoRoom, arrivals: readonly Arrival[], batch: Batch): number {
    const [first] = arrivals
    if (first === undefined) return 0
    const { device } = first.entry
    let author = authorOf(device)
    let held: ((seq: number) => boolean) | undefined
    let stored = 0
    let above = -1
    for (const arrival of arrivals) {
      const { seq, id } = arrival.entry
      // its redaction is under way from somebody else, or was never written: asked for again another time
      if (arrival.said.is === 'erased' && !mayBeErased(id, author, room)) continue
      const log = store.logs.get(room.num, author.num)
      if (log !== undefined) held ??= heldIn(log.num, batch)
      const isAlone = held !== undefined && !held(seq) && !held(seq - 1) && (above === seq + 1 || !held(seq + 1))
      if (isAlone && author.person !== null && log?.forkSeq === null && arrival.said.is !== 'introduction') {
        settle(room, arrival, author, 'sync', batch)
      } else {
        const verdict = receive(room, arrival, 'sync', batch)
        if (verdict.verdict !== 'accept' && verdict.reason === 'held already') continue
        if (verdict.verdict !== 'accept') return stored
        author = authorOf(device)
      }
      above = seq
      stored++
    }
    return stored
  }

  /** Behind a fork nothing is taken any more, so that its redactions may have been held by others only. */
  function mayBeErased(id: Uint8Array, { num, person }: Author, room: IntoRoom): boolean {
    if (store.logs.get(room.num, num)?.forkSeq != null) return true
    return person !== null && store.operations.isRedacted(id, person, room.num)
  }

  /** What is held of a log, with what this batch has added so far. */
  function heldIn(log: number, batch: Batch): (seq: number) => boolean {
    const have = store.logs.have(log)
    return seq => contains(have, seq) || (batch.seqs.get(log)?.has(seq) ?? false)
  }

  function settle(room: IntoRoom, arrival: Arrival, author: Author, way: Way, batch: Batch): void {
    const { entry, said } = arrival
    const isNew = store.logs.get(room.num, author.num) === undefined
    if (author.person === null) batch.unknown.push(entry.device)
    else if (isNew || said.is === 'introduction') store.rooms.addMember(room.num, author.person)
    put(arrival, room, author, way, batch)
    if (author.person !== null) authors.set(toHex(entry.device), author)
    quiet.delete(room.num)
    const last = batch.grown.at(-1)
    if (last?.room !== room || last.device !== entry.device) batch.grown.push({ room, device: entry.device })
    clock.see(entry.hlc)
  }

  /** A predecessor is missing, or an entry of somebody else that the writer had seen. */
  function isGap(entry: Entry, headSeq: number | undefined): boolean {
    if (entry.seq > (headSeq ?? -1) + 1) return true
    return entry.parents.some(parent => !store.entries.has(parent))
  }

  /** Strangers can invent authors: so many entries of nobody known are kept, and so many logs in a room, and no more. */
  function refuseUnknown(device: Uint8Array): string | undefined {
    if (authors.has(toHex(device)) || store.people.device(device)?.person != null) return undefined
    return store.events.unintroduced() >= MAX_UNINTRODUCED ? 'too many unknown authors' : undefined
  }

  function refuseNewLog(room: number, device: Uint8Array): string | undefined {
    const known = store.people.device(device)
    if (known !== undefined && store.logs.get(room, known.num) !== undefined) return undefined
    return store.logs.count(room) >= MAX_LOGS ? 'too many authors' : undefined
  }

  function introduce(introduced: Extract<Said, { is: 'introduction' }>['introduced'], batch: Batch): Author {
    const { shown } = keepIntroduction(store, introduced, {
      now: now(),
      near: nearby(),
      effects: projection.introduced
    })
    batch.shown.push(...shown)
    batch.introduced.push(introduced.account)
    authors.delete(toHex(introduced.device))
    return authorOf(introduced.device)
  }

  function authorOf(device: Uint8Array): Author {
    const name = toHex(device)
    const kept = authors.get(name)
    if (kept !== undefined) return kept
    const num = store.people.deviceNum(device, now())
    const person = store.people.device(device)?.person ?? null
    const known = person === null ? undefined : store.people.accountOf(person)
    return { num, person, account: known ?? null }
  }

  function freeze(room: IntoRoom, device: number, proof: Fork & { seq: number }, batch: Batch): void {
    if (!store.logs.fork(room.num, device, proof)) return
    batch.forked.add(room)
    batch.stale.add(room)
  }

  /** Where an entry stands: at its time, or where its writer's clock was set right later, just before that. */
  function keyOf(entry: Entry, log: number): Uint8Array {
    return orderKey(timeBeside(entry, store.logs.resetsAfter(log, entry.seq)), entry.id)
  }

  function put(arrival: Arrival, room: IntoRoom, author: Author, way: Way, batch: Batch): number {
    const { entry, said, proved } = arrival
    const log = store.logs.advance(room.num, author.num, entry.seq, entry.id)
    const key = keyOf(entry, log.num)
    const arrived = {
      entry,
      said,
      orderKey: key,
      room,
      person: author.person,
      account: author.account,
      own: author === self || author.num === self.num,
      fresh: way === 'live' || hlcOf(key) >= hlcAt(room.joinedAt)
    }
    const placed = projection.place(arrived)
    const num = store.entries.insert({
      room: room.num,
      log: log.num,
      seq: entry.seq,
      orderKey: key,
      kind: entry.kind,
      shown: placed.shown,
      unread: placed.unread,
      thread: placed.thread,
      inRoom: placed.inRoom,
      erased: placed.erased,
      proved,
      receivedAt: now(),
      header: entry.header,
      body: placed.body,
      signature: entry.signature
    })
    const changed = projection.apply(arrived, num, placed)
    if (placed.shown === 1) batch.shown.push(num)
    if (changed.length > 0) batch.shown.push(...changed)
    if (entry.kind === KIND.clock) resetClock(room, log.num, entry, batch)
    const seqs = batch.seqs.get(log.num) ?? new Set()
    seqs.add(entry.seq)
    batch.seqs.set(log.num, seqs)
    batch.heads.set(log.num, log.headSeq)
    return num
  }

  /** What a log said while its clock ran far ahead is shown, just before the moment when it was set right. */
  function resetClock(room: IntoRoom, log: number, { seq, hlc }: Entry, batch: Batch): void {
    if (hlc > MAX_STORED_HLC || !store.logs.reset(log, seq, hlc)) return
    const moved: number[] = []
    for (const row of store.entries.newestFirst(log, 0, seq - 1, MAX_RESETS_MOVED)) {
      const header = readHeader(row.header)
      const time = timeBeside({ seq: row.seq, hlc: header.hlc }, store.logs.resetsAfter(log, row.seq))
      if (time !== hlcOf(row.orderKey)) {
        store.entries.move(row.num, orderKey(time, idOf(row.orderKey)))
        moved.push(row.num)
      }
      if (header.kind === KIND.clock && hlcOf(row.orderKey) < hlc) break // what is before it stands before it
    }
    if (moved.length === 0) return
    const arrived = store.events.arrive(clock.horizon())
    batch.shown.push(...arrived, ...projection.arrived([...moved, ...arrived]))
    batch.stale.add(room)
  }

  return {
    write,
    receive,
    take,
    /** Freezes the log that a proof is about. */
    freeze,
    authorNum: (device: Uint8Array): number => authorOf(device).num,
    /** Once everything of a batch is in. */
    finish(batch: Batch): void {
      for (const [log, seqs] of batch.seqs) store.logs.addHave(log, runsOf([...seqs]), batch.heads.get(log) ?? 0)
    },
    /** A transaction was taken back: nothing of it is remembered. */
    forget(): void {
      authors.clear()
      quiet.clear()
    }
  }
}

const NOTHING = new Uint8Array()
