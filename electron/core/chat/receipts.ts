/**
 * Tells authors near which of their entries this device stores and which were read here, and keeps what others say of
 * ours. One small frame for many entries, to the author only, at most once in a while. Spec: docs/protocol/04-receipts.md
 */
import { MAX_SYNC_RANGES } from '../../../shared/limits.ts'
import type { DeviceId, EventId, MemberReceipt } from '../../../shared/model.ts'
import { fromHex, toHex } from '../crypto/bytes.ts'
import { deviceIdOf, deviceKeyOf } from '../crypto/deviceId.ts'
import type { Log } from '../store/logs.ts'
import type { ReceiptState } from '../store/receiptTimes.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Run } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { ReadRow } from '../store/unread.ts'
import type { Account } from './account.ts'
import { guarded } from './guarded.ts'
import { memberReceipts } from './memberReceipts.ts'
import type { Network, Range, Receipt } from './ports.ts'

/** The first receipt after a silence waits this long for more; further ones at least as long as the members need. */
const FIRST_MS = 100
const BETWEEN_MS = 1_000
const PER_MEMBER_MS = 50
export const MAX_RECEIPT_ROOMS = 256
export const MAX_RECEIPT_RANGES = 64
/** How many changed messages of one receipt the interface is told of. */
const MAX_TOLD = 200

export interface ReceiptsComponents {
  store: Store
  account: Pick<Account, 'person' | 'deviceNum'>
  network: Pick<Network, 'sendReceipts'>
  isNear(device: DeviceId): boolean
  personAt(peer: DeviceId): number | undefined
  /** Numbers of the people within earshot. */
  nearby(): ReadonlySet<number>
  /** Whether a device may be told anything of a room. */
  mayKnow(room: RoomRow, device: Uint8Array): boolean
  /** Whether it is told what was read here, and taken what others read. */
  readReceipts(): boolean
  now(): number
  /** An author who is not near wrote in a room, or was read there. */
  onAway(roomId: Uint8Array, device: Uint8Array): void
  /** These own rows are held or read by more people than before. */
  onHeld(nums: number[]): void
  onFailed(err: unknown): void
}

interface Author {
  rooms: Set<string>
  timer: NodeJS.Timeout | undefined
  sentAt: number
}

export type Receipts = ReturnType<typeof createReceipts>

