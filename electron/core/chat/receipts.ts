/**
 * Tells authors near which of their entries this device stores, and keeps what others say of ours. One small frame for
 * many entries, to the author only, at most once in a while. Spec: docs/protocol/04-receipts.md
 */
import type { DeviceId } from '../../../shared/model.ts'
import { fromHex, toHex } from '../crypto/bytes.ts'
import { deviceIdOf, deviceKeyOf } from '../crypto/deviceId.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import { guarded } from './guarded.ts'
import type { Network, Receipt } from './ports.ts'

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
  account: Account
  network: Pick<Network, 'sendReceipts'>
  isNear(device: DeviceId): boolean
  personAt(peer: DeviceId): number | undefined
  now(): number
  /** These own rows are held by more people than before. */
  onHeld(nums: number[]): void
  onFailed(err: unknown): void
}

interface Author {
  rooms: Set<string>
  timer: NodeJS.Timeout | undefined
  sentAt: number
}

export function createReceipts(components: ReceiptsComponents) {
  const { store, account, network, now } = components
  const authors = new Map<DeviceId, Author>()
  let stopped = false

  function grew(roomId: Uint8Array, room: number, device: Uint8Array): void {
    const id = deviceIdOf(device)
    if (stopped || !components.isNear(id)) return
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
    if (log === undefined) return undefined
    return { roomId, ranges: store.logs.have(log.num).reverse().slice(0, MAX_RECEIPT_RANGES) }
  }

  function hold(person: number, { roomId, ranges }: Receipt): number[] {
    const room = store.rooms.byId(roomId)
    const log = room === undefined ? undefined : store.logs.get(room.num, account.deviceNum)
    if (room === undefined || log === undefined) return []
    const said = ranges
      .slice(0, MAX_RECEIPT_RANGES)
      .filter(
        ({ first, last }) => Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 0 && first <= last
      )
      .map(({ first, last }) => ({ first, last: Math.min(last, log.headSeq) })) // nobody holds what was never written
      .filter(({ first, last }) => first <= last)
    const fresh = store.held.add(room.num, person, said)
    for (const { first, last } of fresh) store.outbox.acknowledge(room.num, log.num, first, last)
    return fresh
      .toReversed()
      .flatMap(({ first, last }) => store.events.inRun(log.num, first, last, MAX_TOLD).map(row => row.num))
  }

  return {
    /** Somebody's log grew here. */
    grew,
    /** Somebody came near: they are told of every room they wrote in. */
    greeted(peer: DeviceId): void {
      const key = deviceKeyOf(peer)
      for (const room of store.rooms.joined()) if (key !== undefined) grew(room.roomId, room.num, key)
    },
    received(peer: DeviceId, receipts: readonly Receipt[]): void {
      const person = components.personAt(peer)
      if (person === undefined || person === account.person) return
      const nums = store.transaction(() =>
        receipts.slice(0, MAX_RECEIPT_ROOMS).flatMap(receipt => hold(person, receipt))
      )
      if (nums.length > 0) components.onHeld(nums.slice(0, MAX_TOLD))
    },
    stop(): void {
      stopped = true
      for (const author of authors.values()) clearTimeout(author.timer)
    }
  }
}
