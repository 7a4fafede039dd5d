/** How one entry goes into the store, inside a transaction: written here, arrived alone, or proved as part of a run. */
import { MAX_PARENTS } from '../../../shared/limits.ts'
import { equal } from '../crypto/bytes.ts'
import { cloak } from '../crypto/cloak.ts'
import type { Content } from '../crypto/content.ts'
import { type Entry, KIND, signEntry } from '../crypto/event.ts'
import type { Introduced } from '../store/people.ts'
import { contains, runsOf } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { admitEntry, admitInside, type Said } from './admission.ts'
import { type Author, createAuthors } from './authors.ts'
import type { Batch, IntoRoom } from './batch.ts'
import { misfit } from './chain.ts'
import { type Clock, hlcAt, hlcOf } from './clock.ts'
import { createClockSettings } from './clockSettings.ts'
import type { Fork, Verdict } from './ports.ts'
import type { Projection } from './projection.ts'

export interface Draft {
  room: IntoRoom
  kind: number
  /** Or what makes it of the hlc it gets. */
  body: Uint8Array | ((hlc: bigint) => Uint8Array)
}

export interface Arrival {
  entry: Entry
  said: Said
  /** What was hidden in it, as far as it is known. */
  inside?: Content
  /** 1: its own signature was verified; 0: it is chained to one that was. */
  proved: 0 | 1
}

/** An own entry of a private room, signed, and what was sealed in it; a change of the send group has nothing inside. */
export interface Prepared {
  entry: Entry
  inside: Content | undefined
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

/** Where an entry came from: gossip tells news, sync fills in. */
type Way = 'live' | 'sync' | 'own'

const JUST_JOINED_MS = 10 * 60_000
const ACCEPT: Verdict = { verdict: 'accept' }
const ignore = (reason: string): Verdict => ({ verdict: 'ignore', reason })

export function createIntake(components: IntakeComponents) {
  const { store, account, clock, projection, now, nearby } = components
  const authors = createAuthors({ store, self: account.accountKey, now, nearby, effects: projection.introduced })
  const settings = createClockSettings({ store, clock, projection })
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
    const seq = log === undefined ? 0 : log.headSeq + 1
    const said = typeof body === 'function' ? body(hlc) : body
    const entry = signEntry(
      {
        room: room.roomId,
        seq,
        prev: log?.headId,
        parents: parentsIn(room.num),
        hlc,
        kind,
        body: hidden(room, kind, seq, said)
      },
      account.device
    )
    const admitted = admitEntry(entry, room)
    if ('malformed' in admitted) throw new Error(`about to say what nobody takes: ${admitted.malformed}`)
    return putOwn({ ...admitted, proved: 1 }, room, batch)
  }

  /** Bodies that are not sealed are cloaked in a private room, all but that of a clock entry, which has none. */
  function hidden({ roomId, secret }: IntoRoom, kind: number, seq: number, body: Uint8Array): Uint8Array {
    if (secret === null || kind === KIND.clock) return body
    return cloak(secret, { room: roomId, device: account.device.publicKey, seq, kind }, body)
  }

  const parentsIn = (room: number): Uint8Array[] =>
    quiet.has(room) ? [] : store.logs.newHeads(room, store.logs.get(room, account.deviceNum), MAX_PARENTS)

  function putOwn(arrival: Arrival, room: IntoRoom, batch: Batch): number {
    const num = put(arrival, room, self, 'own', batch)
    store.outbox.put(room.num, num)
    batch.written.set(room.num, [...(batch.written.get(room.num) ?? []), { num, ...arrival.entry }])
    quiet.add(room.num)
    return num
  }

  /**
   * Stores entries that were sealed for the next places of our log, all of them or none. Undefined where the log has gone on
   * meanwhile: they stand nowhere then, and must never be sent.
   */
  function place(room: IntoRoom, prepared: readonly Prepared[], batch: Batch): number[] | undefined {
    const log = store.logs.get(room.num, account.deviceNum)
    const [first] = prepared
    const isNext =
      log !== undefined && first?.entry.seq === log.headSeq + 1 && equal(first.entry.prev ?? NOTHING, log.headId)
    if (!isNext) return undefined
    return prepared.map(({ entry, inside }) => {
      const admitted = admitEntry(entry, room)
      const said = inside === undefined ? { is: 'other' as const } : admitInside({ ...entry, ...inside })
      if ('malformed' in admitted || said === undefined) throw new Error('about to seal what nobody takes')
      return putOwn({ entry, said, ...(inside && { inside }), proved: 1 }, room, batch)
    })
  }