export function createReceipts(components: ReceiptsComponents) {
  const { store, account, network, now, readReceipts } = components
  const authors = new Map<DeviceId, Author>()
  let stopped = false

  function grew(roomId: Uint8Array, room: number, device: Uint8Array): void {
    const id = deviceIdOf(device)
    if (stopped) return
    if (!components.isNear(id)) return components.onAway(roomId, device)
    const author: Author = authors.get(id) ?? { rooms: new Set(), timer: undefined, sentAt: 0 }
    authors.set(id, author)
    author.rooms.add(toHex(roomId))
    if (author.timer !== undefined) return
    const between = Math.max(BETWEEN_MS, PER_MEMBER_MS * store.rooms.members(room).length)
    const since = Math.max(0, now() - author.sentAt) // a clock may go back
    const wait = Math.max(FIRST_MS, between - since)
    author.timer = setTimeout(
      guarded(components.onFailed, () => send(id, author)),
      wait
    )
  }

  function send(id: DeviceId, author: Author): void {
    author.timer = undefined
    author.sentAt = now()
    const receipts = [...author.rooms].slice(0, MAX_RECEIPT_ROOMS).flatMap(room => receiptFor(fromHex(room), id) ?? [])
    author.rooms.clear()
    if (receipts.length > 0) network.sendReceipts(id, receipts).catch(() => {}) // told again with the next one, or on the next greeting
  }

  function receiptFor(roomId: Uint8Array, id: DeviceId): Receipt | undefined {
    const room = store.rooms.byId(roomId)
    const key = deviceKeyOf(id)
    if (room === undefined || key === undefined) return undefined
    const device = store.people.device(key)
    const log = device === undefined ? undefined : store.logs.get(room.num, device.num)
    if (log === undefined || !components.mayKnow(room, key)) return undefined
    return {
      roomId,
      ranges: store.logs.have(log.num).reverse().slice(0, MAX_RECEIPT_RANGES),
      read: readReceipts() ? store.seen.newest(log.num, MAX_RECEIPT_RANGES) : []
    }
  }

  /** Answers the messages of which more is known now, newest first. Inside a transaction. */
  function take(person: number, { roomId, ranges, read }: Receipt): number[] {
    const room = store.rooms.byId(roomId)
    const log = room === undefined ? undefined : store.logs.get(room.num, account.deviceNum)
    if (room === undefined || log === undefined) return []
    const readThere = sensible(read, log)
    const heldThere = [...sensible(ranges, log), ...readThere] // who has read it has it
    const fresh = note(room.num, person, 'held', store.held.add(room.num, person, heldThere))
    for (const { first, last } of fresh) store.outbox.acknowledge(room.num, log.num, first, last)
    if (readReceipts()) fresh.push(...note(room.num, person, 'read', store.readBy.add(room.num, person, readThere)))
    const nums: number[] = []
    for (const { first, last } of fresh.toReversed()) {
      if (nums.length >= MAX_TOLD) break
      nums.push(...store.events.inRun(log.num, first, last, MAX_TOLD - nums.length).map(row => row.num))
    }
    return [...new Set(nums)]
  }

  function note(room: number, person: number, state: ReceiptState, fresh: Run[]): Run[] {
    store.receiptTimes.put(room, person, state, fresh, now())
    return fresh
  }

  function takeAll(person: number | undefined, receipts: readonly Receipt[]): void {
    if (person === undefined || person === account.person) return
    const nums = store.transaction(() => receipts.flatMap(receipt => take(person, receipt)))
    if (nums.length > 0) components.onHeld(nums.slice(0, MAX_TOLD))
  }

  return {
    /** Somebody's log grew here. */
    grew,
    /** Somebody came near: they are told of every room they wrote in. */
    welcomed(peer: DeviceId): void {
      const key = deviceKeyOf(peer)
      for (const room of store.rooms.joined()) if (key !== undefined) grew(room.roomId, room.num, key)
    },
    /** What a peer says of our entries. */
    received: (peer: DeviceId, receipts: readonly Receipt[]): void =>
      takeAll(
        components.personAt(peer),
        receipts.slice(0, MAX_RECEIPT_ROOMS).map(({ roomId, ranges, read }) => ({
          roomId,
          ranges: ranges.slice(0, MAX_RECEIPT_RANGES),
          read: read.slice(0, MAX_RECEIPT_RANGES)
        }))
      ),
    /** What a peer said in a sync that it holds of our log in a room: ascending. */
    holds: (peer: DeviceId, roomId: Uint8Array, ranges: readonly Range[]): void =>
      takeAll(components.personAt(peer), [{ roomId, ranges: ranges.slice(-MAX_SYNC_RANGES), read: [] }]),
    /** What somebody who is away has said of our entries in a room, under their signature. */
    acknowledged: (person: number, receipt: Receipt): void => takeAll(person, [receipt]),
    /** Which entries of an author are stored and were read here. */
    receiptFor,
    /**
     * These were read here: kept, and told to their authors. While receipts are off they are not even kept, so that they
     * are not told later. Inside a transaction.
     */
    read(roomId: Uint8Array, room: number, rows: readonly ReadRow[]): void {
      if (!readReceipts() || rows.length === 0) return
      const byLog = Map.groupBy(rows, row => row.log)
      for (const { log, device } of store.unread.authors([...byLog.keys()])) {
        const seqs = (byLog.get(log) ?? []).map(({ seq }) => seq)
        if (store.seen.read(log, seqs).length > 0) grew(roomId, room, device)
      }
    },
    /** What each other member has of an own message. Throws ChatError not-found. */
    of: (eventId: EventId): MemberReceipt[] =>
      memberReceipts({ store, account, nearby: components.nearby(), told: readReceipts() }, eventId),
    stop(): void {
      stopped = true
      for (const author of authors.values()) clearTimeout(author.timer)
    }
  }
}

/** What a liar says is cut to what was written. */
const sensible = (ranges: readonly Range[], log: Log): Run[] =>
  ranges
    .filter(
      ({ first, last }) => Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 0 && first <= last
    )
    .map(({ first, last }) => ({ first, last: Math.min(last, log.headSeq) }))
    .filter(({ first, last }) => first <= last)
