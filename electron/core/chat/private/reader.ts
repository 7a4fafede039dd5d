/** A run of sealed entries of one send group: taken in by its Welcome or read on, and what was in them stored with the state. */

import { openContent } from '../../crypto/content.ts'
import { type Entry, KIND, readHeader } from '../../crypto/event.ts'
import { factsOf } from '../../crypto/groups/chain.ts'
import type { GroupPort } from '../../crypto/groups/engine.ts'
import type { EpochShare } from '../../crypto/groups/exporter.ts'
import type { ReadOutcome } from '../../crypto/groups/read.ts'
import { sharesToDrop } from '../../crypto/groups/refresh.ts'
import type { ReadRefusal } from '../../crypto/groups/refusal.ts'
import type { GroupState } from '../../crypto/groups/state.ts'
import type { HandedContent } from '../../crypto/handedOver.ts'
import { openCertificate } from '../../crypto/identity.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { covers } from '../../store/runs.ts'
import type { LogToOpen } from '../../store/sealed.ts'
import type { Store } from '../../store/store.ts'
import { admitInside } from '../admission.ts'
import type { Batch } from '../batch.ts'
import { hlcAt, hlcOf } from '../clock.ts'
import type { IngestDoor } from '../ingest.ts'
import type { Projection } from '../projection.ts'
import { type ToOpen, toOpen } from './toOpen.ts'

export interface ReaderComponents {
  store: Store
  port: GroupPort
  door: Pick<IngestDoor, 'within'>
  projection: Pick<Projection, 'place' | 'apply'>
  now(): number
  /** What a device seals cannot be read here: it is asked to begin anew. */
  onLost(room: RoomRow, device: Uint8Array): void
  /** It can be read. */
  onRead(room: RoomRow, device: Uint8Array): void
}

/** So many messages of one room at once are told as a whole. */
const MANY = 32
const JUST_JOINED_MS = 10 * 60_000
/** Refused only since something else was refused, or is not here yet: they may still be read. */
const FOLLOWS: ReadonlySet<ReadRefusal> = new Set(['gap', 'epoch', 'import', 'replayed'])

