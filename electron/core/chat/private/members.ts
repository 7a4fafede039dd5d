/** Who is in private rooms: what follows it, what changes it, and what the rest of private rooms asks of it, joined. */

import { ChatError } from '../../../../shared/errors.ts'
import type { AccountId, Author, Invite, InviteSaid, Member, NewcomersRead, Role } from '../../../../shared/model.ts'
import { encodeProfileEntry } from '../../crypto/bodies.ts'
import { fromHex, toHex } from '../../crypto/bytes.ts'
import { KIND } from '../../crypto/event.ts'
import type { DeviceKeys } from '../../crypto/groups/packages.ts'
import { openCertificate } from '../../crypto/identity.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { Clock } from '../clock.ts'
import type { Ingest } from '../ingest.ts'
import type { Introduction } from '../ports.ts'
import type { Trust } from '../trust/trust.ts'
import { createChanging } from './changing.ts'
import { createChannels } from './channels.ts'
import type { RoomHandedOver } from './handover.ts'
import { createInvites } from './invites.ts'
import { authorOf as authorIn } from './memberChange.ts'
import { createRoster } from './roster.ts'

export interface MembersComponents {
  store: Store
  account: Account
  clock: Pick<Clock, 'isAhead'>
  ingest: Pick<Ingest, 'write' | 'receive'>
  trust: Pick<Trust, 'isContact' | 'isBlocked' | 'closed' | 'certificateOf' | 'mayWrite' | 'contact'>
  now(): number
  introduce(introduction: Introduction): void
  /** Whether a stranger may begin anything with us. */
  mayBegin(account: Uint8Array): boolean
  /** Whether a device can be sealed to. */
  hasKeys(device: Uint8Array): boolean
  /** There may be people in a room whose keys are not here. */
  askKeys(): void
  onJoined(room: RoomRow): void
  onLeft(room: RoomRow): void
  /** It waits to be accepted, also where it was listened to until now. */
  onWaiting(room: RoomRow): void
  /** It is a room like any other from now on. */
  onAccepted(room: RoomRow): void
  /** Who is in a room was looked at again. */
  onFollowed(room: RoomRow): void
  onRows(nums: readonly number[]): void
  onChanged(): void
  onFailed(err: unknown): void
}

export type Members = ReturnType<typeof createMembers>

