/** A core that is a script: it answers every call of the contract from memory, and tests make things happen to it. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Client, Handlers } from '../../shared/bridge/rpc.ts'
import type { NetworkState, Person, Room, RoomId, Settings, TimelineEvent } from '../../shared/model.ts'
import { accountHandlers } from './fakeAccount.ts'
import { type FakeNetwork, networkHandlers, networkHappenings } from './fakeNetwork.ts'
import { mentionsIn, timelineHandlers } from './fakeOperations.ts'
import { peopleHandlers } from './fakePeople.ts'
import { privateHandlers } from './fakePrivate.ts'
import { roomHandlers } from './fakeRooms.ts'
import { searchHandlers } from './fakeSearch.ts'
import { changeEvent, changeRoom, type FakeState, roomIn, type Tell } from './fakeState.ts'
import { repliesTo, threadHandlers } from './fakeThreads.ts'
import { trustHandlers } from './fakeTrust.ts'
import { operations } from './operationsTalk.ts'
import { privately } from './privateTalk.ts'
import { busyRooms, crowd, me as elin, eventOf, online, roomOf, type Scenario, ship, talk } from './scenarios.ts'

export interface FakeCore extends FakeNetwork {
  readonly handlers: Handlers<Contract>
  /** Serves one more client; `close` breaks its pipe. */
  attach(client: Client<Contract>, close: () => void): void
  /** Breaks every pipe; whoever opens one next is served again. */
  drop(): void
  /** Changes somebody and tells it. */
  person(account: string, change: Partial<Person>): void
  /** Somebody of the ship comes within earshot. */
  meet(name: string): void
  network(change: Partial<NetworkState>): void
  /** Changes a room and tells it. */
  room(roomId: RoomId, change: Partial<Room>): void
  /** A message from somebody else; `over` says what is special about it. */
  receive(roomId: RoomId, from: Person, body: string, over?: Partial<TimelineEvent>): TimelineEvent
  /** Something about a message changes: a step of its delivery, a reaction, an edit by its author. */
  change(eventId: string, change: Partial<TimelineEvent>): void
  /** A step in the life of an own message. */
  deliver(eventId: string, change: Pick<TimelineEvent, 'delivery'> & Partial<TimelineEvent>): void
  /** So much comes into a room at once that only this is told. */
  flood(roomId: RoomId, events: readonly TimelineEvent[]): void
  /** What was asked, in order. */
  readonly calls: string[]
  readonly state: FakeState
}

export function createFakeCore(scenario: Scenario, settings: Settings): FakeCore {
  const state = stateOf(scenario, settings)
  const clients = new Map<Client<Contract>, () => void>()
  const calls: string[] = []
  const tell: Tell = (event, payload) => {
    for (const client of clients.keys()) client.emit(event, payload)
  }
  return {
    handlers: recording(handlersOf(state, tell), calls),
    calls,
    state,
    attach: (client, close) => void clients.set(client, close),
    drop() {
      const closes = [...clients.values()]
      clients.clear()
      for (const close of closes) close()
    },
    ...happenings(state, tell),
    ...networkHappenings(state, tell)
  }
}

type Happenings = Omit<FakeCore, keyof FakeNetwork | 'handlers' | 'calls' | 'state' | 'attach' | 'drop'>

function happenings(state: FakeState, tell: Tell): Happenings {
  return {
    person(account, change) {
      state.people = state.people.map(person => (person.account === account ? { ...person, ...change } : person))
      tell(
        'people.changed',
        state.people.filter(person => person.account === account)
      )
    },
    meet(name) {
      const met = ship().filter(person => person.name === name)
      state.people = [...state.people.filter(person => person.name !== name), ...met]
      tell('people.changed', met)
    },
    network(change) {
      state.network = { ...state.network, ...change }
      tell('network.changed', state.network)
    },
    room: (roomId, change) => void changeRoom(state, tell, roomId, change),
    receive: (roomId, from, body, over) => receive(state, tell, roomId, from, body, over),
    change: (eventId, change) => void changeEvent(state, tell, eventId, change),
    deliver: (eventId, change) => void changeEvent(state, tell, eventId, change),
    flood(roomId, events) {
      state.events = [...state.events, ...events]
      tell('timeline.stale', [roomId])
    }
  }
}

