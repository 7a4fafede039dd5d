/** Rooms of the scripted core that not everybody reads: conversations of two, private channels, their members and invites. */
import { ChatError } from '../../shared/errors.ts'
import { type AccountId, type Invite, type Member, type Role, type Room, RoomId } from '../../shared/model.ts'
import { channelName } from '../../shared/names.ts'
import { authorOf, changeRoom, type FakeState, mine, roomIn, type Some, type Tell } from './fakeState.ts'
import { createHash } from './hash.ts'
import { NOW, roomOf } from './scenarios.ts'

type Rooms = Some<'rooms'>
const HOUR = 3_600_000

export const directIdOf = (account: string): RoomId => RoomId.parse(createHash(`direct ${account}`))

export const privateIdOf = (name: string): RoomId => RoomId.parse(createHash(`private ${name}`))

export const directRoom = (account: AccountId, over: Partial<Room> = {}): Room =>
  roomOf('', { roomId: directIdOf(account), kind: 'direct', with: account, members: 2, reachable: 2, ...over })

/** Invites that the scripted core can read, by what they say; the first as long as real ones are. */
export const LINKS = {
  good: `earshot://join/1/Z29vZC1vbmU${'-lK3_vQ0bT8xYw2mNc5d'.repeat(11)}`,
  alone: 'earshot://join/1/bm9ib2R5LW5lYXI',
  expired: 'earshot://join/1/cmFuLW91dA',
  joined: 'earshot://join/1/YWxyZWFkeS1pbg'
}

export function privateHandlers(
  state: FakeState,
  tell: Tell
): Pick<
  Rooms,
  keyof ReturnType<typeof direct> | keyof ReturnType<typeof membership> | keyof ReturnType<typeof invites>
> {
  return { ...direct(state, tell), ...membership(state, tell), ...invites(state, tell) }
}

function keep(state: FakeState, tell: Tell, room: Room): Room {
  state.rooms = [...state.rooms.filter(one => one.roomId !== room.roomId), room].sort((a, b) =>
    a.name < b.name ? -1 : 1
  )
  tell('rooms.changed', state.rooms)
  return room
}

function drop(state: FakeState, tell: Tell, roomId: RoomId): void {
  state.rooms = state.rooms.filter(room => room.roomId !== roomId)
  state.events = state.events.filter(event => event.roomId !== roomId)
  tell('rooms.changed', state.rooms)
}

function direct(state: FakeState, tell: Tell) {
  return {
    'rooms.direct'({ account }) {
      const known = state.rooms.find(room => room.with === account)
      if (known !== undefined) return known
      const person = state.people.find(one => one.account === account)
      if (person === undefined) throw new ChatError('person.unknown')
      const next = { ...person, direct: directIdOf(account) }
      state.people = state.people.map(one => (one.account === account ? next : one))
      tell('people.changed', [next])
      return keep(state, tell, directRoom(account))
    },
    'rooms.accept': ({ roomId }) => changeRoom(state, tell, roomId, { request: false }),
    'rooms.delete': ({ roomId }) => drop(state, tell, roomId)
  } satisfies Partial<Rooms>
}

const memberOf = (account: AccountId, role: Role, over: Partial<Member> = {}): Member => ({
  account,
  role,
  since: NOW - 24 * HOUR,
  addedBy: null,
  waiting: false,
  ...over
})

