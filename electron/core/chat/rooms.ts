/** Rooms: coming in, leaving, what is in them and who is there. */
import { ChatError } from '../../../shared/errors.ts'
import { MAX_DRAFT_CHARS, MAX_ROOMS } from '../../../shared/limits.ts'
import type {
  AccountId,
  EventId,
  HeardChannel,
  History,
  Keep,
  OrderKey,
  Person,
  Room,
  RoomId
} from '../../../shared/model.ts'
import { channelName } from '../../../shared/names.ts'
import { encodeProfileEntry } from '../crypto/bodies.ts'
import { toHex } from '../crypto/bytes.ts'
import { KIND } from '../crypto/event.ts'
import type { RoomRow } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import type { IntoRoom } from './batch.ts'
import { msOf } from './clock.ts'
import type { Ingest } from './ingest.ts'
import type { Presence } from './presence.ts'
import type { Members } from './private/members.ts'
import type { PrivateRooms } from './private/private.ts'
import { asPublic, publicRoomId } from './publicRoom.ts'
import type { Retention } from './retention.ts'
import { roomOf } from './timeline.ts'
import type { Deleting } from './trust/deleting.ts'
import type { Requests } from './trust/requests.ts'
import type { Reading } from './unread.ts'

/** The channel everybody starts in. */
export const EVERYONE = 'everyone'
/** Unread messages are counted up to here; the interface says 99+ long before. */
const MAX_UNREAD = 1_000

export interface RoomsComponents {
  store: Store
  account: Account
  ingest: Ingest
  presence: Presence
  reading: Reading
  retention: Pick<Retention, 'changed'>
  /** How much of a room's history is here. */
  historyOf(room: number): History
  now(): number
  /** Direct rooms, and what is told of private ones. */
  secret: Pick<PrivateRooms, 'direct' | 'describe'>
  requests: Pick<Requests, 'accept' | 'isQuiet'>
  deleting: Pick<Deleting, 'delete'>
  /** A direct room is one like any other from now on. */
  onAccepted(room: RoomRow, account: AccountId): void
  /** Nothing is left of a room. */
  onDeleted(room: RoomRow): void
  /** Rooms with members of their own. */
  private: Members
  /** A room is listened to from now on, or not any more. */
  onJoined(room: RoomRow): void
  onLeft(room: RoomRow): void
  onChanged(): void
}

export type Rooms = ReturnType<typeof createRooms>