  function receive(room: IntoRoom, arrival: Arrival, way: 'live' | 'sync', batch: Batch): Verdict {
    const { entry, said } = arrival
    const isIntroduction = said.is === 'introduction'
    const full = authors.refuse(room.num, entry.device, isIntroduction)
    if (full !== undefined) return ignore(full)
    const author = isIntroduction ? introduce(said.introduced, batch) : authors.of(entry.device)
    const log = store.logs.get(room.num, author.num)
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
    let author = authors.of(device)
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
        author = authors.of(device)
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
    else if (room.kind !== 'private' && (isNew || said.is === 'introduction'))
      store.rooms.addMember(room.num, author.person)
    put(arrival, room, author, way, batch)
    authors.wrote(entry.device, author)
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

  function introduce(introduced: Introduced, batch: Batch): Author {
    const { author, shown } = authors.introduce(introduced)
    batch.shown.push(...shown)
    batch.introduced.push(introduced.account)
    return author
  }

  function freeze(room: IntoRoom, device: number, proof: Fork & { seq: number }, batch: Batch): void {
    if (!store.logs.fork(room.num, device, proof)) return
    batch.forked.add(room)
    batch.stale.add(room)
  }

  /**
   * What was said since joining, by its writer's clock; and what is gossiped, whatever that clock says, but for the first
   * minutes in a room, when gossip repeats what came before.
   */
  const isNews = (key: Uint8Array, { joinedAt }: IntoRoom, way: Way): boolean =>
    hlcOf(key) >= hlcAt(joinedAt) || (way === 'live' && now() - joinedAt > JUST_JOINED_MS)

  function put(arrival: Arrival, room: IntoRoom, author: Author, way: Way, batch: Batch): number {
    const { entry, said, inside, proved } = arrival
    const log = store.logs.advance(room.num, author.num, entry.seq, entry.id)
    const key = settings.keyOf(entry, log.num)
    const arrived = {
      entry: inside === undefined ? entry : { ...entry, ...inside },
      said,
      orderKey: key,
      room,
      person: author.person,
      account: author.account,
      own: author === self || author.num === self.num,
      fresh: isNews(key, room, way)
    }
    const placed = projection.place(arrived)
    const isSealed = room.kind !== 'public' && entry.kind !== KIND.clock && placed.erased === 0
    const isToOpen = said.is === 'sealed' && placed.erased === 0
    const num = store.entries.insert({
      room: room.num,
      log: log.num,
      seq: entry.seq,
      orderKey: key,
      kind: placed.kind,
      shown: placed.shown,
      unread: placed.unread,
      thread: placed.thread,
      inRoom: placed.inRoom,
      erased: placed.erased,
      proved,
      receivedAt: now(),
      header: entry.header,
      body: isSealed && inside === undefined ? NOTHING : placed.body,
      sealed: isSealed ? entry.body : null,
      unopened: isToOpen ? 1 : 0,
      signature: entry.signature
    })
    if (isToOpen) batch.toOpen.add(room.num)
    if (said.is === 'membership') batch.members.set(room.num, [...(batch.members.get(room.num) ?? []), num])
    const changed = projection.apply(arrived, num, placed)
    if (placed.shown === 1) batch.shown.push(num)
    if (changed.length > 0) batch.shown.push(...changed)
    if (entry.kind === KIND.clock) {
      const moved = settings.set(log.num, entry)
      batch.shown.push(...moved)
      if (moved.length > 0) batch.stale.add(room)
    }
    const seqs = batch.seqs.get(log.num) ?? new Set()
    seqs.add(entry.seq)
    batch.seqs.set(log.num, seqs)
    batch.heads.set(log.num, log.headSeq)
    return num
  }

  return {
    write,
    place,
    parentsIn,
    receive,
    take,
    /** Freezes the log that a proof is about. */
    freeze,
    authorNum: (device: Uint8Array): number => authors.of(device).num,
    /** Once everything of a batch is in. */
    finish(batch: Batch): void {
      for (const [log, seqs] of batch.seqs) store.logs.addHave(log, runsOf([...seqs]), batch.heads.get(log) ?? 0)
    },
    /** A transaction was taken back: nothing of it is remembered. */
    forget(): void {
      authors.forget()
      quiet.clear()
    }
  }
}

const NOTHING = new Uint8Array()