function membership(state: FakeState, tell: Tell) {
  const set = (roomId: RoomId, members: Member[]): Room => {
    state.roles.set(roomId, members)
    const near = members.filter(({ account }) =>
      state.people.some(person => person.account === account && person.nearness !== 'out')
    )
    const role = members.find(({ account }) => account === mine(state).account)?.role ?? null
    return changeRoom(state, tell, roomId, { members: members.length, reachable: near.length + 1, role })
  }
  const all = (roomId: RoomId): Member[] => state.roles.get(roomId) ?? []
  const may = (roomId: RoomId): void => {
    if (roomIn(state, roomId).role === 'member') throw new ChatError('room.rights')
  }
  return {
    'rooms.create'({ name, people, newcomers }) {
      const kept = channelName(name)
      if (kept === undefined) throw new ChatError('name.form')
      const roomId = privateIdOf(kept)
      keep(state, tell, roomOf(kept, { roomId, kind: 'private', role: 'owner', newcomers, members: 1, reachable: 1 }))
      const by = authorOf(mine(state))
      return set(roomId, [
        memberOf(mine(state).account, 'owner'),
        ...people.map(account => memberOf(account, 'member', { addedBy: by }))
      ])
    },
    'rooms.rename'({ roomId, name }) {
      may(roomId)
      const kept = channelName(name)
      if (kept === undefined) throw new ChatError('name.form')
      return changeRoom(state, tell, roomId, { name: kept })
    },
    'rooms.newcomers'({ roomId, newcomers }) {
      may(roomId)
      return changeRoom(state, tell, roomId, { newcomers })
    },
    'rooms.roles': ({ roomId }) => all(roomId),
    'rooms.add'({ roomId, account }) {
      may(roomId)
      return set(roomId, [
        ...all(roomId),
        memberOf(account, 'member', { addedBy: authorOf(mine(state)), waiting: true })
      ])
    },
    'rooms.remove'({ roomId, account }) {
      may(roomId)
      return set(
        roomId,
        all(roomId).filter(member => member.account !== account)
      )
    },
    'rooms.role'({ roomId, account, role }) {
      may(roomId)
      return set(
        roomId,
        all(roomId).map(member => {
          if (member.account === account) return { ...member, role }
          return role === 'owner' && member.role === 'owner' ? { ...member, role: 'admin' as const } : member
        })
      )
    }
  } satisfies Partial<Rooms>
}

function invites(state: FakeState, tell: Tell) {
  const all = (roomId: RoomId): Invite[] => state.invites.get(roomId) ?? []
  const { kaisa } = {
    kaisa: () => state.people.find(person => person.name === 'Kaisa Niemi') ?? { ...mine(state), name: 'Kaisa Niemi' }
  }
  return {
    'rooms.invite'({ roomId, hours, once }) {
      const inviteId = createHash(`invite ${roomId} ${all(roomId).length}`)
      const invite: Invite = {
        inviteId,
        link: `earshot://join/1/${btoa(`${roomIn(state, roomId).name} ${inviteId}`).replaceAll('=', '')}`,
        expiresAt: hours === null ? null : Date.now() + hours * HOUR,
        once,
        by: authorOf(mine(state))
      }
      state.invites.set(roomId, [...all(roomId), invite])
      tell('rooms.changed', state.rooms)
      return invite
    },
    'rooms.invites': ({ roomId }) => all(roomId),
    'rooms.revoke'({ roomId, inviteId }) {
      state.invites.set(
        roomId,
        all(roomId).filter(invite => invite.inviteId !== inviteId)
      )
      tell('rooms.changed', state.rooms)
    },
    'rooms.readInvite'({ link }) {
      const by = { account: kaisa().account, name: kaisa().name }
      const said = { name: 'night-watch', by, expiresAt: Date.now() + 24 * HOUR }
      switch (link.trim()) {
        case LINKS.good:
          return { ...said, state: 'good' as const }
        case LINKS.alone:
          return { ...said, name: 'shore-team', by: { ...by, name: null }, expiresAt: null, state: 'good' as const }
        case LINKS.expired:
          return { ...said, expiresAt: NOW - 72 * HOUR, state: 'expired' as const }
        case LINKS.joined:
          return { ...said, name: 'watch-leads', state: 'joined' as const }
        default:
          throw new ChatError('invite.bad')
      }
    },
    'rooms.joinInvite'({ link }) {
      const alone = link.trim() === LINKS.alone
      if (link.trim() === LINKS.expired) throw new ChatError('invite.expired')
      const name = alone ? 'shore-team' : 'night-watch'
      const roomId = privateIdOf(name)
      const closed = alone ? ('pending' as const) : null
      const room = roomOf(name, {
        roomId,
        kind: 'private',
        role: 'member',
        newcomers: 'all',
        closed,
        members: 1,
        reachable: 1
      })
      return keep(state, tell, room)
    }
  } satisfies Partial<Rooms>
}
