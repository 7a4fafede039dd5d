/** A morning in #ctd-casts in which everything happens that can be done with messages. */
import type { Person, Reaction, Room, TimelineEvent } from '../../shared/model.ts'
import { mentionsIn, quoteOf } from './fakeOperations.ts'
import { authorOf, type FakeState, mine } from './fakeState.ts'
import { repliesTo } from './fakeThreads.ts'
import { eventOf, NOW } from './scenarios.ts'

const MINUTE = 60_000

export function operations(state: FakeState): void {
  const room = state.rooms.find(one => one.name === 'ctd-casts')
  if (room === undefined) return
  state.events = state.events.filter(event => event.roomId !== room.roomId)
  const say = speaker(state, room)
  const root = morning(state, say)
  thread(state, say, root)
  noon(state, say, root)
  const held = state.events.filter(event => event.roomId === room.roomId)
  const unread = held.filter(event => !event.mine && event.thread === null).slice(-3)
  state.rooms = state.rooms.map(one =>
    one.roomId === room.roomId
      ? {
          ...one,
          topic: 'Cast log and handover. Next: station 23 at 14:30 ship time',
          pins: held.filter(event => event.pinned !== null).length,
          unread: unread.length,
          firstUnread: unread[0]?.orderKey ?? null,
          history: { state: 'whole', held: held.length, known: held.length, pruned: 0 }
        }
      : one
  )
}

type Say = (name: string, minutesAgo: number, body: string, over?: Partial<TimelineEvent>) => TimelineEvent

function speaker(state: FakeState, room: Room): Say {
  return (name, minutesAgo, body, over = {}) => {
    const me = mine(state)
    const from = me.name.startsWith(name) ? me : state.people.find(person => person.name.startsWith(name))
    if (from === undefined) throw new Error(`nobody is called ${name}`)
    const mentions = mentionsIn(state, body)
    const mentionsMe = from !== me && mentions.some(one => one.account === me.account)
    const event = eventOf(room, from, body, minutesAgo, { mentions, mentionsMe, ...over })
    state.events.push(event)
    return event
  }
}

function reaction(state: FakeState, emoji: string, count: number, own = false): Reaction {
  const others = state.people.slice(0, own ? count - 1 : count).map(authorOf)
  return { emoji, count, mine: own, people: own ? [authorOf(mine(state)), ...others] : others }
}

/** Returns the message that the thread hangs on. */
function morning(state: FakeState, say: Say): TimelineEvent {
  say('Mara', 110, 'Cast log and handover. Next: station 23 at 14:30 ship time', { kind: 'topic' })
  const cast = say('Ines', 73, 'Cast 14 is back on deck. 3,412 m, all 24 bottles fired, no leaks.')
  say('Ines', 72, 'Sampling order as usual: oxygen, DIC, nutrients, salts. Bottles 3 and 17 are spares.', {
    pinned: { by: authorOf(mine(state)), at: NOW - 70 * MINUTE },
    reactions: [reaction(state, '🙏', 3)]
  })
  const asked = 'Lovely work. @Elin can you check the oxygen drift against cast 13 before we commit to station 23?'
  say('Mara', 66, asked, { replyTo: quoteOf(state, cast.eventId) })
  const text =
    'Done. The mean difference below 2,000 m is inside spec, so no reason to wait:\n\n```python\ndrift = (o2[14] - o2[13]).sel(depth=slice(2000, 3400))\nprint(drift.mean().item())   # -0.83 µmol/kg, inside spec\n```'
  const root = say('Elin', 60, text, {
    delivery: 'read',
    readBy: 9,
    editedAt: NOW - 58 * MINUTE,
    pinned: { by: authorOf(state.people[0] as Person), at: NOW - 50 * MINUTE },
    reactions: [reaction(state, '✅', 4), reaction(state, '🎉', 2, true), reaction(state, '🌊', 1)]
  })
  state.versions.set(root.eventId, [
    { body: 'Done. The mean difference is inside spec.', at: root.sentAt },
    { body: 'Done. The mean difference below 2,000 m is inside spec.', at: NOW - 59 * MINUTE }
  ])
  return root
}

function thread(state: FakeState, say: Say, root: TimelineEvent): void {
  const inside = { thread: root.eventId }
  say('Mara', 53, 'Agreed. Which coefficients, the March calibration or the dockside one?', inside)
  say('Elin', 51, 'March. The dockside run is in the same folder if anyone wants to compare.', inside)
  say('Elin', 50, 'And I kept the raw hex untouched.', { ...inside, delivery: 'read', readBy: 4 })
  say('Sofia', 44, '', { ...inside, deleted: true })
  say('Sofia', 43, 'Ignore that, wrong cast. Profiles 13 and 14 on top of each other.', inside)
  say('Ines', 12, 'Then I will leave the sensor as it is and just clean the intake.', {
    ...inside,
    alsoInRoom: true,
    reactions: [reaction(state, '👍', 2)]
  })
  root.replies = { ...repliesTo(state, root.eventId), unread: 1, followed: true } as TimelineEvent['replies']
}

function noon(state: FakeState, say: Say, root: TimelineEvent): void {
  say('Sofia', 41, '', { deleted: true })
  say('Aiko', 36, 'Archived. Two copies on the lab disks, checksums match.', {
    replyTo: quoteOf(state, root.eventId),
    reactions: [reaction(state, '🙏', 3)]
  })
  say('Wei', 33, 'The winch log of last night says otherwise, see below.', {
    forked: true,
    replyTo: { eventId: root.eventId, state: 'deleted', sender: authorOf(root.sender), body: '' }
  })
  say('Lena', 22, 'Slope grid from last night, 25 m cells. It is a big one, so let the mesh do the lifting.', {
    replies: { count: 1, lastAt: NOW - 9 * MINUTE, people: [authorOf(mine(state))], unread: 0, followed: false }
  })
  say('Noor', 19, 'سلام. Two seats left in the second boat, write me.', {
    replyTo: { eventId: root.roomId as never, state: 'missing', sender: null, body: '' }
  })
  say(
    'Femi',
    14,
    'Wind is picking up to 25 knots by 16:00. Station 23 stays as planned, @Elin and @Mara decide at 14:00.',
    {
      reactions: [reaction(state, '⚓', 7, true), reaction(state, '👍', 4)]
    }
  )
  say('Elin', 13, 'Joining in a minute, just closing the sampling sheet.', { delivery: 'held', heldBy: 8, heldOf: 11 })
}
