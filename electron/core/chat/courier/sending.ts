/**
 * What this device writes in private rooms reaches people who are away: what they have not acknowledged is left with couriers, what
 * somebody who is here cannot know of yet is handed to them. Spec: docs/protocol/19-couriers.md
 */
import type { DeviceId } from '../../../../shared/model.ts'
import { toHex } from '../../crypto/bytes.ts'
import { deviceIdOf } from '../../crypto/deviceId.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { minus, type Run, runsOf, union } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import { msOf } from '../clock.ts'
import { guarded } from '../guarded.ts'
import type { CourierPeer, Couriers } from './couriers.ts'
import { type Address, COPIES, type Leaving, type Recipient } from './leaving.ts'
import { firstOf, type Packed, pack, toGive } from './packing.ts'
import { createPatience } from './patience.ts'
import type { PrivateRoomSaid } from './receiving.ts'
import type { createRecipients } from './recipients.ts'
import { createYoung } from './young.ts'

/** What is written within a moment goes together. */
const TOGETHER_MS = 250
/** So long somebody who is here has to acknowledge; what is older than the last is left to sync. */
const ACKNOWLEDGE_MS = 5_000
const LEFT_TO_SYNC_MS = 60_000
const LOOK_MS = 60_000
const MAX_ROOMS_LEFT = 4_096
/** Entries for one device at once. */
const MAX_ENTRIES = 512
/** Rows that the interface is told of at once. */
const MAX_TOLD = 200

export interface SendingComponents {
  store: Store
  account: Pick<Account, 'deviceNum'>
  leaving: Leaving
  couriers: Couriers
  recipients: ReturnType<typeof createRecipients>
  /** Private rooms that this account is in. */
  rooms(): RoomRow[]
  /** Other devices that read what is written in a room. */
  readers(room: RoomRow): Uint8Array[]
  /** Whether anything private goes to an account: it is not blocked, and its key is the one that is known. */
  mayReceive(account: Uint8Array): boolean
  /** Whether somebody may carry something of a room: not who was removed from it. */
  mayCarry(room: RoomRow, account: Uint8Array): boolean
  /** A private room as it is handed to somebody who was added by this account. */
  handedTo(room: RoomRow, account: Uint8Array): Omit<PrivateRoomSaid, 'is'> | undefined
  /** Number of the entry of ours that brought somebody into a private room; undefined: none did. */
  addedAt(room: RoomRow, account: Uint8Array): number | undefined
  isHere(device: DeviceId): boolean
  now(): number
  /** These own rows are carried by more people than before. */
  onCarried(nums: number[]): void
  onFailed(err: unknown): void
}

