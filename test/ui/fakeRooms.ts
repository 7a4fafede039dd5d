/** Channels of the scripted core: joining, reading, topics, how long history is kept, and what is asked for nearby. */
import { ChatError } from '../../shared/errors.ts'
import { MAX_TOPIC_CHARS } from '../../shared/limits.ts'
import { channelName, optionalLine } from '../../shared/names.ts'
import { changeRoom, eventIn, type FakeState, mine, roomIn, type Some, type Tell, unreadFrom } from './fakeState.ts'
import { eventOf, roomOf } from './scenarios.ts'

type Public = Pick<
  Some<'rooms'>,
  'rooms.list' | 'rooms.heard' | 'rooms.join' | 'rooms.leave' | 'rooms.members' | keyof Reading | keyof Keeping
>

export function roomHandlers(state: FakeState, tell: Tell): Public {
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
      const members = state.roles.get(roomId) ?? []
      const owns = members
        .filter(({ role }) => role === 'owner')
        .every(({ account }) => account === mine(state).account)
      if (roomIn(state, roomId).closed !== 'removed' && members.length > 1 && owns)
        throw new ChatError('room.last-owner')
      state.rooms = state.rooms.filter(room => room.roomId !== roomId)
      tell('rooms.changed', state.rooms)
    },
    'rooms.members'({ roomId }) {
      const { kind, with: other } = roomIn(state, roomId)
      if (kind === 'public') return state.people.slice(0, 10)
      const inIt = kind === 'direct' ? [other] : (state.roles.get(roomId) ?? []).map(({ account }) => account)
      return state.people.filter(person => inIt.includes(person.account))
    },
    ...reading(state, tell),
    ...keeping(state, tell)
  }
}

type Reading = Pick<Some<'rooms'>, 'rooms.read' | 'rooms.unread' | 'rooms.draft'>

function reading(state: FakeState, tell: Tell): Reading {
  return {
    'rooms.read'({ roomId, upTo }) {
      const behind = state.events
        .filter(event => event.roomId === roomId && !event.mine && event.orderKey > upTo)
        .map(event => event.orderKey)
        .sort()
      const first = behind.find(key => key >= (roomIn(state, roomId).firstUnread ?? 'g')) ?? null
      const left = first === null ? { unread: 0, mentions: 0 } : unreadFrom(state, roomId, first)
      changeRoom(state, tell, roomId, { ...left, firstUnread: first })
    },
    'rooms.unread'({ eventId }) {
      const { roomId, orderKey } = eventIn(state, eventId)
      changeRoom(state, tell, roomId, { ...unreadFrom(state, roomId, orderKey), firstUnread: orderKey })
    },
    'rooms.draft': ({ roomId, text }) => void changeRoom(state, tell, roomId, { draft: text })
  }
}

type Keeping = Pick<Some<'rooms'>, 'rooms.topic' | 'rooms.keep' | 'rooms.fill'>

function keeping(state: FakeState, tell: Tell): Keeping {
  return {
    'rooms.topic'({ roomId, topic }) {
      const line = optionalLine(topic, MAX_TOPIC_CHARS)
      if (line === undefined) throw new ChatError('topic.form')
      const made = eventOf(roomIn(state, roomId), mine(state), line, 0, { kind: 'topic' })
      const event = { ...made, sentAt: Date.now(), receivedAt: Date.now() }
      state.events = [...state.events, event]
      changeRoom(state, tell, roomId, { topic: line })
      tell('timeline.changed', [event])
      return event
    },
    'rooms.keep': ({ roomId, keep }) => changeRoom(state, tell, roomId, { keep }),
    'rooms.fill'({ roomId }) {
      const { history } = roomIn(state, roomId)
      const near = state.people.some(person => person.nearness !== 'out')
      const brought = near ? state.elsewhere.filter(event => event.roomId === roomId) : []
      state.elsewhere = state.elsewhere.filter(event => !brought.includes(event))
      state.events = [...state.events, ...brought]
      const held = history.held + brought.length
      const room = changeRoom(state, tell, roomId, {
        history: { ...history, held, state: held >= history.known ? 'whole' : history.state }
      })
      if (brought.length > 0) tell('timeline.stale', [roomId])
      return room
    }
  }
}
