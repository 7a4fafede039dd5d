/** What can be done with messages in the scripted core: write, answer, edit, delete, react, pin, and who has them. */
import { ChatError } from '../../shared/errors.ts'
import { MAX_QUOTE_CHARS } from '../../shared/limits.ts'
import { refuseText, tidyText } from '../../shared/messageText.ts'
import type { EventId, MemberReceipt, Mention, Quote, Reaction, TimelineEvent } from '../../shared/model.ts'
import { page } from './fakePage.ts'
import { authorOf, changeEvent, eventIn, type FakeState, mine, roomIn, type Some, type Tell } from './fakeState.ts'
import { repliesTo } from './fakeThreads.ts'
import { eventOf } from './scenarios.ts'

type Timeline = Some<'timeline'>

export function timelineHandlers(state: FakeState, tell: Tell): Timeline {
  return { ...writing(state, tell), ...changing(state, tell), ...marking(state, tell), ...showing(state) }
}

/** A text as it would be kept. */
function checked(body: string): string {
  const text = tidyText(body)
  const refused = refuseText(text)
  if (refused !== undefined) throw new ChatError(refused)
  return text
}

/** Everybody whose name stands behind an @, and whoever was chosen from a list. */
export function mentionsIn(state: FakeState, body: string, chosen: readonly string[] = []): Mention[] {
  const named = [mine(state), ...state.people].flatMap<Mention>(({ account, name }) => {
    const shown = [name, name.split(' ')[0] ?? name].find(one => body.includes(`@${one}`))
    return shown === undefined ? [] : [{ account, name: shown }]
  })
  const several = new Set(named.map(one => one.name).filter((name, i, all) => all.indexOf(name) !== i))
  return named.filter(one => !several.has(one.name) || chosen.includes(one.account))
}

/** What an answer shows of the message it answers. */
export function quoteOf(state: FakeState, eventId: EventId): Quote {
  const event = state.events.find(one => one.eventId === eventId)
  if (event === undefined) return { eventId, state: 'missing', sender: null, body: '' }
  const body = Array.from(event.body).slice(0, MAX_QUOTE_CHARS).join('')
  return { eventId, state: event.deleted ? 'deleted' : 'here', sender: authorOf(event.sender), body }
}

function writing(state: FakeState, tell: Tell): Pick<Timeline, 'timeline.send'> {
  return {
    'timeline.send'({ roomId, body, mentions, replyTo, thread, alsoInRoom }) {
      const text = checked(body)
      const room = roomIn(state, roomId)
      if (room.closed === 'key-changed') throw new ChatError('key.changed')
      const reached = state.people.filter(({ account }) => room.kind !== 'direct' || account === room.with)
      const alone = !reached.some(person => person.nearness !== 'out')
      const now = { sentAt: Date.now(), receivedAt: Date.now() }
      const made = eventOf(room, mine(state), text, 0, {
        delivery: alone ? 'waiting' : 'sending',
        heldBy: 0,
        heldOf: room.kind === 'direct' ? 1 : 10,
        awaited: null,
        mentions: mentionsIn(state, text, mentions),
        replyTo: replyTo === undefined ? null : quoteOf(state, replyTo),
        thread: thread ?? null,
        alsoInRoom: alsoInRoom ?? false
      })
      const event = { ...made, ...now }
      state.events = [...state.events, event]
      tell('timeline.changed', [event])
      if (thread !== undefined) {
        const replies = repliesTo(state, thread)
        changeEvent(state, tell, thread, { replies: replies && { ...replies, followed: true } })
        tell('threads.changed', {})
      }
      return event
    }
  }
}

/** An own message that is still there. */
function ownIn(state: FakeState, eventId: EventId): TimelineEvent {
  const event = eventIn(state, eventId)
  if (!event.mine) throw new ChatError('msg.not-yours')
  if (event.deleted) throw new ChatError('msg.deleted')
  return event
}