export function createSending(components: SendingComponents) {
  const { store, account, leaving, couriers, recipients, now } = components
  const waiting = new Set<number>()
  const young = createYoung(store, now)
  /** Entries handed to somebody who is here and has not acknowledged them, by the room and what they were added to it by. */
  const handed = new Map<DeviceId, Map<string, Run[]>>()
  /** With whom a room was left for somebody in this run. */
  const roomsLeft = new Set<string>()
  /** For who did not take what was handed to them. */
  const patience = createPatience(now)
  let timer: NodeJS.Timeout | undefined
  let late: NodeJS.Timeout | undefined
  let looking: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stopped = false

  function kick(rooms: Iterable<number>): void {
    for (const room of rooms) waiting.add(room)
    if (stopped || waiting.size === 0 || running !== undefined) return
    timer ??= setTimeout(() => {
      timer = undefined
      running = run()
        .catch(components.onFailed)
        .finally(() => {
          running = undefined
          kick([])
        })
    }, TOGETHER_MS)
  }

  async function run(): Promise<void> {
    const nums = new Set(waiting)
    waiting.clear()
    for (const room of components.rooms()) {
      if (!nums.has(room.num)) continue
      for (const reader of components.readers(room)) {
        if (stopped) return
        await serve(room, reader)
      }
    }
  }

  async function serve(room: RoomRow, device: Uint8Array): Promise<void> {
    const row = store.people.device(device)
    const log = store.logs.get(room.num, account.deviceNum)
    if (row?.person == null || row.certificate === null || log === undefined || room.secret === null) return
    const held = store.held.all(room.num, row.person)
    const lacking = minus([{ first: young.floorOf(log), last: log.headSeq }], held)
    if (lacking.length === 0) return
    const recipient = recipients.of(device, row.certificate)
    if (recipient === undefined || !components.mayReceive(recipient.account)) return
    const added = components.addedAt(room, recipient.account)
    // who wrote here or acknowledged something asks for the room's tags; who was added may have left before, and does not listen
    const isKnown =
      added === undefined
        ? held.length > 0 || store.logs.get(room.num, row.num) !== undefined
        : held.some(({ last }) => last >= added)
    const address: Address = isKnown ? { secret: room.secret } : 'first-contact'
    const id = deviceIdOf(device)
    if (!components.isHere(id)) await leave(room, row.num, recipient, address, lacking, log.num)
    else if (!isKnown) await hand(room, recipient, lacking, log.num, `${room.num} ${added}`)
    else {
      lookLater()
      const overdue = rowsOf(log.num, lacking).filter(({ orderKey }) => isOverdue(msOf(orderKey)))
      if (overdue.length > 0)
        await leave(room, row.num, recipient, address, runsOf(overdue.map(one => one.seq)), log.num)
    }
  }

  function isOverdue(writtenAt: number): boolean {
    const age = now() - writtenAt
    return age >= ACKNOWLEDGE_MS && age <= LEFT_TO_SYNC_MS
  }

  const rowsOf = (log: number, runs: readonly Run[]) =>
    firstOf(runs, MAX_ENTRIES).flatMap(({ first, last }) => store.entries.between(log, first, last))

  /** A direct hand-over to somebody who cannot know of the room. Once for each connection. */
  async function hand(
    room: RoomRow,
    recipient: Recipient,
    lacking: readonly Run[],
    log: number,
    name: string
  ): Promise<void> {
    const id = deviceIdOf(recipient.device)
    if (!patience.isOver(id)) return
    const byRoom = handed.get(id) ?? new Map<string, Run[]>()
    handed.set(id, byRoom)
    const tag = leaving.tagOf(recipient, 'first-contact')
    if (!byRoom.has(name)) {
      const parcel = roomParcel(room, recipient)
      if (parcel !== undefined && !(await leaving.hand(recipient, tag, parcel))) return leaveAlone(id)
      byRoom.set(name, [])
    }
    for (const { seqs, entries } of pack(rowsOf(log, minus(lacking, byRoom.get(name) ?? [])))) {
      const parcel = leaving.make(recipient, 'first-contact', { is: 'entries', entries })
      if (parcel === undefined) return
      if (!(await leaving.hand(recipient, tag, parcel))) return leaveAlone(id)
      byRoom.set(name, union(byRoom.get(name) ?? [], runsOf(seqs)))
    }
  }

  function leaveAlone(id: DeviceId): void {
    patience.refused(id)
    lookLater()
  }

  /** What makes a private room known to somebody who was added to it. */
  function roomParcel(room: RoomRow, recipient: Recipient): Uint8Array | undefined {
    const handedOver = components.handedTo(room, recipient.account)
    return handedOver && leaving.make(recipient, 'first-contact', { is: 'room', ...handedOver })
  }

  /** False: the courier does not take it. */
  async function leaveRoom(
    room: RoomRow,
    recipient: Recipient,
    courier: CourierPeer,
    tag: Uint8Array
  ): Promise<boolean> {
    const added = components.addedAt(room, recipient.account)
    const name = `${room.num} ${added} ${deviceIdOf(recipient.device)} ${toHex(courier.account)}`
    const parcel = roomsLeft.has(name) ? undefined : roomParcel(room, recipient)
    if (parcel === undefined) return true
    const isLeft = await leaving.leaveWith(courier, tag, parcel)
    if (isLeft && roomsLeft.size < MAX_ROOMS_LEFT) roomsLeft.add(name)
    return isLeft
  }

  async function leave(
    room: RoomRow,
    deviceNum: number,
    recipient: Recipient,
    address: Address,
    lacking: readonly Run[],
    log: number
  ): Promise<void> {
    const tag = leaving.tagOf(recipient, address)
    const made = new Map<string, Array<Packed & { parcel: Uint8Array | undefined }>>()
    const id = deviceIdOf(recipient.device)
    for (const courier of couriers.willing(person => components.mayCarry(room, person))) {
      const person = store.people.byAccount(courier.account)?.num
      if (stopped || courier.peer === id || person === undefined) continue
      const rows = rowsOf(log, toGive(lacking, store.carried.forDevice(room.num, deviceNum), person, COPIES))
      if (rows.length === 0) continue
      if (address === 'first-contact' && !(await leaveRoom(room, recipient, courier, tag))) continue
      // the same bytes to each who is given the same
      const name = rows.map(({ seq }) => seq).join()
      const packs =
        made.get(name) ??
        pack(rows).map(packed => ({
          ...packed,
          parcel: leaving.make(recipient, address, { is: 'entries', entries: packed.entries })
        }))
      made.set(name, packs)
      for (const { seqs, parcel } of packs) {
        if (parcel === undefined || !(await leaving.leaveWith(courier, tag, parcel))) break
        note(room.num, deviceNum, person, seqs, log)
      }
    }
  }

  function note(room: number, device: number, person: number, seqs: readonly number[], log: number): void {
    if (stopped) return
    const fresh = store.transaction(() => store.carried.add(room, device, person, runsOf(seqs)))
    const nums = fresh.flatMap(({ first, last }) =>
      store.events.inRun(log, first, last, MAX_TOLD).map(({ num }) => num)
    )
    if (nums.length > 0) components.onCarried(nums)
  }

  /** Somebody who is here has a moment to acknowledge. */
  function lookLater(): void {
    if (stopped) return
    late ??= setTimeout(() => {
      late = undefined
      kick(components.rooms().map(({ num }) => num))
    }, ACKNOWLEDGE_MS + 1_000)
  }

  const kickAll = guarded(components.onFailed, () => kick(components.rooms().map(({ num }) => num)))

  return {
    /** Something was written in rooms. */
    wrote: (rooms: Iterable<number>): void => kick(rooms),
    /** There is a room that was not, or not for others. */
    joined: kickAll,
    /** Somebody came who may carry, or whom something waits for. */
    welcomed: kickAll,
    parted: (peer: DeviceId): void => {
      handed.delete(peer)
      patience.forget(peer)
      kickAll()
    },
    start(): void {
      kickAll()
      looking = setInterval(kickAll, LOOK_MS)
    },
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      clearTimeout(late)
      clearInterval(looking)
      await running
    }
  }
}
