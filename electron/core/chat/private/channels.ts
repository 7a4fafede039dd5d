/** Private channels: made, renamed, and who is in them changed, by whoever may. */
import { ChatError } from '../../../../shared/errors.ts'
import { MAX_ROOMS } from '../../../../shared/limits.ts'
import type { AccountId, Author, Member, NewcomersRead, Role, Room } from '../../../../shared/model.ts'
import { channelName } from '../../../../shared/names.ts'
import { equal, fromHex, toHex } from '../../crypto/bytes.ts'
import { newRoomSecret, privateRoomId } from '../../crypto/roomSecrets.ts'
import type { InviteRow } from '../../store/membership.ts'
import type { RoomRow } from '../../store/rooms.ts'
import { contains } from '../../store/runs.ts'
import type { Account } from '../account.ts'
import type { Introduction } from '../ports.ts'
import type { Changing } from './changing.ts'
import { createHandover, type HandoverComponents } from './handover.ts'
import { timeOf } from './membership/op.ts'

export interface ChannelsComponents extends Omit<HandoverComponents, 'isRequest' | 'forget'> {
  account: Account
  changing: Changing
  onLeft(room: RoomRow): void
  /** Throws ChatError person.unknown, person.blocked, key.changed. */
  mayAdd(account: Uint8Array): void
  /** Whether a device can be sealed to. */
  hasKeys(account: Uint8Array): boolean
  authorOf(account: string): Author
}

export interface RoomToEnter {
  roomId: Uint8Array
  secret: Uint8Array
  name: string
}

export function createChannels(components: ChannelsComponents) {
  const { store, account, roster, changing, now, onJoined, onLeft, onChanged, authorOf } = components
  const self = toHex(account.accountKey)
  const handover = createHandover({ ...components, forget, isRequest: room => describe(room).request })

  /** A room whose secret is known, with a log of our own, and with the invite that we hold. */
  async function enter({ roomId, secret, name }: RoomToEnter, invite?: InviteRow): Promise<RoomRow> {
    if (store.rooms.joined().length >= MAX_ROOMS) throw new ChatError('room.too-many')
    const num = store.transaction(() => {
      const made = store.rooms.joinSecret({ roomId, kind: 'private', secret, other: null, name }, now())
      if (invite !== undefined) store.membership.putInvite(made, invite)
      return made
    })
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

  function forget(room: RoomRow): void {
    store.transaction(() => {
      store.membership.dropInvites(room.num)
      store.rooms.leave(room.roomId, now())
    })
    roster.forget(room.num)
  }

  async function leave(room: RoomRow): Promise<void> {
    await handover.arrived(room) // whoever is not in it yet could not tell anybody that they leave
    const standing = roster.standing(room)
    const { members } = roster.of(room).state
    const isLastOwner = standing.is === 'in' && standing.role === 'owner' && members.size > 1
    if (isLastOwner && ![...members.values()].some(one => one.role === 'owner' && one.account !== self))
      throw new ChatError('room.last-owner')
    const wasRequest = isRequest(room)
    if (standing.is === 'in') await changing.say(room.num, { what: 'leave' })
    store.transaction(() => store.membership.dropInvites(room.num))
    if (wasRequest) onJoined(room) // nothing went out of it so far: that it is left does
    goIfHeard(room)
    onChanged()
  }

  /** Whoever left stays long enough that a member knows; it shows nowhere meanwhile. */
  function goIfHeard(room: RoomRow): void {
    if (hasLeft(room) && roster.of(room).state.members.size > 0 && !isHeard(room)) return
    go(room)
  }

  function go(room: RoomRow): void {
    forget(room)
    onLeft(room)
  }

  /** All that we wrote is with others, and the end of it with somebody who tells the members: who was removed hears it too. */
  function isHeard(room: RoomRow): boolean {
    if (store.outbox.newest(room.num, 1).length > 0) return false
    const end = roster.lastLeave(room)
    return [...roster.of(room).state.members.keys()].some(key => {
      const person = store.people.byAccount(fromHex(key))?.num
      return person !== undefined && contains(store.held.all(room.num, person), end)
    })
  }

  /** Out of our own will, and not in again. */
  const hasLeft = (room: RoomRow): boolean => roster.standing(room).is === 'out' && roster.of(room).hasLeft(self)

  function describe(room: RoomRow): Pick<Room, 'role' | 'newcomers' | 'closed' | 'request'> {
    const standing = roster.standing(room)
    const newcomers = roster.of(room).state.founded ? roster.newcomers(room) : null
    if (standing.is === 'in') return { role: standing.role, newcomers, closed: null, request: isRequest(room) }
    if (standing.is === 'out') return { role: null, newcomers, closed: 'removed', request: false }
    return { role: null, newcomers, closed: 'pending', request: !isOurs(room) && handover.isUnproven(room) }
  }

  /** Added by somebody who is no contact, and not accepted yet. */
  function isRequest(room: RoomRow): boolean {
    const since = roster.of(room).state.members.get(self)?.since
    if (since?.change.what !== 'add' || since.account === self) return false
    // in it of our own will, and not gone of our own will since
    const hasWritten = (store.logs.get(room.num, account.deviceNum)?.headSeq ?? -1) > roster.lastLeave(room)
    return !hasWritten && !components.isContact(fromHex(since.account))
  }

  return {
    enter,
    create,
    add,
    handedTo: handover.to,
    addedAt: handover.addedAt,
    handed: handover.take,
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
    /** Accepting a room is accepting who added us. Answers who that is, as far as it is known. */
    async accept(room: RoomRow): Promise<Uint8Array | undefined> {
      handover.accept(room)
      await handover.arrived(room) // until then nobody is known to have added us
      const since = roster.of(room).state.members.get(self)?.since
      return since === undefined || since.account === self ? undefined : fromHex(since.account)
    },
    /** Nobody is in a room that was never begun, or was left and everybody heard. */
    tidy(): void {
      for (const room of store.rooms.joined()) {
        if (room.kind !== 'private') continue
        if (hasLeft(room)) goIfHeard(room)
        else if (!roster.of(room).state.founded ? isOurs(room) : isUnproven(room)) go(room)
      }
    }
  }

  /** Handed over in an earlier run, and nothing came that says we are in it: whoever added us hands it over again. */
  function isUnproven(room: RoomRow): boolean {
    const isOut = roster.standing(room).is === 'out' && !roster.isRemoved(room, account.accountKey)
    return isOut && store.logs.get(room.num, account.deviceNum) === undefined
  }

  /** Made here, and the program ended before it was begun. */
  function isOurs({ roomId, secret }: RoomRow): boolean {
    return secret !== null && equal(privateRoomId(account.accountKey, secret), roomId)
  }
}