export function createRooms(components: RoomsComponents) {
  const { store, account, ingest, presence, reading, retention, historyOf, now, onJoined, onLeft, onChanged } =
    components
  const publicRooms = (): RoomRow[] => store.rooms.joined().filter(({ kind }) => kind === 'public')

  function describe(row: RoomRow): Room {
    const members = store.rooms.members(row.num)
    const nearby = presence.nearby()
    const others = members.filter(member => member.person !== account.person)
    const lastKey = store.events.lastKeyIn(row.num)
    const firstUnread = store.unread.first(row.num)
    return {
      roomId: toHex(row.roomId) as RoomId,
      kind: row.kind,
      name: row.name,
      ...components.secret.describe(row),
      topic: store.operations.topic(row.num)?.text ?? '',
      joinedAt: row.joinedAt,
      ...store.unread.count(row.num, MAX_UNREAD),
      firstUnread: firstUnread === undefined ? null : (toHex(firstUnread) as OrderKey),
      members: others.length + 1,
      reachable: others.filter(member => nearby.has(member.person)).length + 1,
      lastEventAt: lastKey === undefined ? null : msOf(lastKey),
      draft: row.draft,
      history: historyOf(row.num),
      keep: { days: row.keepDays, megabytes: row.keepMegabytes },
      pins: store.operations.pins(row.num)
    }
  }

  /** A log begins with who writes it; later profiles are entries too. */
  const introduce = (room: IntoRoom): Promise<number> =>
    ingest.write({ room, kind: KIND.profile, body: encodeProfileEntry(account.certificate(), account.profile()) })

  async function join(name: string): Promise<Room> {
    const channel = channelName(name)
    if (channel === undefined) throw new ChatError('name.form')
    const roomId = publicRoomId(channel)
    const known = store.rooms.byId(roomId)
    if (known !== undefined) return describe(known)
    if (store.rooms.joined().length >= MAX_ROOMS) throw new ChatError('room.too-many')
    const num = store.transaction(() => store.rooms.prepare(roomId, channel))
    await introduce({ num, ...asPublic(roomId), joinedAt: now() }) // first: whoever is in a channel can speak there, whatever happens in between
    const meanwhile = store.rooms.byId(roomId)
    if (meanwhile !== undefined) return describe(meanwhile)
    if (store.rooms.joined().length >= MAX_ROOMS) throw new ChatError('room.too-many')
    const near = presence.nearby()
    store.transaction(() => {
      // by the clock of the log: whoever has heard of our coming speaks later than that, also where this clock is ahead
      const own = store.entries.head(num, account.deviceNum)
      store.rooms.join(roomId, channel, own === undefined ? now() : msOf(own))
      for (const { person } of store.rooms.members(num)) if (near.has(person)) store.rooms.dropMember(num, person)
      for (const person of [account.person, ...presence.inChannel(channel)]) store.rooms.addMember(num, person)
    })
    const row = roomOf(store, toHex(roomId) as RoomId)
    onJoined(row)
    onChanged()
    return describe(row)
  }

  function directRoom(roomId: RoomId): RoomRow {
    const row = roomOf(store, roomId)
    if (row.kind !== 'direct') throw new ChatError('room.not-joined')
    return row
  }

  return {
    /** Throws ChatError name.form, room.too-many, msg.disk. Joining twice changes nothing. */
    join,
    /** The room with somebody, begun where there is none. Throws ChatError person.unknown. */
    direct(other: AccountId): Room {
      const row = components.secret.direct.with(other)
      onChanged() // it may just have begun
      return describe(row)
    },
    /** Writes with whom a request is of, from now on. Throws ChatError room.not-joined, person.blocked. */
    async accept(roomId: RoomId): Promise<Room> {
      const known = roomOf(store, roomId)
      if (known.kind === 'private') {
        await components.private.accept(known)
        return describe(roomOf(store, roomId))
      }
      const row = directRoom(roomId)
      components.requests.accept(row)
      if (row.other !== null) components.onAccepted(row, toHex(row.other) as AccountId)
      onChanged()
      return describe(row)
    },
    /** A direct room, with all that is in it. Throws ChatError room.not-joined. */
    async delete(roomId: RoomId): Promise<void> {
      const row = directRoom(roomId)
      store.transaction(() => store.rooms.leave(row.roomId, now()))
      onLeft(row)
      onChanged()
      await components.deleting.delete(row.num)
      components.onDeleted(row)
    },
    /** Stops listening. What was said stays on this computer. Throws ChatError room.not-joined, room.last-owner. */
    async leave(roomId: RoomId): Promise<void> {
      const row = roomOf(store, roomId)
      if (row.kind === 'private') return await components.private.leave(row)
      store.transaction(() => {
        store.rooms.leave(row.roomId, now())
        store.rooms.dropMember(row.num, account.person)
      })
      onLeft(row)
      onChanged()
    },
    list: (): Room[] =>
      store.rooms
        .joined()
        .filter(row => !components.private.hasLeft(row))
        .map(describe),
    describe,
    /** A private room of ours. Throws ChatError room.not-joined. */
    private(roomId: RoomId): RoomRow {
      const row = roomOf(store, roomId)
      if (row.kind !== 'private' || components.private.hasLeft(row)) throw new ChatError('room.not-joined')
      return row
    },
    /** Throws ChatError room.not-joined. */
    get: (roomId: RoomId): Room => describe(roomOf(store, roomId)),
    rows: (): RoomRow[] => store.rooms.joined(),
    /** Of public channels only: nothing else is told in a greeting. */
    names: (): string[] => publicRooms().map(row => row.name),
    /** Public channels that people near are in. */
    heard(): HeardChannel[] {
      const joined = new Set(publicRooms().map(row => row.name))
      return [...presence.heardChannels()]
        .flatMap(([name, people]) => (channelName(name) === name ? [{ name, people, joined: joined.has(name) }] : []))
        .sort((a, b) => b.people - a.people || a.name.localeCompare(b.name))
    },
    members(roomId: RoomId): Person[] {
      const accounts = new Set(
        store.rooms.members(roomOf(store, roomId).num).map(member => toHex(member.account) as AccountId)
      )
      return presence.some(accounts)
    },
    /** What has arrived and stands at or before `upTo` is read. Throws ChatError room.not-joined. */
    read: async (roomId: RoomId, upTo: OrderKey): Promise<void> => reading.read(roomOf(store, roomId), upTo),
    /** This message and those of others behind it are unread again. Throws ChatError not-found. */
    unread: (eventId: EventId): Promise<void> => reading.again(eventId),
    /** How long history is kept here. What is over it goes at once, slice by slice. Throws ChatError room.not-joined. */
    keep(roomId: RoomId, keep: Keep): Room {
      const row = roomOf(store, roomId)
      store.transaction(() => store.rooms.keep(row.num, keep))
      retention.changed(row.num)
      onChanged()
      return describe(roomOf(store, roomId))
    },
    draft(roomId: RoomId, text: string): void {
      const row = roomOf(store, roomId)
      store.transaction(() => store.rooms.draft(row.roomId, text.slice(0, MAX_DRAFT_CHARS)))
      onChanged()
    },
    /** Says the new profile in every channel. */
    async profileChanged(): Promise<void> {
      const begun = store.rooms
        .joined()
        .filter(room => !components.requests.isQuiet(room) && store.logs.get(room.num, account.deviceNum) !== undefined)
        .filter(room => room.kind !== 'private' || components.private.describe(room).closed !== 'removed')
      await Promise.all(begun.map(introduce))
    }
  }
}
