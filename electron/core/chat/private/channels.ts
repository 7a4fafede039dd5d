/** Private channels: made, renamed, and who is in them changed, by whoever may. */
import { ChatError } from '../../../../shared/errors.ts'
import { MAX_ROOMS } from '../../../../shared/limits.ts'
import type { AccountId, Author, Member, NewcomersRead, Role, Room } from '../../../../shared/model.ts'
import { channelName } from '../../../../shared/names.ts'
import { equal, fromHex, toHex } from '../../crypto/bytes.ts'
import { type Entry, encodeEntry } from '../../crypto/event.ts'
import { newRoomSecret, privateRoomId } from '../../crypto/roomSecrets.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { Introduction } from '../ports.ts'
import type { Changing } from './changing.ts'
import { timeOf } from './membership/op.ts'
import type { Roster } from './roster.ts'

/** A room as it is handed to somebody who was added. */
export interface RoomHandedOver {
  secret: Uint8Array
  creator: Uint8Array
  name: string
  /** Signed, encoded: who is in, and who says so. */
  entries: Uint8Array[]
}

export interface ChannelsComponents {
  store: Store
  account: Account
  roster: Roster
  changing: Changing
  now(): number
  /** Writes who we are at the beginning of a log of ours. */
  introduce(room: RoomRow): Promise<unknown>
  onJoined(room: RoomRow): void
  onLeft(room: RoomRow): void
  onChanged(): void
  /** Throws ChatError person.unknown, person.blocked, key.changed. */
  mayAdd(account: Uint8Array): void
  isContact(account: Uint8Array): boolean
  /** Whether a device can be sealed to. */
  hasKeys(account: Uint8Array): boolean
  authorOf(account: string): Author
  /** Puts entries into a room. */
  arrive(room: RoomRow, entries: readonly Uint8Array[]): Promise<void>
}

/** What one parcel holds of a room: the rest is synced. */
const MAX_HANDED_ENTRIES = 128
const MAX_HANDED_BYTES = 60 * 1024

export type Channels = ReturnType<typeof createChannels>