function changing(state: FakeState, tell: Tell): Pick<Timeline, 'timeline.edit' | 'timeline.redact'> {
  /** The quotes of a changed message change with it. */
  const requote = (eventId: EventId): void => {
    for (const answer of state.events.filter(one => one.replyTo?.eventId === eventId)) {
      changeEvent(state, tell, answer.eventId, { replyTo: quoteOf(state, eventId) })
    }
  }
  return {
    'timeline.edit'({ eventId, body, mentions }) {
      const before = ownIn(state, eventId)
      const text = checked(body)
      const earlier = state.versions.get(eventId) ?? []
      state.versions.set(eventId, [...earlier, { body: before.body, at: before.editedAt ?? before.sentAt }])
      const change = { body: text, editedAt: Date.now(), mentions: mentionsIn(state, text, mentions) }
      const event = changeEvent(state, tell, eventId, change)
      requote(eventId)
      return event
    },
    'timeline.redact'({ eventId }) {
      ownIn(state, eventId)
      state.versions.delete(eventId)
      const gone = { body: '', deleted: true, reactions: [], mentions: [], replyTo: null, pinned: null, editedAt: null }
      const event = changeEvent(state, tell, eventId, gone)
      requote(eventId)
      return event
    }
  }
}

function marking(state: FakeState, tell: Tell): Pick<Timeline, 'timeline.react' | 'timeline.pin'> {
  return {
    'timeline.react'({ eventId, emoji, on }) {
      const event = eventIn(state, eventId)
      if (event.deleted) throw new ChatError('msg.deleted')
      if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(emoji)) throw new ChatError('msg.emoji')
      const me = authorOf(mine(state))
      const known = event.reactions.find(one => one.emoji === emoji) ?? { emoji, count: 0, mine: false, people: [] }
      if (known.mine === on) return event
      const people = on ? [...known.people, me] : known.people.filter(one => one.account !== me.account)
      const next: Reaction = { emoji, count: known.count + (on ? 1 : -1), mine: on, people }
      const there = event.reactions.some(one => one.emoji === emoji)
      const all = there ? event.reactions.map(one => (one === known ? next : one)) : [...event.reactions, next]
      return changeEvent(state, tell, eventId, { reactions: all.filter(one => one.count > 0) })
    },
    'timeline.pin'({ eventId, on }) {
      const { roomId } = eventIn(state, eventId)
      const event = changeEvent(state, tell, eventId, {
        pinned: on ? { by: authorOf(mine(state)), at: Date.now() } : null
      })
      const pins = state.events.filter(one => one.roomId === roomId && one.pinned !== null).length
      state.rooms = state.rooms.map(room => (room.roomId === roomId ? { ...room, pins } : room))
      tell('rooms.changed', state.rooms)
      return event
    }
  }
}

function showing(
  state: FakeState
): Omit<Timeline, 'timeline.send' | 'timeline.edit' | 'timeline.redact' | 'timeline.react' | 'timeline.pin'> {
  return {
    'timeline.page': ({ roomId, from, limit }) =>
      page(
        state.events.filter(event => event.roomId === roomId && (event.thread === null || event.alsoInRoom)),
        from,
        limit
      ),
    'timeline.get': ({ eventId }) => eventIn(state, eventId),
    'timeline.versions'({ eventId }) {
      const event = eventIn(state, eventId)
      return [...(state.versions.get(eventId) ?? []), { body: event.body, at: event.editedAt ?? event.sentAt }]
    },
    'timeline.pinned': ({ roomId }) =>
      state.events
        .filter(event => event.roomId === roomId && event.pinned !== null)
        .sort((a, b) => (b.pinned?.at ?? 0) - (a.pinned?.at ?? 0)),
    'timeline.receipts': ({ eventId }) => receiptsOf(state, ownIn(state, eventId))
  }
}

/** The first have read it, the next hold it, the rest wait, as the counts of the message say. */
function receiptsOf(state: FakeState, event: TimelineEvent): MemberReceipt[] {
  return state.people.slice(0, event.heldOf).map((person, i) => {
    const reached = i < event.readBy ? 'read' : i < event.heldBy ? 'held' : 'waiting'
    return {
      person: authorOf(person),
      state: reached,
      at: reached === 'waiting' ? null : event.sentAt + (i + 1) * 20_000,
      near: person.nearness !== 'out'
    }
  })
}
