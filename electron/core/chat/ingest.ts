/**
 * The one door into the store: for what we write, what is gossiped and, later, what sync brings. Entries wait a moment
 * and go in together; each is answered once the transaction that holds it is on disk.
 */
import { ChatError } from '../../../shared/errors.ts'
import { MAX_PARENTS } from '../../../shared/limits.ts'
import { toHex } from '../crypto/bytes.ts'
import { type Entry, KIND, signEntry } from '../crypto/event.ts'
import type { Pending } from '../store/outbox.ts'
import { runsOf } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { type Admitted, admit } from './admission.ts'
import { misfit } from './chain.ts'
import { type Clock, orderKey } from './clock.ts'
import { keepIntroduction } from './introduction.ts'
import type { Verdict } from './ports.ts'

export interface Draft {
  room: { num: number; roomId: Uint8Array }
  kind: number
  body: Uint8Array
}

/** What a transaction changed, told once it is on disk. */
export interface Stored {
  /** Rows that are now in the timeline. */
  shown: number[]
  /** Own entries, in the order they were written, by room. */
  written: Map<number, Pending[]>
  /** Others' logs that grew, by room. */
  grown: Array<{ room: Draft['room']; device: Uint8Array }>
  /** Accounts that said something new of themselves. */
  introduced: Uint8Array[]
  /** Authors nobody has introduced yet. */
  unknown: Uint8Array[]
}

export interface IngestComponents {
  store: Store
  account: Account
  clock: Clock
  now(): number
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
  onStored(stored: Stored): void
  onFailed(err: unknown): void
}

export interface Ingest {
  /** Signs and stores an entry of ours. Answers the number of its row once it is durable. Throws ChatError msg.disk. */
  write(draft: Draft): Promise<number>
  /** Checks and stores an entry that arrived in a room. */
  receive(bytes: Uint8Array, room: Draft['room']): Promise<Verdict>
  /** Everything that was handed in is stored or refused. */
  settled(): Promise<void>
}

type Job =
  | { draft: Draft; done: PromiseWithResolvers<number> }
  | { room: Draft['room']; admitted: Admitted; done: PromiseWithResolvers<Verdict> }

/** `person` is null until the device was introduced. */
interface Author {
  num: number
  person: number | null
}

interface Batch extends Stored {
  /** By log: what went in, and the largest seq it has now. */
  seqs: Map<number, number[]>
  heads: Map<number, number>
}

const MAX_BATCH = 256
const MAX_UNINTRODUCED = 2_000
const MAX_LOGS = 4_096
const ACCEPT: Verdict = { verdict: 'accept' }
const ignore = (reason: string): Verdict => ({ verdict: 'ignore', reason })