export function createMembers(components: MembersComponents) {
  const { store, account, ingest, trust, now, onChanged, onFailed } = components
  /** Rooms that were seen to wait to be accepted. */
  const waiting = new Set<number>()
  let introducedSoon: NodeJS.Immediate | undefined
  let stopped = false

  const roster = createRoster({
    store,
    clock: components.clock,
    self: account.accountKey,
    device: account.device.publicKey,
    introduce: components.introduce,
    onFollowed(room, rows) {
      if (rows.length > 0) components.onRows(rows)
      if (recipients(room).some(({ deviceKey }) => !components.hasKeys(deviceKey))) components.askKeys()
      wait(room)
      components.onFollowed(room)
      onChanged()
      if (!stopped) setImmediate(() => !stopped && invites.followed(room)) // once what was written is answered
    }
  })
  const changing = createChanging({ store, account, ingest, roster, introduce, now })

  /** Whether it has to be accepted can change with every entry that comes, either way. */
  function wait(room: RoomRow): void {
    if (channels.describe(room).request) {
      waiting.add(room.num)
      components.onWaiting(room)
    } else if (waiting.delete(room.num)) components.onAccepted(room)
  }

  /** Of each the device whose keys count; nobody whose key changed, until that is decided. */
  const recipients = (room: RoomRow): DeviceKeys[] =>
    roster.readers(room).flatMap(key => (trust.closed(key) === 'key-changed' ? [] : (keysOf(key) ?? [])))

  function keysOf(key: Uint8Array): DeviceKeys | undefined {
    const certificate = trust.certificateOf(key)
    return certificate === null ? undefined : openCertificate(certificate)
  }

  const authorOf = (key: string): Author => authorIn(store, fromHex(key))

  /** A log of ours begins with who we are. */
  async function introduce(room: RoomRow): Promise<void> {
    if (store.logs.get(room.num, account.deviceNum) !== undefined) return
    const body = encodeProfileEntry(account.certificate(), account.profile())
    await ingest.write({ room, kind: KIND.profile, body })
  }

  const channels = createChannels({
    ...components,
    roster,
    changing,
    authorOf,
    isContact: trust.isContact,
    introduce,
    mayAdd(key) {
      if (store.people.byAccount(key) === undefined) throw new ChatError('person.unknown')
      trust.mayWrite(key)
    },
    hasKeys(key) {
      const device = keysOf(key)?.deviceKey
      return device !== undefined && components.hasKeys(device)
    },
    async arrive(room, entries) {
      for (const bytes of entries) await ingest.receive(bytes, room)
    }
  })
  const invites = createInvites({
    store,
    account,
    roster,
    changing,
    now,
    enter: channels.enter,
    onHeld: components.onAccepted,
    authorOf,
    onFailed
  })

  return {
    /** Devices of the members of a private room, this one not among them. */
    recipients,
    /** Whoever was put out is told nothing any more. Others may be on their way in. */
    mayKnow: (room: RoomRow, key: Uint8Array): boolean => !roster.isRemoved(room, key),
    /** Put out by somebody, and not in again. */
    isRemoved: (room: RoomRow, key: Uint8Array): boolean => room.kind === 'private' && roster.isRemoved(room, key),
    /** A private room as it is handed to somebody whom this account added; undefined: that is not for us to do. */
    handedTo: (room: RoomRow, key: Uint8Array): RoomHandedOver | undefined =>
      room.kind === 'private' ? channels.handedTo(room, key) : undefined,
    /** Number of the entry of ours that brought somebody into a private room; undefined: none did. */
    addedAt: (room: RoomRow, key: Uint8Array): number | undefined =>
      room.kind === 'private' ? channels.addedAt(room, key) : undefined,
    /** Throws ChatError room.pending, room.removed, room.request. */
    mayWriteIn(room: RoomRow): void {
      const { closed, request } = channels.describe(room)
      if (closed !== null) throw new ChatError(closed === 'pending' ? 'room.pending' : 'room.removed')
      if (request) throw new ChatError('room.request')
    },
    describe: channels.describe,
    isIn: (room: RoomRow, key: Uint8Array): boolean => roster.of(room).state.members.has(toHex(key)),
    newcomersRead: roster.newcomers,
    /** Left, and only here until somebody else knows. */
    hasLeft: (room: RoomRow): boolean => room.kind === 'private' && channels.hasLeft(room),
    create: (name: string, people: readonly AccountId[], read: NewcomersRead): Promise<RoomRow> =>
      channels.create(name, people, read),
    rename: (room: RoomRow, name: string): Promise<void> => channels.rename(room, name),
    newcomers: (room: RoomRow, read: NewcomersRead): Promise<void> => channels.newcomers(room, read),
    members: (room: RoomRow): Member[] => channels.members(room),
    add: (room: RoomRow, other: AccountId): Promise<void> => channels.add(room, other),
    remove: (room: RoomRow, other: AccountId): Promise<void> => channels.remove(room, other),
    role: (room: RoomRow, other: AccountId, role: Role): Promise<void> => channels.role(room, other, role),
    leave: (room: RoomRow): Promise<void> => channels.leave(room),
    /** Who added us is a contact from now on. Throws ChatError room.not-joined. */
    async accept(room: RoomRow): Promise<void> {
      const by = await channels.accept(room)
      const isOurs = store.rooms.byNum(room.num) !== undefined && !channels.hasLeft(room)
      if (!isOurs) throw new ChatError('room.not-joined')
      if (by !== undefined) store.transaction(() => trust.contact(by))
      waiting.delete(room.num)
      components.onAccepted(room)
      introduce(room).catch(onFailed)
      onChanged()
    },
    invite: (room: RoomRow, hours: number | null, once: boolean): Promise<Invite> => invites.make(room, hours, once),
    invites: (room: RoomRow): Invite[] => invites.list(room),
    revoke: (room: RoomRow, inviteId: string): Promise<void> => invites.revoke(room, inviteId),
    readInvite: (link: string): InviteSaid => invites.read(link),
    joinInvite: (link: string): Promise<RoomRow> => invites.join(link),
    /** Somebody whose signature was checked says that they added us to a room. */
    async handed(room: RoomHandedOver, by: Uint8Array): Promise<void> {
      if (!trust.isBlocked(by) && toHex(by) !== toHex(account.accountKey)) await channels.handed(room, by)
    },
    /** Membership entries were stored. */
    stored: roster.stored,
    /** Somebody was introduced, perhaps inside a transaction: rooms are looked at once that is over. */
    introduced(): void {
      if (stopped) return
      introducedSoon ??= setImmediate(() => {
        introducedSoon = undefined
        try {
          roster.introduced()
        } catch (err) {
          onFailed(err)
        }
      })
    },
    start(): void {
      tidy()
      roster.introduced()
    },
    /** Invites run out, and who was left may have heard of it. */
    tidy,
    stop(): void {
      stopped = true
      clearImmediate(introducedSoon)
    }
  }

  function tidy(): void {
    channels.tidy()
    for (const room of store.rooms.joined()) if (room.kind === 'private') invites.followed(room)
  }
}
