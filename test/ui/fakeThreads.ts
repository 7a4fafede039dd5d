/** Threads of the scripted core: their pages, who follows them, what is unread in them, and their drafts. */
import type { EventId, Replies, Thread } from '../../shared/model.ts'
import { page } from './fakePage.ts'
import { authorOf, changeEvent, eventIn, type FakeState, type Some, type Tell } from './fakeState.ts'

/** What hangs on a root, by the answers there are; `unread` and `followed` are kept. */
export function repliesTo(state: FakeState, root: EventId): Replies | null {
  const answers = state.events.filter(event => event.thread === root)
  const last = answers.at(-1)
  if (last === undefined) return null
  const before = state.events.find(event => event.eventId === root)?.replies
  const people = new Map(answers.toReversed().map(event => [event.sender.account, authorOf(event.sender)]))
  return {
    count: answers.length,
    lastAt: last.receivedAt,
    people: [...people.values()].slice(0, 5),
    unread: before?.unread ?? 0,
    followed: before?.followed ?? answers.some(event => event.mine)
  }
}

export function threadHandlers(state: FakeState, tell: Tell): Some<'threads'> {
  const change = (eventId: EventId, replies: Partial<Replies>): void => {
    const known = eventIn(state, eventId).replies ?? repliesTo(state, eventId)
    const none = { count: 0, lastAt: 0, people: [], unread: 0, followed: false }
    changeEvent(state, tell, eventId, { replies: { ...(known ?? none), ...replies } })
    tell('threads.changed', {})
  }
  return {
    'threads.page': ({ eventId, from, limit }) =>
      page(
        state.events.filter(event => event.thread === eventId),
        from,
        limit
      ),
    'threads.list': () =>
      state.events
        .flatMap<Thread>(root => {
          const last = state.events.findLast(event => event.thread === root.eventId)
          if (root.replies?.followed !== true) return []
          return [{ eventId: root.eventId, roomId: root.roomId, root, last: last ?? root, replies: root.replies }]
        })
        .sort((a, b) => b.replies.lastAt - a.replies.lastAt),
    'threads.follow': ({ eventId, on }) => change(eventId, { followed: on }),
    'threads.read'({ eventId, upTo }) {
      const left = state.events.filter(event => event.thread === eventId && !event.mine && event.orderKey > upTo)
      const unread = Math.min(eventIn(state, eventId).replies?.unread ?? 0, left.length)
      change(eventId, { unread })
    },
    'threads.draft': ({ eventId, text }) => void state.threadDrafts.set(eventId, text),
    'threads.drafts': ({ eventId }) => state.threadDrafts.get(eventId) ?? ''
  }
}
