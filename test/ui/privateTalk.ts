/** A morning with conversations of two, private channels, requests, somebody blocked and somebody with a new key. */
import type { Person, Room, TimelineEvent } from '../../shared/model.ts'
import { directRoom, privateIdOf } from './fakePrivate.ts'
import { authorOf, type FakeState, mine } from './fakeState.ts'
import { eventOf, NOW, roomOf } from './scenarios.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export function privately(state: FakeState): void {
  know(state)
  const person = (name: string): Person => {
    const found = state.people.find(one => one.name.startsWith(name))
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found
  }
  const talkTo = (name: string, over: Partial<Room>): Room => {
    const { account, nearness } = person(name)
    const room = directRoom(account, { reachable: nearness === 'out' ? 1 : 2, ...over })
    state.people = state.people.map(one => (one.account === account ? { ...one, direct: room.roomId } : one))
    state.rooms.push(room)
    return room
  }
  const ago = (minutes: number): number => NOW - minutes * MINUTE
  withTomas(state, talkTo('Tomás', { lastEventAt: ago(8) }), person('Tomás'))
  talkTo('Mara', { lastEventAt: ago(3) })
  const ines = talkTo('Ines', { lastEventAt: ago(20), unread: 2 })
  const jonas = talkTo('Jonas', { lastEventAt: ago(60), closed: 'key-changed' })
  talkTo('Lena', { lastEventAt: ago(300), draft: 'About the grid', unopened: 2 })
  talkTo('Wei', { lastEventAt: ago(400), closed: 'blocked' })
  for (const [room, name] of [
    [ines, 'Ines'],
    [jonas, 'Jonas']
  ] as const) {
    say(state, room, person(name), 31, 'Can you come down when you have a minute?')
    say(state, room, person(name), 20, 'It is about the spare sensor.')
  }
  request(state, person('Sofia'), 'Hello, this is Sofia from the wet lab. Could I have a look at the raw casts?')
  request(state, person('Rashid'), 'Do you eat fish?')
  broughtIn(state, person('Noor'))
  channels(state, person)
}

/** Who is verified, blocked, or has another key than before. */
function know(state: FakeState): void {
  const verified: Record<string, Person['verified']> = {
    Mara: { at: NOW - 30 * DAY, how: 'code' },
    Tomás: { at: NOW - 9 * DAY, how: 'numbers' },
    Ines: { at: NOW - 2 * DAY, how: 'words' },
    Lena: { at: NOW - 3 * DAY, how: 'numbers' }
  }
  state.people = state.people.map((person): Person => {
    const first = person.name.split(' ')[0] ?? ''
    return {
      ...person,
      verified: verified[first] ?? null,
      blocked: first === 'Wei',
      keyChanged: first === 'Jonas' ? { at: NOW - 174 * MINUTE, before: null, differs: false } : null
    }
  })
}

function say(
  state: FakeState,
  room: Room,
  from: Person | ReturnType<typeof mine>,
  minutesAgo: number,
  body: string,
  over: Partial<TimelineEvent> = {}
): TimelineEvent {
  const alone = from.account === mine(state).account ? { heldOf: 1, heldBy: 1 } : {}
  const event = eventOf(room, from, body, minutesAgo, { ...alone, ...over })
  state.events.push(event)
  return event
}

/** He is away since 08:47, and two others carry what was written since. */
function withTomas(state: FakeState, room: Room, tomas: Person): void {
  const me = mine(state)
  const carriers = state.people.filter(({ name }) => /^(?:Femi|Ines)/.test(name)).map(authorOf)
  say(
    state,
    room,
    tomas,
    123,
    'Morning. A-frame greased, new shackle on the CTD wire. Can you tell me the cable load you want logged?'
  )
  say(state, room, me, 120, 'Peak and mean per 100 m, please. Same sheet as last leg.', { delivery: 'read', readBy: 1 })
  say(
    state,
    room,
    tomas,
    118,
    'Ok. I am going down to the aft store to look for the spare swivel, no signal in there.',
    {
      reactions: [{ emoji: '👍', count: 1, mine: true, people: [authorOf(me)] }]
    }
  )
  say(state, room, me, 98, 'Found it, it was in the wet lab the whole time 🙈', { delivery: 'delivered' })
  const waiting = { delivery: 'waiting', heldBy: 0 } as const
  say(state, room, me, 32, 'Station 23 is confirmed for 14:30. We need you on the winch from 14:15.', {
    ...waiting,
    carriedBy: carriers
  })
  say(state, room, me, 8, 'Also: do you want the heave compensator on?', waiting)
}

