/** What the scripted core knows, and the few ways in which its parts look things up and change them. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Handlers, Payload } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import type {
  Author,
  CoreState,
  EventId,
  HeardChannel,
  Invite,
  Me,
  Member,
  NetworkState,
  Person,
  Room,
  RoomId,
  Settings,
  TimelineEvent,
  Version
} from '../../shared/model.ts'
import type { DoctorReport, NetworkDetail, Probing } from '../../shared/networkModel.ts'
import type { DoctorCase } from './doctorCases.ts'
import { me as elin } from './scenarios.ts'

export type EventName = keyof Contract['events'] & string
export type Tell = <K extends EventName>(event: K, payload: Payload<Contract, K>) => void
/** The handlers of some areas. */
export type Some<P extends string> = Pick<Handlers<Contract>, Extract<keyof Handlers<Contract>, `${P}.${string}`>>

export interface FakeState {
  core: CoreState
  settings: Settings
  people: Person[]
  rooms: Room[]
  heard: HeardChannel[]
  network: NetworkState
  events: TimelineEvent[]
  /** Earlier texts of messages that were edited here, oldest first. */
  versions: Map<EventId, Version[]>
  threadDrafts: Map<EventId, string>
  /** What a test changed of the network page. */
  detail: Partial<NetworkDetail>
  doctorCase: DoctorCase
  /** What the next run of the doctor makes of the report of its case; while it is a promise, it looks. */
  doctor: (report: DoctorReport) => DoctorReport | Promise<DoctorReport>
  /** The probe that is running. */
  probe: { now: Probing; end: (last: Probing) => void } | undefined
  /** What `rooms.fill` brings: older events that people nearby have. */
  elsewhere: TimelineEvent[]
  /** Who is in a private room, oneself too, and the invites into it. */
  roles: Map<RoomId, Member[]>
  invites: Map<RoomId, Invite[]>
}

export const mine = (state: FakeState): Me => state.core.me ?? elin

export const authorOf = ({ account, name, hue }: Author): Author => ({ account, name, hue })

export function roomIn(state: FakeState, roomId: RoomId): Room {
  const room = state.rooms.find(one => one.roomId === roomId)
  if (room === undefined) throw new ChatError('room.not-joined')
  return room
}

/** Changes a room and tells it. */
export function changeRoom(state: FakeState, tell: Tell, roomId: RoomId, change: Partial<Room>): Room {
  state.rooms = state.rooms.map(room => (room.roomId === roomId ? { ...room, ...change } : room))
  tell('rooms.changed', state.rooms)
  return roomIn(state, roomId)
}

export function eventIn(state: FakeState, eventId: string): TimelineEvent {
  const event = state.events.find(one => one.eventId === eventId)
  if (event === undefined) throw new ChatError('not-found')
  return event
}

/** Changes an event and tells it. */
export function changeEvent(
  state: FakeState,
  tell: Tell,
  eventId: string,
  change: Partial<TimelineEvent>
): TimelineEvent {
  const next = { ...eventIn(state, eventId), ...change }
  state.events = state.events.map(event => (event.eventId === eventId ? next : event))
  tell('timeline.changed', [next])
  return next
}

/** What is unread in a room, by what it holds: others' messages from `first` on. */
export function unreadFrom(state: FakeState, roomId: RoomId, first: string): Pick<Room, 'unread' | 'mentions'> {
  const unread = state.events.filter(event => event.roomId === roomId && !event.mine && event.orderKey >= first)
  return { unread: unread.length, mentions: unread.filter(event => event.mentionsMe).length }
}