function receive(
  state: FakeState,
  tell: Tell,
  roomId: RoomId,
  from: Person,
  body: string,
  over: Partial<TimelineEvent> = {}
): TimelineEvent {
  const mentions = mentionsIn(state, body)
  const mentionsMe = mentions.some(one => one.account === state.core.me?.account)
  const made = eventOf(roomIn(state, roomId), from, body, 0, { mentions, mentionsMe })
  const event = { ...made, sentAt: Date.now(), receivedAt: Date.now(), ...over }
  state.events = [...state.events, event]
  tell('timeline.changed', [event])
  if (event.thread !== null) {
    const replies = repliesTo(state, event.thread)
    changeEvent(state, tell, event.thread, { replies: replies && { ...replies, unread: replies.unread + 1 } })
    tell('threads.changed', {})
    if (!event.alsoInRoom) return event
  }
  const room = roomIn(state, roomId)
  changeRoom(state, tell, roomId, {
    unread: room.unread + 1,
    mentions: room.mentions + (mentionsMe ? 1 : 0),
    firstUnread: room.firstUnread ?? event.orderKey,
    lastEventAt: event.receivedAt
  })
  return event
}

function recording(handlers: Handlers<Contract>, calls: string[]): Handlers<Contract> {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (input: never) => {
        calls.push(name)
        return handler(input)
      }
    ])
  ) as Handlers<Contract>
}

function peopleOf(scenario: Scenario): Person[] {
  if (scenario === 'empty') return []
  const count = { one: 1, sixty: 60, many: 200 }[scenario as string]
  return count === undefined ? ship() : crowd(count)
}

function stateOf(scenario: Scenario, settings: Settings): FakeState {
  const known = scenario === 'new' || scenario === 'locked' ? null : elin
  const alone = scenario === 'empty'
  const people = peopleOf(scenario)
  const state: FakeState = {
    core: {
      stage: scenario === 'new' ? 'new' : scenario === 'locked' ? 'locked' : 'open',
      keyKeeper: scenario === 'locked' ? 'passphrase' : 'file',
      host: 'headless',
      version: '0.1.0',
      me: known,
      suggested: { name: elin.name, deviceName: elin.deviceName, keyprint: elin.keyprint }
    },
    settings,
    people: scenario === 'new' ? people.filter(person => person.nearness !== 'out') : people,
    rooms: [],
    heard: [
      { name: 'night-watch', people: 4, joined: false },
      { name: 'ctd-casts', people: 9, joined: true }
    ],
    network: scenario === 'offline' ? { ...online, online: false, interfaces: [], addresses: [] } : online,
    events: [],
    versions: new Map(),
    threadDrafts: new Map(),
    elsewhere: [],
    detail: {},
    doctorCase: alone ? 'alone' : 'fine',
    doctor: report => report,
    probe: undefined,
    roles: new Map(),
    invites: new Map()
  }
  if (alone) state.rooms = [roomOf('everyone', { members: 1, reachable: 1 })]
  else if (known !== null) fillRooms(state, scenario)
  return state
}

/** What was said in the channels, and what of it is unread. */
function fillRooms(state: FakeState, scenario: Scenario): void {
  const rooms = busyRooms()
  state.events = rooms.flatMap(room =>
    talk(room, state.people, scenario === 'many' && room.name === 'everyone' ? 5_000 : 24)
  )
  state.rooms = rooms.map(room => {
    const others = state.events.filter(event => event.roomId === room.roomId && !event.mine)
    return { ...room, firstUnread: room.unread === 0 ? null : (others.at(-room.unread)?.orderKey ?? null) }
  })
  if (scenario === 'operations') operations(state)
  if (scenario === 'private') privately(state)
}

function handlersOf(state: FakeState, tell: Tell): Handlers<Contract> {
  return {
    ...accountHandlers(state, tell),
    ...peopleHandlers(state, tell),
    ...trustHandlers(state, tell),
    ...roomHandlers(state, tell),
    ...privateHandlers(state, tell),
    ...timelineHandlers(state, tell),
    ...threadHandlers(state, tell),
    ...searchHandlers(state),
    ...networkHandlers(state, tell)
  }
}