export function createIngest(components: IngestComponents): Ingest {
  const { store, account, clock, now } = components
  /** Authors who have written: known people are never forgotten then. */
  const authors = new Map<string, Author>()
  /** Rooms where nobody else wrote since our last entry: it has no parents but its predecessor. */
  const quiet = new Set<number>()
  let queue: Job[] = []
  let flushed = Promise.resolve()
  let scheduled = false

  function enqueue(job: Job): void {
    queue.push(job)
    schedule()
  }

  function schedule(): void {
    if (scheduled || queue.length === 0) return
    scheduled = true
    const { promise, resolve } = Promise.withResolvers<void>()
    flushed = promise
    setImmediate(() => {
      scheduled = false
      try {
        flush()
      } catch (err) {
        components.onFailed(err) // stored all the same: whoever should have been told failed
      } finally {
        resolve()
      }
    })
  }

  function flush(): void {
    const jobs = queue.slice(0, MAX_BATCH)
    queue = queue.slice(MAX_BATCH)
    const batch: Batch = {
      shown: [],
      written: new Map(),
      grown: [],
      introduced: [],
      unknown: [],
      seqs: new Map(),
      heads: new Map()
    }
    let answers: Array<number | Verdict>
    try {
      answers = store.transaction(() => storeAll(jobs, batch))
    } catch (err) {
      refuseAll(jobs, err)
      schedule()
      return
    }
    try {
      components.onStored(batch)
    } finally {
      answerAll(jobs, answers, batch.written.size > 0)
      schedule()
    }
  }

  /** Own entries are answered once they are on the disk itself. One that refuses is logged: the entry is stored and on its way. */
  function answerAll(jobs: readonly Job[], answers: ReadonlyArray<number | Verdict>, own: boolean): void {
    const onDisk = own ? store.durable().catch(components.onFailed) : undefined
    for (const [index, job] of jobs.entries()) {
      const answer = answers[index] as never
      if ('draft' in job) void onDisk?.then(() => job.done.resolve(answer))
      else job.done.resolve(answer)
    }
  }

  function storeAll(jobs: readonly Job[], batch: Batch): Array<number | Verdict> {
    const answers = jobs.map(job => ('draft' in job ? writeOne(job.draft, batch) : receiveOne(job, batch)))
    for (const [log, seqs] of batch.seqs) store.logs.addHave(log, runsOf(seqs), batch.heads.get(log) ?? 0)
    return answers
  }

  function refuseAll(jobs: readonly Job[], err: unknown): void {
    authors.clear()
    quiet.clear()
    for (const job of jobs) {
      if ('draft' in job) job.done.reject(err)
      else job.done.resolve(ignore('not stored'))
    }
    if (!(err instanceof ChatError)) components.onFailed(err)
  }

  function writeOne({ room, kind, body }: Draft, batch: Batch): number {
    const log = store.logs.get(room.num, account.deviceNum)
    const entry = signEntry(
      {
        room: room.roomId,
        seq: log === undefined ? 0 : log.headSeq + 1,
        prev: log?.headId,
        parents: quiet.has(room.num) ? [] : store.logs.newHeads(room.num, log, MAX_PARENTS),
        hlc: clock.next(),
        kind,
        body
      },
      account.device
    )
    const num = insert(entry, room.num, account.deviceNum, kind === KIND.message ? 1 : 0, batch)
    store.outbox.put(room.num, num)
    batch.written.set(room.num, [...(batch.written.get(room.num) ?? []), { num, ...entry }])
    quiet.add(room.num)
    return num
  }

  function receiveOne({ room, admitted }: Extract<Job, { admitted: Admitted }>, batch: Batch): Verdict {
    const { entry, introduced } = admitted
    const full = introduced === undefined ? refuseUnknown(entry.device) : refuseNewLog(room.num, entry.device)
    if (full !== undefined) return ignore(full)
    const author = introduced === undefined ? authorOf(entry.device) : introduce(introduced, batch)
    const refusal = misfit(store, entry, room.num, author.num)
    if (refusal !== undefined) return ignore(refusal)
    const isNew = store.logs.get(room.num, author.num) === undefined
    if (author.person === null) batch.unknown.push(entry.device)
    else if (isNew || introduced !== undefined) store.rooms.addMember(room.num, author.person)
    insert(entry, room.num, author.num, shownAs(entry, author.person), batch)
    if (author.person !== null) authors.set(toHex(entry.device), author)
    quiet.delete(room.num)
    batch.grown.push({ room, device: entry.device })
    clock.see(entry.hlc)
    return ACCEPT
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

  function shownAs(entry: Entry, person: number | null): 0 | 1 | 2 | 3 {
    if (entry.kind !== KIND.message) return 0
    if (person === null) return 3
    return clock.isAhead(entry.hlc) ? 2 : 1
  }

  function introduce(introduced: NonNullable<Admitted['introduced']>, batch: Batch): Author {
    batch.shown.push(...keepIntroduction(store, introduced, now(), components.nearby()).shown)
    batch.introduced.push(introduced.account)
    return authorOf(introduced.device)
  }

  function authorOf(device: Uint8Array): Author {
    const kept = authors.get(toHex(device))
    if (kept !== undefined) return kept
    return { num: store.people.deviceNum(device, now()), person: store.people.device(device)?.person ?? null }
  }

  function insert(entry: Entry, room: number, device: number, shown: 0 | 1 | 2 | 3, batch: Batch): number {
    const log = store.logs.advance(room, device, entry.seq, entry.id)
    const num = store.events.insert({
      room,
      log: log.num,
      seq: entry.seq,
      orderKey: orderKey(entry.hlc, entry.id),
      kind: entry.kind,
      shown,
      receivedAt: now(),
      header: entry.header,
      body: entry.body,
      signature: entry.signature
    })
    const seqs = batch.seqs.get(log.num) ?? []
    seqs.push(entry.seq)
    batch.seqs.set(log.num, seqs)
    batch.heads.set(log.num, log.headSeq)
    if (shown === 1) batch.shown.push(num)
    return num
  }

  return {
    write(draft) {
      const done = Promise.withResolvers<number>()
      enqueue({ draft, done })
      return done.promise
    },
    async receive(bytes, room) {
      const admitted = admit(bytes, room.roomId)
      if ('malformed' in admitted) return { verdict: 'reject', reason: admitted.malformed }
      const done = Promise.withResolvers<Verdict>()
      enqueue({ room, admitted, done })
      return done.promise
    },
    async settled() {
      while (scheduled) await flushed
    }
  }
}
