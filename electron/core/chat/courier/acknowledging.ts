/**
 * Tells authors who are away which of their entries are stored and read here: as a parcel, so that a message is seen to be
 * delivered though the two never meet.
 */

import type { DeviceId } from '../../../../shared/model.ts'
import { toHex } from '../../crypto/bytes.ts'
import { MAX_PARCEL_RANGES } from '../../crypto/courier/content.ts'
import { deviceIdOf } from '../../crypto/deviceId.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Receipt } from '../ports.ts'
import type { Leaving } from './leaving.ts'
import type { createRecipients } from './recipients.ts'

/** What comes within a moment is told together, and then not again for a while. */
const FIRST_MS = 1_000
const BETWEEN_MS = 30_000
const MAX_AUTHORS = 1_024

export interface AcknowledgingComponents {
  store: Pick<Store, 'people'>
  leaving: Leaving
  recipients: ReturnType<typeof createRecipients>
  receiptFor(roomId: Uint8Array, author: DeviceId): Receipt | undefined
  mayReceive(account: Uint8Array): boolean
  mayCarry(room: RoomRow, account: Uint8Array): boolean
  /** Somebody who is here is told without couriers. */
  isHere(device: DeviceId): boolean
  now(): number
  onFailed(err: unknown): void
}

interface Due {
  room: RoomRow
  author: Uint8Array
  at: number
}

export function createAcknowledging(components: AcknowledgingComponents) {
  const { store, leaving, now } = components
  const due = new Map<string, Due>()
  const toldAt = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stopped = false

  function schedule(): void {
    if (stopped || timer !== undefined || running !== undefined || due.size === 0) return
    const first = Math.min(...[...due.values()].map(({ at }) => at))
    if (!Number.isFinite(first)) return // nobody carries: whoever comes next may
    timer = setTimeout(
      () => {
        timer = undefined
        running = run()
          .catch(components.onFailed)
          .finally(() => {
            running = undefined
            schedule()
          })
      },
      Math.min(BETWEEN_MS, Math.max(0, first - now())) // a clock may go back
    )
  }

  async function run(): Promise<void> {
    for (const [name, one] of [...due]) {
      if (stopped) return
      if (one.at > now()) continue
      due.delete(name)
      if (await tell(one)) toldAt.set(name, now())
      else if (!due.has(name)) due.set(name, { ...one, at: Number.POSITIVE_INFINITY })
    }
    const oldest = toldAt.size > MAX_AUTHORS ? toldAt.keys().next().value : undefined
    if (oldest !== undefined) toldAt.delete(oldest)
  }

  /** False: nobody carries it, for now. */
  async function tell({ room, author }: Due): Promise<boolean> {
    const id = deviceIdOf(author)
    const certificate = store.people.device(author)?.certificate
    const recipient = certificate == null ? undefined : components.recipients.of(author, certificate)
    const receipt = components.receiptFor(room.roomId, id)
    if (components.isHere(id) || recipient === undefined || receipt === undefined || room.secret === null) return true
    if (!components.mayReceive(recipient.account) || !components.mayCarry(room, recipient.account)) return true
    const [held, read] = [receipt.ranges, receipt.read].map(ranges => ranges.slice(0, MAX_PARCEL_RANGES).toReversed())
    const said = { is: 'receipts', room: room.roomId, held: held ?? [], read: read ?? [] } as const
    return (await leaving.tell(recipient, { secret: room.secret }, said, who => components.mayCarry(room, who))) > 0
  }

  return {
    /** An author who is away wrote in a private room, or was read. */
    grew(room: RoomRow, author: Uint8Array): void {
      const name = `${room.num} ${toHex(author)}`
      if (stopped || (due.size >= MAX_AUTHORS && !due.has(name))) return
      const at = Math.max(now() + FIRST_MS, (toldAt.get(name) ?? 0) + BETWEEN_MS)
      const before = due.get(name)
      due.set(name, { room, author, at: Math.min(before?.at ?? at, at) })
      schedule()
    },
    /** Somebody came who may carry. */
    welcomed(): void {
      for (const one of due.values()) if (!Number.isFinite(one.at)) one.at = now() + FIRST_MS
      schedule()
    },
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await running
    }
  }
}
