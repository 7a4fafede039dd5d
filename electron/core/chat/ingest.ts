/**
 * The one door into the store: for what we write, what is gossiped and what sync brings. Entries wait a moment and go in
 * together; each is answered once the transaction that holds it is on disk.
 */
import { ChatError } from '../../../shared/errors.ts'
import { equal } from '../crypto/bytes.ts'
import type { Entry } from '../crypto/event.ts'
import { admit, admitEntry } from './admission.ts'
import { type Batch, type IntoRoom, newBatch, type Stored } from './batch.ts'
import { provesFork } from './chain.ts'
import { type Arrival, createIntake, type Draft, type IntakeComponents, type Prepared } from './intake.ts'
import type { Fork, Verdict } from './ports.ts'
import { mayComeErased } from './projection.ts'

export interface IngestComponents extends IntakeComponents {
  onStored(stored: Stored): void
  onFailed(err: unknown): void
}

/** An entry of a run, as sync has proved it. */
export interface ProvedEntry {
  entry: Entry
  /** Its body was left out since it was redacted. */
  erased: boolean
  proved: 0 | 1
}

export interface Ingest {
  /** Signs and stores an entry of ours. Answers the number of its row once it is durable. Throws ChatError msg.disk. */
  write(draft: Draft): Promise<number>
  /** Checks and stores an entry that arrived in a room. */
  receive(bytes: Uint8Array, room: IntoRoom): Promise<Verdict>
  /**
   * Stores entries of one log that are chained to each other, newest first, as far as they say what they may say. Answers
   * how many of them are held now that were not. Rejects when they could not be stored.
   */
  take(room: IntoRoom, run: readonly ProvedEntry[]): Promise<number>
  /** Freezes the log that a proof is about. False: it proves nothing, or nothing of a log in this room. */
  freeze(room: IntoRoom, fork: Fork): Promise<boolean>
  /** Everything that was handed in is stored or refused. */
  settled(): Promise<void>
}

/** The same door, with what only the lane of a private room may use. */
export interface IngestDoor extends Ingest {
  /**
   * Stores own entries that were sealed for the next places of our log, and what `save` writes, in one transaction. Answers
   * the numbers of their rows once they are durable; undefined where the log has gone on, and then nothing is stored.
   * Throws ChatError msg.disk.
   */
  place(room: IntoRoom, prepared: readonly Prepared[], save: () => void): Promise<number[] | undefined>
  /** What the next own entry of a room names as heads of others. */
  parentsIn(room: number): Uint8Array[]
  /** Does work in a transaction, at once and with whatever waits; what it changes is told as that of entries is. */
  within<T>(work: (batch: Batch) => T): Promise<T>
}

interface Job {
  /** How many entries it puts in. */
  size: number
  work(batch: Batch): unknown
  /** Own entries are answered once they are on the disk itself. */
  own: boolean
  done: { resolve(answer: never): void }
  refuse(err: unknown): void
}

/** Entries of one transaction: the loop is held up no longer than it takes to store them. */
const MAX_BATCH = 128
/** So many messages of one room in one transaction are told as a whole. */
const MANY = 32

