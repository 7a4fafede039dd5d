/** How the command line shows things: JSON objects whose form is public, or lines for reading. */
import type {
  Author,
  CoreState,
  EventId,
  MemberReceipt,
  Person,
  Room,
  SearchHit,
  Thread,
  TimelineEvent
} from '../../shared/model.ts'
import type { Change } from './changes.ts'
import { memberWords } from './memberWords.ts'
import { plain } from './plain.ts'
import { shortId } from './shortId.ts'

/** Where the lines go. Throws nothing when the reader is gone: see main.ts. */
export type Print = (line: string) => void

export interface Shapes {
  event(event: TimelineEvent, room: string): string
  change(event: TimelineEvent, change: Change, room: string): string
  hit(hit: SearchHit, room: string): string
  thread(thread: Thread, room: string): string
  receipt(receipt: MemberReceipt): string
  /** A room with how much of its history is here. */
  history(room: Room, label: string): string
  person(person: Person): string
  /** label: what the room is called here. */
  room(room: Room, label: string): string
  status(status: Status): string
}

export interface Status {
  state: CoreState
  addresses: readonly string[]
  url: string
  rooms: number
  people: number
  direct: number
}

/** The public form. Keys are never renamed or removed. */
export const eventForm = (event: TimelineEvent, room: string) => ({
  eventId: event.eventId,
  room,
  sender: { account: event.sender.account, device: event.sender.device, name: event.sender.name },
  sentAt: event.sentAt,
  receivedAt: event.receivedAt,
  kind: event.kind,
  body: event.body,
  delivery: event.delivery,
  edited: event.editedAt,
  deleted: event.deleted,
  mentions: event.mentions,
  replyTo: event.replyTo?.eventId ?? null,
  thread: event.thread,
  alsoInRoom: event.alsoInRoom,
  replies: event.replies?.count ?? 0,
  reactions: event.reactions.map(({ emoji, count, mine, people }) => ({
    emoji,
    count,
    mine,
    people: people.map(({ account, name }) => ({ account, name }))
  })),
  pinned: event.pinned !== null,
  heldBy: event.heldBy,
  readBy: event.readBy,
  heldOf: event.heldOf,
  roomId: event.roomId,
  member:
    event.member === null
      ? null
      : { what: event.member.what, who: authorForm(event.member.who), role: event.member.role },
  carriedBy: event.carriedBy.map(authorForm)
})

const authorForm = (author: Author | null) => (author === null ? null : { account: author.account, name: author.name })

export const roomForm = (room: Room, label: string) => ({
  room: label,
  kind: room.kind,
  name: room.name,
  unread: room.unread,
  members: room.members,
  mentions: room.mentions,
  topic: room.topic,
  roomId: room.roomId,
  with: room.with,
  request: room.request,
  role: room.role,
  closed: room.closed,
  unopened: room.unopened
})

const personForm = ({ account, peerId, name, nearness, via, verified, blocked, keyChanged, lookalike }: Person) => ({
  account,
  peerId,
  name,
  nearness,
  via,
  verified: verified !== null,
  blocked,
  keyChanged: keyChanged !== null,
  lookalike
})

export const jsonShapes: Shapes = {
  event: (event, room) => JSON.stringify(eventForm(event, room)),
  change: (event, change, room) =>
    JSON.stringify({
      ...eventForm(event, room),
      ...change,
      ...('by' in change && change.by !== null ? { by: { account: change.by.account, name: change.by.name } } : {})
    }),
  hit: ({ event, marks }, room) => JSON.stringify({ ...eventForm(event, room), marks }),
  thread: ({ eventId, root, last, replies }, room) =>
    JSON.stringify({
      eventId,
      room,
      root: root === null ? null : eventForm(root, room),
      last: eventForm(last, room),
      replies: replies.count,
      unread: replies.unread
    }),
  receipt: ({ person, state, at, near }) =>
    JSON.stringify({ account: person.account, name: person.name, state, at, near }),
  history: (room, label) => JSON.stringify({ ...roomForm(room, label), history: room.history, keep: room.keep }),
  person: person => JSON.stringify(personForm(person)),
  room: (room, label) => JSON.stringify(roomForm(room, label)),
  status: ({ state, addresses, url, rooms, people, direct }) =>
    JSON.stringify({
      account: state.me?.account ?? null,
      peerId: state.me?.peerId ?? null,
      name: state.me?.name ?? null,
      addresses,
      url,
      rooms,
      people,
      direct,
      stage: state.stage,
      version: state.version
    })
}

const NEARNESS: Record<Person['nearness'], string> = {
  direct: 'within earshot',
  via: 'within earshot, through somebody',
  far: 'further away',
  out: 'out of earshot'
}

const KEPT = new Map([
  [30, '30 days'],
  [365, 'a year']
])
const RECEIPTS: Record<MemberReceipt['state'], string> = {
  read: 'has read it',
  held: 'has it',
  waiting: 'does not have it yet'
}

const timeOf = (ms: number): string => new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayOf = (ms: number): string => new Date(ms).toLocaleDateString('sv-SE')
const beginningOf = ({ body, deleted }: TimelineEvent): string =>
  deleted ? '(deleted)' : plain(body.length > 60 ? `${body.slice(0, 60).toWellFormed()}…` : body).replace(/\s+/g, ' ')

