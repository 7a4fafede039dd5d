/** A core that is a script: it answers every call of the contract from memory, and tests make things happen to it. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Client, Handlers, Payload } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import { MAX_NAME_CHARS } from '../../shared/limits.ts'
import { refuseText, tidyText } from '../../shared/messageText.ts'
import type {
  CoreState,
  HeardChannel,
  Me,
  NetworkState,
  Person,
  Room,
  RoomId,
  Settings,
  TimelineEvent,
  TimelinePage
} from '../../shared/model.ts'
import { channelName, optionalLine, personName } from '../../shared/names.ts'
import { busyRooms, crowd, me as elin, eventOf, online, roomOf, type Scenario, ship, talk } from './scenarios.ts'

type EventName = keyof Contract['events'] & string

export interface FakeCore {
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
  /** A message from somebody else. */
  receive(roomId: RoomId, from: Person, body: string): TimelineEvent
  /** A step in the life of an own message. */
  deliver(eventId: string, change: Pick<TimelineEvent, 'delivery'> & Partial<TimelineEvent>): void
  /** What was asked, in order. */
  readonly calls: string[]
  readonly state: FakeState
}

export interface FakeState {
  core: CoreState
  settings: Settings
  people: Person[]
  rooms: Room[]
  heard: HeardChannel[]
  network: NetworkState
  events: TimelineEvent[]
}

export const PASSPHRASE = 'correct horse'

