/** Rooms handed to whom somebody added: what they are given, and what is made of it by whoever is given one. */
import { MAX_ROOMS } from '../../../../shared/limits.ts'
import { channelName } from '../../../../shared/names.ts'
import { fromHex, toHex } from '../../crypto/bytes.ts'
import { MAX_ROOM_ENTRIES } from '../../crypto/courier/content.ts'
import { type Entry, encodeEntry } from '../../crypto/event.ts'
import { privateRoomId } from '../../crypto/roomSecrets.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { Roster } from './roster.ts'

/** A room as it is handed to somebody who was added. */
export interface RoomHandedOver {
  secret: Uint8Array
  creator: Uint8Array
  name: string
  /** Signed, encoded: who is in, and who says so. */
  entries: Uint8Array[]
}

export interface HandoverComponents {
  store: Store
  account: Pick<Account, 'accountKey'>
  roster: Roster
  now(): number
  /** Writes who we are at the beginning of a log of ours. */
  introduce(room: RoomRow): Promise<unknown>
  isContact(account: Uint8Array): boolean
  /** Whether a stranger may begin anything with us. */
  mayBegin(account: Uint8Array): boolean
  /** Puts entries into a room. */
  arrive(room: RoomRow, entries: readonly Uint8Array[]): Promise<void>
  /** Waits to be accepted. */
  isRequest(room: RoomRow): boolean
  forget(room: RoomRow): void
  onJoined(room: RoomRow): void
  onChanged(): void
}

/** What one parcel holds of a room: the rest is synced. */
const MAX_HANDED_BYTES = 60 * 1024
/** Rooms of strangers that wait to be accepted. */
const MAX_REQUESTS = 32

export function createHandover(components: HandoverComponents) {
  const { store, account, roster, now, onJoined, onChanged } = components
  const self = toHex(account.accountKey)
  /** Rooms that a contact handed to us, or that were accepted, before anything proves that we are in them. */
  const welcome = new Set<number>()
  /** By room: what of it was handed over and is on its way into it. */
  const arriving = new Map<number, Promise<void>>()

  function addedAt(room: RoomRow, key: Uint8Array): number | undefined {
    const since = roster.of(room).state.members.get(toHex(key))?.since
    return since?.change.what === 'add' && since.account === self ? since.seq : undefined
  }

  /** The room as it is handed to somebody whom this account added; undefined: that is not for us to do. */
  function to(room: RoomRow, key: Uint8Array): RoomHandedOver | undefined {
    const { creator } = roster.of(room)
    if (room.secret === null || creator === undefined || addedAt(room, key) === undefined) return undefined
    const entries: Uint8Array[] = []
    let bytes = 0
    for (const row of store.membership.signed(room.num, MAX_ROOM_ENTRIES)) {
      const entry = encodeEntry(row as Pick<Entry, 'header' | 'body' | 'signature'>)
      bytes += entry.byteLength
      if (bytes > MAX_HANDED_BYTES) break
      entries.push(entry)
    }
    return { secret: room.secret, creator: fromHex(creator), name: room.name, entries }
  }

  /**
   * Somebody says that we were added to a room, and hands it to us. It is one of ours once its entries say so; until then it
   * waits, as a request where that somebody is no contact.
   */
  async function take({ secret, creator, name, entries }: RoomHandedOver, by: Uint8Array): Promise<void> {
    const roomId = privateRoomId(creator, secret)
    const known = store.rooms.byId(roomId)
    if (known !== undefined) return await components.arrive(known, entries)
    if (channelName(name) !== name || store.rooms.joined().length >= MAX_ROOMS || !mayHand(by)) return
    const num = store.transaction(() =>
      store.rooms.joinSecret({ roomId, kind: 'private', secret, other: null, name }, now())
    )
    const room = store.rooms.byNum(num)
    if (room === undefined) return
    roster.expect(room)
    const work = components.arrive(room, entries).finally(() => arriving.delete(num))
    arriving.set(num, work)
    await work
    if (roster.standing(room).is === 'out') return components.forget(room) // left, or put out again since
    if (components.isContact(by)) welcome.add(num)
    // nothing goes out of it until it is accepted, not even that it came
    if (!components.isRequest(room)) {
      await components.introduce(room)
      onJoined(room)
    }
    onChanged()
  }

  /** Anybody can make rooms: so many of strangers wait to be answered, and then no more. */
  function mayHand(by: Uint8Array): boolean {
    if (components.isContact(by)) return true
    const waiting = store.rooms.joined().filter(room => room.kind === 'private' && components.isRequest(room))
    return waiting.length < MAX_REQUESTS && components.mayBegin(by)
  }

  return {
    to,
    /** Number of the entry of ours that brought somebody in; undefined: none did. */
    addedAt,
    take,
    /** Waits for what is on its way into a room: until then it does not say that we are in it. */
    arrived: async (room: RoomRow): Promise<void> => await arriving.get(room.num)?.catch(() => {}),
    accept: (room: RoomRow): void => void welcome.add(room.num),
    /** Handed to us by a stranger; what is here of it does not tell yet whether we are in it. */
    isUnproven: (room: RoomRow): boolean => !welcome.has(room.num) && store.membership.invites(room.num).length === 0
  }
}