function eventText(event: TimelineEvent, room: string): string {
  const before = `${timeOf(event.sentAt)} ${room} ${plain(event.sender.name)}`
  if (event.deleted) return `${before}: (deleted)`
  if (event.kind === 'topic') return `${before} set the topic: ${plain(event.body)}`
  if (event.member !== null) return `${before} ${memberWords(event.member, event.body)}`
  const answers = event.replyTo?.sender ? ` to ${plain(event.replyTo.sender.name)}` : ''
  const marks = event.reactions.map(({ emoji, count }) => `${plain(emoji)} ${count}`)
  const carried =
    event.carriedBy.length === 0 ? [] : [`carried by ${event.carriedBy.map(({ name }) => plain(name)).join(', ')}`]
  const behind = [...(event.editedAt === null ? [] : ['edited']), ...marks, ...carried].join(', ')
  return `${before}${answers}${event.thread === null ? '' : ' in a thread'}: ${plain(event.body)}${behind === '' ? '' : ` (${behind})`}`
}

function changeText(event: TimelineEvent, change: Change, room: string): string {
  const whose = plain(event.sender.name)
  if (change.change === 'edited') return `${room} ${whose} edited: ${plain(event.body)}`
  if (change.change === 'deleted') return `${room} ${whose} deleted a message of ${timeOf(event.sentAt)}`
  const what = `${whose}: ${beginningOf(event)}`
  if (!('emoji' in change)) return `${room} ${change.change}, ${what}`
  const who = change.by === null ? 'Somebody' : plain(change.by.name)
  const did =
    change.change === 'reacted' ? `reacted ${plain(change.emoji)} to` : `took back ${plain(change.emoji)} from`
  return `${room} ${who} ${did} ${what}`
}

const marksOf = ({ verified, blocked, keyChanged, lookalike }: Person): string[] => [
  ...(verified === null ? [] : ['verified']),
  ...(keyChanged === null ? [] : ['their key changed']),
  ...(lookalike ? ['somebody else is called like this'] : []),
  ...(blocked ? ['blocked'] : [])
]

const CLOSED = {
  pending: 'nobody of it was met yet',
  removed: 'you are not in it any more',
  'key-changed': 'their key changed',
  blocked: 'blocked'
}

function kindWords({ kind, members, role, request, closed }: Room): string {
  const what =
    kind === 'public'
      ? [`${members} in it`]
      : kind === 'private'
        ? [
            `${members} in it`,
            'private',
            ...(request ? ['waits to be accepted'] : []),
            ...(role === null || role === 'member' ? [] : [role])
          ]
        : [request ? 'wants to write with you' : 'only you two']
  return [...what, ...(closed === null ? [] : [CLOSED[closed]])].join(', ')
}

/** For reading: what a stranger wrote cannot move the cursor or change colours. */
export const textShapes: Shapes = {
  event: eventText,
  change: changeText,
  hit: ({ event }, room) => `${dayOf(event.sentAt)} ${eventText(event, room)}`,
  thread: ({ root, last, replies }, room) =>
    `${room} ${root === null ? 'a message that is not here' : `${plain(root.sender.name)}: ${beginningOf(root)}`}  ${replies.count} answers${replies.unread > 0 ? `, ${replies.unread} unread` : ''}, the last by ${plain(last.sender.name)} at ${dayOf(last.sentAt)} ${timeOf(last.sentAt)}`,
  receipt: ({ person, state, at }) =>
    `${plain(person.name)}  ${RECEIPTS[state]}${at === null ? '' : `, since ${dayOf(at)} ${timeOf(at)}`}`,
  history: ({ history, keep }, label) =>
    [
      `${plain(label)}  ${history.held} of ${history.known} here`,
      ...(history.state === 'missing' ? ['nobody near has the rest'] : []),
      ...(history.pruned > 0 ? [`${history.pruned} let go of`] : []),
      keep.days === null ? 'all is kept' : `${KEPT.get(keep.days) ?? `${keep.days} days`} are kept`,
      ...(keep.megabytes === null ? [] : [`${keep.megabytes} MB at most`])
    ].join(', '),
  person: person => [`${plain(person.name)}  ${NEARNESS[person.nearness]}`, ...marksOf(person)].join(', '),
  room: (room, label) =>
    [`${plain(label)}  ${kindWords(room)}`, ...(room.unread > 0 ? [`${room.unread} unread`] : [])].join(', '),
  status: ({ state, addresses, url, rooms, people, direct }) =>
    [
      state.me === null ? `Nobody yet (${state.stage})` : `${plain(state.me.name)}, on ${plain(state.me.deviceName)}`,
      ...addresses.map(address => `Address: ${address}`),
      `${people} people known, ${direct} within earshot; ${rooms} channels`,
      `Open in a browser on this computer: ${url}`
    ].join('\n')
}

/** The same with the beginning of each message's ID in front, and in JSON as a key of its own. */
export function withIds(shapes: Shapes): Shapes {
  const marked = (line: string, { eventId }: { eventId: EventId }): string =>
    line.startsWith('{') && shapes === jsonShapes
      ? `{"id":${JSON.stringify(shortId(eventId))},${line.slice(1)}`
      : `${shortId(eventId)} ${line}`
  return {
    ...shapes,
    event: (event, room) => marked(shapes.event(event, room), event),
    change: (event, change, room) => marked(shapes.change(event, change, room), event),
    hit: (hit, room) => marked(shapes.hit(hit, room), hit.event),
    thread: (thread, room) => marked(shapes.thread(thread, room), thread)
  }
}

/** '#name' for 'name'. */
export const hashed = (name: string): string => `#${name}`
