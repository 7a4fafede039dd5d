/** What the interface asks of private channels, in its own terms: rooms by their ids, and each as it is now for an answer. */
import type {
  AccountId,
  Invite,
  InviteSaid,
  Member,
  NewcomersRead,
  Role,
  Room,
  RoomId
} from '../../../../shared/model.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Rooms } from '../rooms.ts'
import type { Members } from './members.ts'

export interface CallsComponents {
  rooms: Pick<Rooms, 'private' | 'get' | 'describe'>
  members: Members
}

/** All of them throw ChatError room.not-joined, and what changes anything msg.disk. */
export function createPrivateCalls({ rooms, members }: CallsComponents) {
  async function changed(roomId: RoomId, change: (room: RoomRow) => Promise<void>): Promise<Room> {
    await change(rooms.private(roomId))
    return rooms.get(roomId)
  }

  return {
    /** Throws ChatError name.form, room.too-many, person.unknown, person.blocked, key.changed, room.full. */
    create: async (name: string, people: readonly AccountId[], read: NewcomersRead): Promise<Room> =>
      rooms.describe(await members.create(name, people, read)),
    /** Throws ChatError name.form, room.rights, room.pending, room.removed, as do those below. */
    rename: (roomId: RoomId, name: string): Promise<Room> => changed(roomId, room => members.rename(room, name)),
    newcomers: (roomId: RoomId, read: NewcomersRead): Promise<Room> =>
      changed(roomId, room => members.newcomers(room, read)),
    roles: (roomId: RoomId): Member[] => members.members(rooms.private(roomId)),
    /** Throws ChatError person.unknown, person.blocked, key.changed, room.full. */
    add: (roomId: RoomId, account: AccountId): Promise<Room> => changed(roomId, room => members.add(room, account)),
    /** Throws ChatError person.unknown. */
    remove: (roomId: RoomId, account: AccountId): Promise<Room> =>
      changed(roomId, room => members.remove(room, account)),
    role: (roomId: RoomId, account: AccountId, role: Role): Promise<Room> =>
      changed(roomId, room => members.role(room, account, role)),
    invite: async (roomId: RoomId, hours: number | null, once: boolean): Promise<Invite> =>
      await members.invite(rooms.private(roomId), hours, once),
    invites: (roomId: RoomId): Invite[] => members.invites(rooms.private(roomId)),
    /** Throws ChatError not-found. */
    revoke: async (roomId: RoomId, inviteId: string): Promise<void> =>
      await members.revoke(rooms.private(roomId), inviteId),
    /** Throws ChatError invite.bad. */
    readInvite: (link: string): InviteSaid => members.readInvite(link),
    /** Throws ChatError invite.bad, invite.expired, room.too-many. */
    joinInvite: async (link: string): Promise<Room> => rooms.describe(await members.joinInvite(link))
  }
}