export function createReader({ store, port, door, projection, now, onLost, onRead }: ReaderComponents) {
  /** Where nothing between two numbers of a log can come any more. */
  const isWhole = (log: number, first: number, last: number): boolean => covers(store.logs.covered(log), first, last)

  /**
   * Reads what can be read of a run, and answers how many of it are settled: opened, or known never to be. 0: it has to wait.
   * @param opened of the group that all of the run are of
   */
  async function read(room: RoomRow, log: LogToOpen, opened: number, run: readonly ToOpen[]): Promise<number> {
    const group = store.groups.get(room.num, log.deviceNum, opened)
    if (group === undefined) return await join(room, log, run)
    const entries = readable(log, group.chain, run)
    if (entries.length === 0) return 0
    const imports = store.shares.some(entries.flatMap(({ sealed }) => sealed.sealed.imports))
    const { state, outcomes, shares } = await port.read(
      { epoch: group.epoch, chain: group.chain },
      entries.map(({ sealed }) => sealed),
      imports
    )
    const isDamaged = outcomes.some(outcome => 'refusal' in outcome && outcome.refusal === 'state')
    return await door.within(batch => {
      const settled = settle(room, log, entries, outcomes, batch)
      if (state === undefined || isDamaged) store.groups.drop(room.num, log.deviceNum, opened)
      else keep(room, log, opened, state, group.epoch)
      keepShares(room, log, shares)
      if (isDamaged) onLost(room, log.device)
      return settled
    })
  }

  /**
   * Those that follow each other from where the state stands. Messages in between that were erased, or are no messages, are
   * stepped over; what may still come is waited for.
   */
  function readable(log: LogToOpen, chain: Uint8Array, run: readonly ToOpen[]): ToOpen[] {
    const facts = factsOf(chain)
    if (facts === undefined) return [...run] // refused, and told as damaged
    let { step, seq } = facts
    const entries: ToOpen[] = []
    for (const one of run) {
      const { sealed } = one.sealed
      const missing = sealed.step - step
      if (
        missing > 0 &&
        skippedBetween(log.log, seq, one.row.seq) < missing &&
        !isWhole(log.log, seq + 1, one.row.seq - 1)
      )
        break
      entries.push({ ...one, sealed: { ...one.sealed, erased: Math.max(0, missing) } })
      step = Math.max(step, sealed.step + sealed.commits.length + (sealed.message === undefined ? 0 : 1))
      seq = one.row.seq
    }
    return entries
  }

  const skippedBetween = (log: number, after: number, before: number): number =>
    store.sealed.skipped(log, after, before).filter(header => readHeader(header).kind === KIND.sealed).length

  /** The first of a run in a group that we are not in. */
  async function join(room: RoomRow, log: LogToOpen, run: readonly ToOpen[]): Promise<number> {
    const [first] = run
    if (first === undefined) return 0
    const { sealed } = first.sealed
    if (sealed.welcome === undefined) {
      if (!isWhole(log.log, sealed.opened, first.row.seq)) return 0 // the one that lets us in may still come
      return await giveUp(room, log, [first], 3)
    }
    const keys = openCertificate(log.certificate)
    if (keys === undefined) return 0
    const packages = [...store.packages.of(log.device), ...store.packages.of(undefined)]
    const joined = await port.join({ entry: first.sealed, owner: keys, packages })
    if ('refusal' in joined) return await giveUp(room, log, [first], joined.refusal === 'not-for-us' ? 3 : 2)
    return await door.within(batch => {
      keep(room, log, sealed.opened, joined.state, undefined)
      keepShares(room, log, [joined.share])
      store.packages.spend(joined.used)
      onRead(room, log.device)
      return settle(room, log, [first], [{ content: joined.content }], batch)
    })
  }

  async function giveUp(room: RoomRow, log: LogToOpen, entries: readonly ToOpen[], as: 2 | 3): Promise<number> {
    await door.within(() => {
      for (const { row } of entries) store.sealed.mark(row.num, as)
    })
    onLost(room, log.device)
    return entries.length
  }

  function keep(
    room: RoomRow,
    log: LogToOpen,
    opened: number,
    state: GroupState,
    before: Uint8Array | undefined
  ): void {
    const seq = factsOf(state.chain)?.seq ?? 0
    if (state.epoch === before) store.groups.step(room.num, log.deviceNum, { opened, chain: state.chain, seq })
    else store.groups.put(room.num, log.deviceNum, { opened, ...state, seq })
  }

  function keepShares(room: RoomRow, log: LogToOpen, shares: readonly EpochShare[]): void {
    for (const share of shares) store.shares.put(room.num, log.deviceNum, share)
    if (shares.length > 0) store.shares.drop(sharesToDrop(store.shares.ids(room.num, log.deviceNum)))
  }

  /** Inside a transaction. Answers how many of them are settled. */
  function settle(
    room: RoomRow,
    log: LogToOpen,
    entries: readonly ToOpen[],
    outcomes: readonly ReadOutcome[],
    batch: Batch
  ): number {
    const before = batch.shown.length
    let settled = 0
    let refused = false
    for (const [at, one] of entries.entries()) {
      const outcome = outcomes[at]
      if (outcome === undefined || store.events.facts(one.entry.id)?.hidden !== 1) continue // erased meanwhile
      if ('refusal' in outcome) {
        if (outcome.refusal === 'removed') break // a later one may let us in again: each is looked at by itself
        const waits = outcome.refusal === 'import' || (refused && FOLLOWS.has(outcome.refusal))
        refused = true
        if (waits) continue
        store.sealed.mark(one.row.num, 2)
        if (outcome.refusal !== 'replayed') onLost(room, log.device)
      } else if (outcome.content === undefined) store.sealed.mark(one.row.num, 0)
      else if (!show(room, log, one, outcome.content, batch)) store.sealed.mark(one.row.num, 2)
      settled++
    }
    if (batch.shown.length - before > MANY) {
      batch.shown.length = before
      batch.stale.add(room)
    }
    return settled
  }

  /** False where it says what it may not say, or another one than its author signed it. */
  function show(room: RoomRow, log: LogToOpen, { row, entry }: ToOpen, content: Uint8Array, batch: Batch): boolean {
    const inside = openContent(entry, content)
    const read = inside && ({ ...entry, ...inside } as Entry)
    const said = read && admitInside(read)
    if (inside === undefined || read === undefined || said === undefined) return false
    const key = store.entries.keyOf(row.num) ?? row.orderKey // a clock that was set right may have moved it
    const arrived = {
      entry: read,
      said,
      orderKey: key,
      room,
      person: log.person,
      account: log.account,
      own: false,
      fresh: isNews(room, key)
    }
    const placed = projection.place(arrived)
    store.sealed.open(row.num, { ...placed, said: inside.signature })
    const changed = projection.apply(arrived, row.num, placed)
    if (placed.shown === 1) batch.shown.push(row.num)
    batch.shown.push(...changed)
    return true
  }

  /** In a direct room all is for us; in others what was said since joining, or came later than that. */
  const isNews = (room: RoomRow, key: Uint8Array): boolean =>
    room.kind === 'direct' || hlcOf(key) >= hlcAt(room.joinedAt) || now() - room.joinedAt > JUST_JOINED_MS

  /**
   * What somebody handed over of entries that were not sealed for us. Only what its author signed for the place of an entry that is
   * held is taken. Answers how many there were.
   */
  async function takeHanded(room: RoomRow, handed: readonly HandedContent[]): Promise<number> {
    return await door.within(batch => {
      let taken = 0
      for (const { device, seq, content } of handed) {
        const log = store.sealed.log(room.num, device)
        const row = log && store.sealed.notForUsAt(room.num, log.log, seq)
        if (log === undefined || row === undefined || readHeader(row.header).kind !== KIND.sealed) continue
        if (show(room, log, toOpen(room, log, row), content, batch)) taken++
      }
      if (taken > 0) batch.stale.add(room)
      return taken
    })
  }

  return { read, takeHanded }
}
