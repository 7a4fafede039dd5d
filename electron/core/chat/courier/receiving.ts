/**
 * Opens parcels that are for this device and hands over what is in them, each once, whoever brought it and however often. What does
 * not hold is refused by name. Spec: docs/protocol/19-couriers.md
 */
import { equal, toHex } from '../../crypto/bytes.ts'
import type { Said } from '../../crypto/courier/content.ts'
import { parcelHash, unframe } from '../../crypto/courier/frame.ts'
import { type OpenedParcel, openParcel, type ParcelRefusal } from '../../crypto/courier/parcel.ts'
import { entryRoom } from '../../crypto/event.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { CourierRefusal, Dropped, Introduction, Receipt } from '../ports.ts'
import { DAY_MS } from './days.ts'
import type { OwnTag, OwnTags } from './ownTags.ts'

/** Parcels remembered, so that none is opened twice. */
const REMEMBERED = 4_096
/** What is of no use yet waits this long at its courier. */
const WAITS_MS = 7 * DAY_MS

export type PrivateRoomSaid = Extract<Said, { is: 'room' }>

export interface ReceivingComponents {
  store: Pick<Store, 'rooms' | 'people'>
  account: Pick<Account, 'device' | 'accountKey' | 'openInbox'>
  tags: OwnTags
  isBlocked(account: Uint8Array): boolean
  /** Entries go into the room they are of. Answers how many of them are held now. Rejects where they could not be stored. */
  arrive(entries: readonly Uint8Array[], introduction: Introduction): Promise<number>
  /** This account was added to a private room. False: it is not to be believed, or not yet. */
  invited(said: PrivateRoomSaid, by: OpenedParcel): Promise<boolean>
  /** What somebody stores and has read of our log in a room. */
  acknowledged(person: number, receipt: Receipt): void
  now(): number
}

export interface Handled {
  /** later: of no use yet, or not all of it. known: it came before. */
  is: 'new' | 'known' | 'later' | 'blocked' | 'misdirected' | ParcelRefusal
  /** What its courier is to be told, where it need not keep it any longer. */
  drop: Dropped | undefined
}

export type Receiving = ReturnType<typeof createReceiving>

export function createReceiving(components: ReceivingComponents) {
  const { store, account, tags, now } = components
  const remembered = new Map<string, Handled>()
  /** What is being handed to us. */
  const running = new Set<Promise<Handled>>()
  let stopped = false

  async function handle(tag: Uint8Array, parcel: Uint8Array): Promise<Handled> {
    const hash = parcelHash(parcel)
    const known = remembered.get(toHex(hash))
    if (known !== undefined) return { is: 'known', drop: known.drop }
    const own = tags.find(tag)
    const opened = openParcel(parcel, { device: account.device.publicKey, openInbox: account.openInbox }, now())
    const is: Handled['is'] =
      own === undefined ? 'misdirected' : 'refusal' in opened ? opened.refusal : await heed(own, parcel, opened)
    const key = 'refusal' in opened ? undefined : opened.content.key
    const isOld = !('refusal' in opened) && opened.content.madeAt < now() - WAITS_MS
    // a first contact that is good for nothing goes without its key; under the tag of a room that cannot be asked
    const mayDrop = (is !== 'later' || isOld) && (key !== undefined || own?.room === undefined)
    const handled: Handled = { is, drop: mayDrop ? { tag, hash, key } : undefined }
    if (is !== 'later') remember(toHex(hash), handled)
    return handled
  }

  function remember(name: string, handled: Handled): void {
    const oldest = remembered.size >= REMEMBERED ? remembered.keys().next().value : undefined
    if (oldest !== undefined) remembered.delete(oldest)
    remembered.set(name, handled)
  }

  async function heed({ room }: OwnTag, parcel: Uint8Array, opened: OpenedParcel): Promise<Handled['is']> {
    const { certificate, content } = opened
    const isFirst = unframe(parcel)?.sort === 'first-contact'
    if (isFirst !== (room === undefined) || equal(certificate.accountKey, account.accountKey)) return 'misdirected'
    if (components.isBlocked(certificate.accountKey)) return 'blocked'
    const { said } = content
    if (said.is === 'entries') return await takeIn(said.entries, room, opened)
    if (said.is === 'receipts') return acknowledge(said, room, opened)
    return room !== undefined ? 'misdirected' : (await components.invited(said, opened)) ? 'new' : 'later'
  }

  async function takeIn(entries: Uint8Array[], room: RoomRow | undefined, by: OpenedParcel): Promise<Handled['is']> {
    const [of, ...others] = entries.map(entryRoom)
    if (of === undefined || others.some(other => other === undefined || !equal(other, of))) return 'malformed'
    if (room !== undefined && !equal(room.roomId, of)) return 'misdirected'
    // all or it comes again: what is refused now may be taken once something else is here
    return (await components.arrive(entries, by.introduction)) === entries.length ? 'new' : 'later'
  }

  function acknowledge(
    { room: of, held, read }: Extract<Said, { is: 'receipts' }>,
    room: RoomRow | undefined,
    { certificate }: OpenedParcel
  ): Handled['is'] {
    if (room === undefined || !equal(room.roomId, of)) return 'misdirected'
    const person = store.people.device(certificate.deviceKey)?.person
    const isMember = store.rooms.members(room.num).some(({ account: key }) => equal(key, certificate.accountKey))
    if (person == null || !isMember) return 'later'
    components.acknowledged(person, { roomId: of, ranges: held.toReversed(), read: read.toReversed() })
    return 'new'
  }

  return {
    /** Handles parcels one after the other. Fewer answers than parcels: the next one could not be stored. */
    async receive(parcels: ReadonlyArray<{ tag: Uint8Array; parcel: Uint8Array }>): Promise<Handled[]> {
      const handled: Handled[] = []
      for (const { tag, parcel } of parcels) {
        try {
          handled.push(await handle(tag, parcel))
        } catch {
          break // the disk is full; it comes again
        }
      }
      return handled
    },
    /** A peer hands us a parcel under a tag of our own. Undefined: the tag is not ours. */
    async handed(tag: Uint8Array, parcel: Uint8Array): Promise<'stored' | CourierRefusal | undefined> {
      if (tags.find(tag) === undefined) return undefined
      if (stopped) return 'not-a-courier' // it comes again
      const work = handle(tag, parcel)
      running.add(work)
      try {
        const { is } = await work
        if (is === 'new' || is === 'known') return 'stored'
        return is === 'later' || is === 'blocked' ? 'not-a-courier' : 'malformed'
      } catch {
        return 'full'
      } finally {
        running.delete(work)
      }
    },
    /** What is being taken in is stored first: it is many entries, one after the other. */
    async stop(): Promise<void> {
      stopped = true
      await Promise.allSettled(running)
    }
  }
}