function request(state: FakeState, from: Person, body: string): void {
  const room = directRoom(from.account, { request: true, unread: 1, lastEventAt: NOW - 12 * MINUTE })
  state.rooms.push(room)
  say(state, room, from, 12, body)
}

/** A channel of somebody who is no contact. */
function broughtIn(state: FakeState, by: Person): void {
  const roomId = privateIdOf('chess')
  state.rooms.push(
    roomOf('chess', { roomId, kind: 'private', request: true, role: 'member', newcomers: 'all', members: 2 })
  )
  const since = NOW - 30 * MINUTE
  state.roles.set(roomId, [
    { account: by.account, role: 'owner', since, addedBy: null, waiting: false },
    { account: mine(state).account, role: 'member', since, addedBy: authorOf(by), waiting: false }
  ])
}

function channels(state: FakeState, person: (name: string) => Person): void {
  const leads = roomOf('watch-leads', {
    kind: 'private',
    role: 'owner',
    newcomers: 'since-joining',
    members: 5,
    reachable: 4
  })
  const medical = roomOf('medical', { kind: 'private', role: 'member', newcomers: 'all', members: 3, reachable: 3 })
  const shore = roomOf('shore-team', {
    roomId: privateIdOf('shore-team'),
    kind: 'private',
    role: 'member',
    newcomers: 'all',
    closed: 'pending',
    members: 1,
    reachable: 1
  })
  const survey = roomOf('survey', {
    kind: 'private',
    role: null,
    newcomers: 'all',
    closed: 'removed',
    members: 4,
    reachable: 2
  })
  state.rooms = [...state.rooms, leads, medical, shore, survey].sort((a, b) => (a.name < b.name ? -1 : 1))
  const me = mine(state)
  const since = NOW - 5 * DAY
  const by = authorOf(me)
  state.roles.set(leads.roomId, [
    { account: me.account, role: 'owner', since, addedBy: null, waiting: false },
    { account: person('Kaisa').account, role: 'admin', since, addedBy: by, waiting: false },
    { account: person('Femi').account, role: 'member', since, addedBy: by, waiting: false },
    { account: person('Jonas').account, role: 'member', since, addedBy: by, waiting: false },
    { account: person('Tomás').account, role: 'member', since: NOW - DAY, addedBy: by, waiting: true }
  ])
  state.roles.set(medical.roomId, [
    { account: person('Priya').account, role: 'owner', since, addedBy: null, waiting: false },
    { account: me.account, role: 'member', since, addedBy: authorOf(person('Priya')), waiting: false },
    { account: person('Mara').account, role: 'member', since, addedBy: authorOf(person('Priya')), waiting: false }
  ])
  state.invites.set(leads.roomId, [
    { inviteId: '11'.repeat(32), link: 'earshot://join/1/d2F0Y2gtbGVhZHM', expiresAt: NOW + DAY, once: false, by },
    { inviteId: '22'.repeat(32), link: null, expiresAt: null, once: true, by: authorOf(person('Kaisa')) }
  ])
  const changed = (from: Person | typeof me, minutesAgo: number, member: TimelineEvent['member'], body = ''): void =>
    void say(state, leads, from, minutesAgo, body, { kind: 'member', member, delivery: 'received' })
  changed(me, 400, { what: 'created', who: null, role: null })
  changed(me, 399, { what: 'added', who: authorOf(person('Kaisa')), role: null })
  changed(me, 398, { what: 'role', who: authorOf(person('Kaisa')), role: 'admin' })
  changed(person('Femi'), 390, { what: 'joined', who: null, role: null })
  say(state, leads, person('Kaisa'), 80, 'Watches change at four from tomorrow on. Everybody fine with that?')
  say(state, leads, me, 76, 'Fine with me.', {
    delivery: 'partial',
    heldBy: 3,
    heldOf: 4,
    awaited: authorOf(person('Tomás'))
  })
  const wet = state.rooms.find(room => room.name === 'everyone')
  if (wet !== undefined) say(state, wet, person('Wei'), 2, 'Nobody reads this unless they ask for it.')
}
