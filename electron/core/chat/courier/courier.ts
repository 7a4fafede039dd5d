/** Couriers, both sides: what is carried for others, what others carry for us. Its parts joined, started and stopped. */
import { setTimeout as pause } from 'node:timers/promises'
import type { DeviceId } from '../../../../shared/model.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { CourierAnswers, Network, Receipt } from '../ports.ts'
import { createAcknowledging } from './acknowledging.ts'
import { createCouriers } from './couriers.ts'
import { createKeeping } from './keeping.ts'
import { createLeaving } from './leaving.ts'
import { createOwnTags } from './ownTags.ts'
import type { Quotas } from './quotas.ts'
import { createReceiving, type PrivateRoomSaid, type ReceivingComponents } from './receiving.ts'
import { createRecipients } from './recipients.ts'
import { createSending } from './sending.ts'
import { createTaking } from './taking.ts'

export interface CourierComponents extends Pick<ReceivingComponents, 'arrive' | 'invited' | 'acknowledged'> {
  store: Store
  account: Account
  network: Pick<Network, 'courier'>
  now(): number
  /** Number of the person at a peer that greeted. */
  personAt(peer: DeviceId): number | undefined
  isContact(account: Uint8Array): boolean
  isBlocked(account: Uint8Array): boolean
  /** Whether anything private goes to an account. */
  mayReceive(account: Uint8Array): boolean
  /** Nothing of a room goes anywhere: it is not accepted yet. */
  isQuiet(room: RoomRow): boolean
  /** Other devices that read what is written in a room. */
  readers(room: RoomRow): Uint8Array[]
  /** Whether an account was removed from a room. */
  isRemoved(room: RoomRow, account: Uint8Array): boolean
  /** A private room as it is handed to somebody who was added by this account. */
  handedTo(room: RoomRow, account: Uint8Array): Omit<PrivateRoomSaid, 'is'> | undefined
  /** Number of the entry of ours that brought somebody into a private room; undefined: none did. */
  addedAt(room: RoomRow, account: Uint8Array): number | undefined
  receiptFor(roomId: Uint8Array, author: DeviceId): Receipt | undefined
  /** What is taken in for others; undefined: nothing. */
  quotas(): Quotas | undefined
  /** Whether this copy is there for that. */
  dedicated: boolean
  onCarried(nums: number[]): void
  onFailed(err: unknown): void
}

export type Courier = ReturnType<typeof createCourier>

export function createCourier(components: CourierComponents) {
  const { store, account, network, now, isBlocked, onFailed } = components
  const ending = new AbortController()
  /** Accounts of those who are connected. Presence has them for a while longer: who comes back at once was never away. */
  const here = new Map<DeviceId, Uint8Array>()
  const devices = (): DeviceId[] => [...here.keys()]
  const accountOf = (peer: DeviceId): Uint8Array | undefined => here.get(peer)
  const isHere = (device: DeviceId): boolean => here.has(device)
  const rooms = (): RoomRow[] => store.rooms.joined().filter(room => room.secret !== null && !components.isQuiet(room))
  const isKnown = (key: Uint8Array): boolean => components.isContact(key) || store.rooms.sharesPrivate(key)
  const mayCarry = (room: RoomRow, key: Uint8Array): boolean => !components.isRemoved(room, key)

  const self = { device: account.device.publicKey, account: account.accountKey }
  const tags = createOwnTags({ self, rooms, now })
  const recipients = createRecipients()
  const couriers = createCouriers({ devices, accountOf, isContact: isKnown, isBlocked, now })
  const leaving = createLeaving({ account, network, couriers, isHere, now })
  const { dedicated, quotas } = components
  const keeping = createKeeping({ store, quotas, dedicated, accountOf, isContact: isKnown, now, onFailed })
  const receiving = createReceiving({ ...components, tags })
  const sending = createSending({ ...components, leaving, couriers, recipients, rooms, mayCarry, isHere })
  const acknowledging = createAcknowledging({ ...components, leaving, recipients, mayCarry, isHere })
  const taking = createTaking({
    ...{ network, receiving, tags, devices, now, onFailed },
    onSaid(peer, carries) {
      if (!couriers.said(peer, carries)) return
      sending.welcomed()
      acknowledging.welcomed()
    },
    isBlocked(peer) {
      const key = accountOf(peer)
      return key === undefined || isBlocked(key)
    },
    pause: ms => pause(ms, undefined, { signal: ending.signal, ref: false })
  })

  return {
    /** What a connected peer may ask. What is for us is taken in, whether we carry anything or not. */
    carrying(peer: DeviceId): CourierAnswers | undefined {
      const key = accountOf(peer)
      const answers = key === undefined || isBlocked(key) ? undefined : keeping.answersFor(peer)
      return (
        answers && {
          ...answers,
          put: async (tag, parcel) => (await receiving.handed(tag, parcel)) ?? (await answers.put(tag, parcel))
        }
      )
    },
    /** Own entries were stored in these rooms. */
    wrote: (nums: Iterable<number>): void => sending.wrote(nums),
    welcomed(peer: DeviceId): void {
      const person = components.personAt(peer)
      const key = person === undefined ? undefined : store.people.accountOf(person)
      if (key === undefined || person === account.person) return
      here.set(peer, key)
      sending.welcomed()
      acknowledging.welcomed()
    },
    /** Asks somebody who greeted what they carry for us. */
    ask(peer: DeviceId): void {
      if (here.has(peer)) taking.welcomed(peer)
    },
    parted(peer: DeviceId): void {
      here.delete(peer)
      taking.parted(peer)
      couriers.parted(peer)
      sending.parted(peer)
    },
    /** A private room is new here, or was accepted. */
    joined(): void {
      taking.joined()
      sending.joined()
    },
    /** An author who is away wrote in a room, or was read there. */
    grew(roomId: Uint8Array, author: Uint8Array): void {
      const room = store.rooms.byId(roomId)
      if (room !== undefined && room.secret !== null && !components.isQuiet(room)) acknowledging.grew(room, author)
    },
    start(): void {
      keeping.start()
      sending.start()
      taking.start()
    },
    async stop(): Promise<void> {
      keeping.stop()
      const stopped = [sending.stop(), taking.stop(), acknowledging.stop(), receiving.stop()]
      ending.abort()
      await Promise.all(stopped)
    }
  }
}