export function createFakeCore(scenario: Scenario, settings: Settings): FakeCore {
  const state = stateOf(scenario, settings)
  const clients = new Map<Client<Contract>, () => void>()
  const calls: string[] = []
  const tell = <K extends EventName>(event: K, payload: Payload<Contract, K>): void => {
    for (const client of clients.keys()) client.emit(event, payload)
  }
  const handlers = recording(handlersOf(state, tell), calls)
  return {
    handlers,
    calls,
    state,
    attach: (client, close) => void clients.set(client, close),
    drop() {
      const closes = [...clients.values()]
      clients.clear()
      for (const close of closes) close()
    },
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
    receive(roomId, from, body) {
      const room = roomIn(state, roomId)
      const event = { ...eventOf(room, from, body, 0), sentAt: Date.now(), receivedAt: Date.now() }
      state.events.push(event)
      changeRoom(state, roomId, { unread: room.unread + 1, lastEventAt: event.receivedAt })
      tell('timeline.changed', [event])
      tell('rooms.changed', state.rooms)
      return event
    },
    deliver(eventId, change) {
      state.events = state.events.map(event => (event.eventId === eventId ? { ...event, ...change } : event))
      tell(
        'timeline.changed',
        state.events.filter(event => event.eventId === eventId)
      )
    }
  }
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

function stateOf(scenario: Scenario, settings: Settings): FakeState {
  const known = scenario === 'new' || scenario === 'locked' ? null : elin
  const alone = scenario === 'empty'
  const people = alone ? [] : scenario === 'many' ? crowd() : ship()
  const rooms = known === null ? [] : alone ? [roomOf('everyone', { members: 1, reachable: 1 })] : busyRooms()
  return {
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
    rooms,
    heard: [
      { name: 'night-watch', people: 4, joined: false },
      { name: 'ctd-casts', people: 9, joined: true }
    ],
    network: scenario === 'offline' ? { ...online, online: false, interfaces: [], addresses: [] } : online,
    events: alone
      ? []
      : rooms.flatMap(room => talk(room, people, scenario === 'many' && room.name === 'everyone' ? 5_000 : 24))
  }
}

const roomIn = (state: FakeState, roomId: RoomId): Room => {
  const room = state.rooms.find(one => one.roomId === roomId)
  if (room === undefined) throw new ChatError('room.not-joined')
  return room
}

function changeRoom(state: FakeState, roomId: RoomId, change: Partial<Room>): void {
  state.rooms = state.rooms.map(room => (room.roomId === roomId ? { ...room, ...change } : room))
}

type Tell = <K extends EventName>(event: K, payload: Payload<Contract, K>) => void

function handlersOf(state: FakeState, tell: Tell): Handlers<Contract> {
  return {
    ...coreHandlers(state, tell),
    ...peopleHandlers(state),
    ...roomHandlers(state, tell),
    ...timelineHandlers(state, tell)
  }
}

type Some<P extends string> = Pick<Handlers<Contract>, Extract<keyof Handlers<Contract>, `${P}.${string}`>>

function coreHandlers(state: FakeState, tell: Tell): Some<'core' | 'account' | 'profile' | 'settings' | 'network'> {
  const change = (core: Partial<CoreState>): CoreState => {
    state.core = { ...state.core, ...core }
    tell('core.changed', state.core)
    return state.core
  }
  const mine = (): Me => {
    if (state.core.me === null) throw new ChatError('account.none')
    return state.core.me
  }
  return {
    'core.state': () => state.core,
    'core.unlock'({ passphrase }) {
      if (passphrase !== PASSPHRASE) throw new ChatError('store.passphrase')
      state.rooms = busyRooms()
      return change({ stage: 'open', me: elin })
    },
    'core.passphrase': ({ next }) => change({ keyKeeper: next === null ? 'file' : 'passphrase' }),
    'account.create'({ name, hue, deviceName }) {
      const kept = personName(name, MAX_NAME_CHARS)
      if (kept === undefined) throw new ChatError('name.person')
      const me = { ...elin, name: kept, hue, deviceName }
      change({ stage: 'open', me })
      return me
    },
    'profile.set'({ name, hue, status }) {
      const kept = name === undefined ? mine().name : personName(name, MAX_NAME_CHARS)
      const line = status === undefined ? mine().status : optionalLine(status, 120)
      if (kept === undefined || line === undefined) throw new ChatError('name.person')
      const me = { ...mine(), name: kept, status: line, hue: hue ?? mine().hue }
      change({ me })
      return me
    },
    'settings.get': () => state.settings,
    'settings.set'(some) {
      state.settings = { ...state.settings, ...some }
      tell('settings.changed', state.settings)
      return state.settings
    },
    'network.state': () => state.network
  }
}

function peopleHandlers(state: FakeState): Some<'people'> {
  return {
    'people.list': () => state.people,
    'people.connect'({ address }) {
      if (!address.startsWith('/')) throw new ChatError('peer.address')
      if (state.network.addresses.includes(address)) throw new ChatError('peer.self')
      throw new ChatError('peer.timeout')
    }
  }
}

function roomHandlers(state: FakeState, tell: Tell): Some<'rooms'> {
  return {
    'rooms.list': () => state.rooms,
    'rooms.heard': () => state.heard,
    'rooms.join'({ name }) {
      const kept = channelName(name)
      if (kept === undefined) throw new ChatError('name.form')
      if (state.rooms.some(room => room.name === kept)) throw new ChatError('name.taken')
      const room = roomOf(kept, { members: 1, reachable: 1 })
      state.rooms = [...state.rooms, room].sort((a, b) => (a.name < b.name ? -1 : 1))
      tell('rooms.changed', state.rooms)
      return room
    },
    'rooms.leave'({ roomId }) {
      state.rooms = state.rooms.filter(room => room.roomId !== roomId)
      tell('rooms.changed', state.rooms)
    },
    'rooms.members': () => state.people.slice(0, 10),
    'rooms.read'({ roomId, upTo }) {
      changeRoom(state, roomId, { unread: 0, readUpTo: upTo })
      tell('rooms.changed', state.rooms)
    },
    'rooms.draft'({ roomId, text }) {
      changeRoom(state, roomId, { draft: text })
      tell('rooms.changed', state.rooms)
    }
  }
}

function timelineHandlers(state: FakeState, tell: Tell): Some<'timeline'> {
  return {
    'timeline.send'({ roomId, body }) {
      const refused = refuseText(tidyText(body))
      if (refused !== undefined) throw new ChatError(refused)
      const alone = !state.people.some(person => person.nearness !== 'out')
      const made = eventOf(roomIn(state, roomId), state.core.me ?? elin, tidyText(body), 0, {
        delivery: alone ? 'waiting' : 'sending',
        heldBy: 0,
        heldOf: 10
      })
      const event = { ...made, sentAt: Date.now(), receivedAt: Date.now() }
      state.events.push(event)
      tell('timeline.changed', [event])
      return event
    },
    'timeline.page': ({ roomId, from, limit }) =>
      page(
        state.events.filter(event => event.roomId === roomId),
        from,
        limit
      ),
    'timeline.get'({ eventId }) {
      const event = state.events.find(one => one.eventId === eventId)
      if (event === undefined) throw new ChatError('not-found')
      return event
    }
  }
}

type From = { at: 'newest' | 'oldest' } | { at: 'before' | 'after' | 'around'; orderKey: string }

function page(unsorted: TimelineEvent[], from: From, limit: number): TimelinePage {
  const all = unsorted.sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
  const start = startOf(all, from, limit)
  const first = Math.max(0, Math.min(start, all.length))
  const end = from.at === 'before' ? Math.max(0, start + limit) : first + limit
  const events = all.slice(first, end)
  return { events, older: first, newer: all.length - first - events.length }
}

function startOf(all: readonly TimelineEvent[], from: From, limit: number): number {
  if (from.at === 'oldest') return 0
  if (from.at === 'newest') return all.length - limit
  const { orderKey } = from as { orderKey: string }
  const at = all.findIndex(event => event.orderKey >= orderKey)
  const here = at === -1 ? all.length : at
  if (from.at === 'before') return here - limit
  return from.at === 'after' ? here + (all[here]?.orderKey === orderKey ? 1 : 0) : here - Math.floor(limit / 2)
}