export function createIngest(components: IngestComponents): IngestDoor {
  const { store } = components
  const intake = createIntake(components)
  let queue: Job[] = []
  /** Until what waits was put in. */
  let due: ReturnType<typeof Promise.withResolvers<void>> | undefined

  function enqueue<T>(size: number, work: (batch: Batch) => T, refused?: T, own = false): Promise<T> {
    const done = Promise.withResolvers<T>()
    const refuse = (err: unknown): void => (refused === undefined ? done.reject(err) : done.resolve(refused))
    queue.push({ size, work, own, done, refuse })
    schedule()
    return done.promise
  }

  function schedule(): void {
    if (due !== undefined || queue.length === 0) return
    due = Promise.withResolvers()
    setImmediate(run)
  }

  /** All that waits, where it has not been done since. */
  function run(): void {
    const done = due
    due = undefined
    if (done === undefined) return
    try {
      flush()
    } catch (err) {
      components.onFailed(err) // stored all the same: whoever should have been told failed
    } finally {
      done.resolve()
    }
  }

  /** The next jobs, as many as go into one transaction. */
  function takeJobs(): Job[] {
    let entries = 0
    const end = queue.findIndex(({ size }, index) => {
      entries += size
      return index > 0 && entries > MAX_BATCH
    })
    const jobs = end === -1 ? queue : queue.slice(0, end)
    queue = end === -1 ? [] : queue.slice(end)
    return jobs
  }

  function flush(): void {
    const jobs = takeJobs()
    const batch = newBatch()
    let answers: unknown[]
    try {
      answers = store.transaction(() => {
        const said = jobs.map(job => job.work(batch))
        intake.finish(batch)
        return said
      })
    } catch (err) {
      intake.forget()
      for (const job of jobs) job.refuse(err)
      if (!(err instanceof ChatError)) components.onFailed(err)
      schedule()
      return
    }
    try {
      components.onStored(batch)
    } finally {
      answerAll(jobs, answers)
      schedule()
    }
  }

  /** One that the disk refuses is logged: the entry is stored and on its way. */
  function answerAll(jobs: readonly Job[], answers: readonly unknown[]): void {
    const onDisk = jobs.some(({ own }) => own) ? store.durable().catch(components.onFailed) : undefined
    for (const [index, job] of jobs.entries()) {
      const answer = answers[index] as never
      if (job.own) void onDisk?.then(() => job.done.resolve(answer))
      else job.done.resolve(answer)
    }
  }

  /** What can be stored of a run: not what says what it may not say; what is chained below it holds all the same. */
  function admitRun(run: readonly ProvedEntry[], room: IntoRoom): Arrival[] {
    const arrivals: Arrival[] = []
    for (const { entry, erased, proved } of run) {
      if (erased && !mayComeErased(entry.kind, room)) continue
      const admitted = erased ? { entry, said: { is: 'erased' } as const } : admitEntry(entry, room)
      if ('malformed' in admitted) continue
      arrivals.push({ ...admitted, proved })
    }
    return arrivals
  }

  return {
    write: draft => enqueue(1, batch => intake.write(draft, batch), undefined, true),
    place(room, prepared, save) {
      const work = (batch: Batch): number[] | undefined => {
        const nums = intake.place(room, prepared, batch)
        if (nums !== undefined) save()
        return nums
      }
      return enqueue(prepared.length, work, undefined, true)
    },
    parentsIn: intake.parentsIn,
    within(work) {
      const done = enqueue(1, work)
      queueMicrotask(run) // what was opened is not kept waiting for whatever else arrives
      return done
    },
    async receive(bytes, room) {
      const admitted = admit(bytes, room)
      if ('malformed' in admitted) return { verdict: 'reject', reason: admitted.malformed }
      const refused: Verdict = { verdict: 'ignore', reason: 'not stored' }
      return enqueue<Verdict>(1, batch => intake.receive(room, { ...admitted, proved: 1 }, 'live', batch), refused)
    },
    async take(room, run) {
      const arrivals = admitRun(run, room)
      return enqueue(arrivals.length, batch => {
        const before = batch.shown.length
        const stored = intake.take(room, arrivals, batch)
        if (batch.shown.length - before > MANY) {
          batch.shown.length = before
          batch.stale.add(room)
        }
        return stored
      })
    },
    async freeze(room, fork) {
      const proved = provesFork(fork)
      if (proved === undefined || !equal(proved.room, room.roomId)) return false
      return enqueue(1, batch => {
        const device = store.people.device(proved.device)
        if (device === undefined || store.logs.get(room.num, device.num) === undefined) return false
        intake.freeze(room, device.num, { ...fork, seq: proved.seq }, batch)
        return true
      })
    },
    async settled() {
      while (due !== undefined) await due.promise
    }
  }
}