export function createChannels(components: ChannelsComponents) {
  const { store, account, roster, changing, now, onJoined, onLeft, onChanged, authorOf } = components
  const self = toHex(account.accountKey)

  /** A room whose secret is known, with a log of our own. */
  async function enter({ roomId, secret, name }: { roomId: Uint8Array; secret: Uint8Array; name: string }) {
    if (store.rooms.joined().length >= MAX_ROOMS) throw new ChatError('room.too-many')
    const num = store.transaction(() =>
      store.rooms.joinSecret({ roomId, kind: 'private', secret, other: null, name }, now())
    )
    const room = store.rooms.byNum(num)
    if (room === undefined) throw new Error('the room is not where it was stored')
    await components.introduce(room)
    onJoined(room)
    onChanged()
    return room
  }

  /** Throws ChatError name.form, room.too-many, and what `add` does. */
  async function create(name: string, people: readonly AccountId[], newcomers: NewcomersRead): Promise<RoomRow> {
    const channel = channelName(name)
    if (channel === undefined) throw new ChatError('name.form')
    const others = [...new Set(people)].filter(one => one !== self)
    for (const one of others) components.mayAdd(fromHex(one))
    const secret = newRoomSecret()
    const room = await enter({ roomId: privateRoomId(account.accountKey, secret), secret, name: channel })
    await changing.say(room.num, { what: 'create', name: channel, newcomers })
    for (const one of others) await add(room, one)
    return again(room)
  }

  const again = (room: RoomRow): RoomRow => store.rooms.byNum(room.num) ?? room

  async function add(room: RoomRow, other: AccountId): Promise<void> {
    const key = fromHex(other)
    components.mayAdd(key)
    if (roster.of(room).state.members.has(other)) return
    await changing.say(room.num, { what: 'add', account: key, introduction: introductionOf(key) })
  }

  /** So that those who never met them know whom they seal to. */
  function introductionOf(key: Uint8Array): Introduction | undefined {
    const device = store.people.byAccount(key)?.device
    const known = device && store.people.device(device)
    if (known?.certificate == null || known.profile === null) return undefined
    return { certificate: known.certificate, profile: known.profile }
  }

  function handedTo(room: RoomRow, key: Uint8Array): RoomHandedOver | undefined {
    const { creator, state } = roster.of(room)
    const since = state.members.get(toHex(key))?.since
    if (room.secret === null || creator === undefined || since?.change.what !== 'add' || since.account !== self)
      return undefined
    const entries: Uint8Array[] = []
    let bytes = 0
    for (const row of store.membership.signed(room.num, MAX_HANDED_ENTRIES)) {
      const entry = encodeEntry(row as Pick<Entry, 'header' | 'body' | 'signature'>)
      bytes += entry.byteLength
      if (bytes > MAX_HANDED_BYTES) break
      entries.push(entry)
    }
    return { secret: room.secret, creator: fromHex(creator), name: again(room).name, entries }
  }

  /**
   * Somebody says that we were added to a room, and hands it to us. It is one of ours once its entries say so; from somebody
   * who is no contact nothing else is kept.
   */
  async function handed({ secret, creator, name, entries }: RoomHandedOver, by: Uint8Array): Promise<void> {
    const roomId = privateRoomId(creator, secret)
    const known = store.rooms.byId(roomId)
    if (known === undefined && (channelName(name) !== name || store.rooms.joined().length >= MAX_ROOMS)) return
    const room = known ?? (await enterAs(roomId, secret, name, by, entries))
    if (known !== undefined && room !== undefined) await components.arrive(room, entries)
  }

  async function enterAs(
    roomId: Uint8Array,
    secret: Uint8Array,
    name: string,
    by: Uint8Array,
    entries: readonly Uint8Array[]
  ): Promise<RoomRow | undefined> {
    const num = store.transaction(() =>
      store.rooms.joinSecret({ roomId, kind: 'private', secret, other: null, name }, now())
    )
    const room = store.rooms.byNum(num)
    if (room === undefined) return undefined
    await components.arrive(room, entries)
    if (roster.standing(room).is !== 'in' && !components.isContact(by)) {
      forget(room)
      return undefined
    }
    await components.introduce(room)
    onJoined(room)
    onChanged()
    return room
  }

  function forget(room: RoomRow): void {
    store.transaction(() => {
      store.membership.dropInvites(room.num)
      store.rooms.leave(room.roomId, now())
    })
    roster.forget(room.num)
  }

  async function leave(room: RoomRow): Promise<void> {
    const standing = roster.standing(room)
    const { members } = roster.of(room).state
    const isLastOwner = standing.is === 'in' && standing.role === 'owner' && members.size > 1
    if (isLastOwner && ![...members.values()].some(one => one.role === 'owner' && one.account !== self))
      throw new ChatError('room.last-owner')
    if (standing.is === 'in') await changing.say(room.num, { what: 'leave' })
    store.transaction(() => store.membership.dropInvites(room.num))
    goIfHeard(room)
    onChanged()
  }

  /** Whoever left stays long enough that somebody else knows; it shows nowhere meanwhile. */
  function goIfHeard(room: RoomRow): void {
    const isWaiting =
      hasLeft(room) && roster.of(room).state.members.size > 0 && store.outbox.newest(room.num, 1).length > 0
    if (isWaiting) return
    forget(room)
    onLeft(room)
  }

  /** Out of our own will, and not in again. */
  const hasLeft = (room: RoomRow): boolean => roster.standing(room).is === 'out' && roster.of(room).hasLeft(self)

  function describe(room: RoomRow): Pick<Room, 'role' | 'newcomers' | 'closed' | 'request'> {
    const standing = roster.standing(room)
    const newcomers = roster.of(room).state.founded ? roster.newcomers(room) : null
    if (standing.is === 'in') return { role: standing.role, newcomers, closed: null, request: isRequest(room) }
    return { role: null, newcomers, closed: standing.is === 'waiting' ? 'pending' : 'removed', request: false }
  }

  /** Added by somebody who is no contact, to a room that nobody accepted yet. */
  function isRequest(room: RoomRow): boolean {
    const since = roster.of(room).state.members.get(self)?.since
    if (since?.change.what !== 'add' || since.account === self) return false
    return !components.isContact(fromHex(since.account))
  }

  return {
    enter,
    create,
    add,
    handedTo,
    handed,
    leave,
    describe,
    hasLeft,
    async remove(room: RoomRow, other: AccountId): Promise<void> {
      if (other === self) throw new ChatError('room.rights')
      if (!roster.of(room).state.members.has(other)) throw new ChatError('person.unknown')
      await changing.say(room.num, { what: 'remove', account: fromHex(other) })
    },
    async role(room: RoomRow, other: AccountId, role: Role): Promise<void> {
      const member = roster.of(room).state.members.get(other)
      if (member === undefined) throw new ChatError('person.unknown')
      if (member.role !== role) await changing.say(room.num, { what: 'role', account: fromHex(other), role })
    },
    async rename(room: RoomRow, name: string): Promise<void> {
      const channel = channelName(name)
      if (channel === undefined) throw new ChatError('name.form')
      if (channel !== room.name) await changing.say(room.num, { what: 'rename', name: channel })
    },
    async newcomers(room: RoomRow, read: NewcomersRead): Promise<void> {
      if (roster.newcomers(room) !== read) await changing.say(room.num, { what: 'newcomers', newcomers: read })
    },
    /** The longest in first. */
    members: (room: RoomRow): Member[] =>
      [...roster.of(room).state.members.values()].map(({ account: key, role, since }) => ({
        account: key as AccountId,
        role,
        since: timeOf(since),
        addedBy: since.account === key ? null : authorOf(since.account),
        waiting: key !== self && !components.hasKeys(fromHex(key))
      })),
    /** Who added us: accepting the room is accepting them. */
    addedBy(room: RoomRow): Uint8Array | undefined {
      const since = roster.of(room).state.members.get(self)?.since
      return since === undefined || equal(fromHex(since.account), account.accountKey)
        ? undefined
        : fromHex(since.account)
    },
    /** Nobody is in a room that was never begun, or was left and everybody heard. */
    tidy(): void {
      for (const room of store.rooms.joined()) {
        if (room.kind !== 'private') continue
        if (hasLeft(room)) goIfHeard(room)
        else if (!roster.of(room).state.founded && isOurs(room)) forget(room)
      }
    }
  }

  /** Made here, and the program ended before it was begun. */
  function isOurs({ roomId, secret }: RoomRow): boolean {
    return secret !== null && equal(privateRoomId(account.accountKey, secret), roomId)
  }
}
