/** How the command line shows things: JSON objects whose form is public, or lines for reading. */
import type {
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
  history(room: Room): string
  person(person: Person): string
  room(room: Room): string
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
const eventForm = (event: TimelineEvent, room: string) => ({
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
  heldOf: event.heldOf
})

const roomForm = (room: Room) => ({
  room: hashed(room.name),
  kind: room.kind,
  name: room.name,
  unread: room.unread,
  members: room.members,
  mentions: room.mentions,
  topic: room.topic
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
  history: room => JSON.stringify({ ...roomForm(room), history: room.history, keep: room.keep }),
  person: ({ account, peerId, name, nearness, via }) => JSON.stringify({ account, peerId, name, nearness, via }),
  room: room => JSON.stringify(roomForm(room)),
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
  const answers = event.replyTo?.sender ? ` to ${plain(event.replyTo.sender.name)}` : ''
  const marks = event.reactions.map(({ emoji, count }) => `${plain(emoji)} ${count}`)
  const behind = [...(event.editedAt === null ? [] : ['edited']), ...marks].join(', ')
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

/** For reading: what a stranger wrote cannot move the cursor or change colours. */
export const textShapes: Shapes = {
  event: eventText,
  change: changeText,
  hit: ({ event }, room) => `${dayOf(event.sentAt)} ${eventText(event, room)}`,
  thread: ({ root, last, replies }, room) =>
    `${room} ${root === null ? 'a message that is not here' : `${plain(root.sender.name)}: ${beginningOf(root)}`}  ${replies.count} answers${replies.unread > 0 ? `, ${replies.unread} unread` : ''}, the last by ${plain(last.sender.name)} at ${dayOf(last.sentAt)} ${timeOf(last.sentAt)}`,
  receipt: ({ person, state, at }) =>
    `${plain(person.name)}  ${RECEIPTS[state]}${at === null ? '' : `, since ${dayOf(at)} ${timeOf(at)}`}`,
  history: ({ name, history, keep }) =>
    [
      `${hashed(name)}  ${history.held} of ${history.known} here`,
      ...(history.state === 'missing' ? ['nobody near has the rest'] : []),
      ...(history.pruned > 0 ? [`${history.pruned} let go of`] : []),
      keep.days === null ? 'all is kept' : `${KEPT.get(keep.days) ?? `${keep.days} days`} are kept`,
      ...(keep.megabytes === null ? [] : [`${keep.megabytes} MB at most`])
    ].join(', '),
  person: person => `${plain(person.name)}  ${NEARNESS[person.nearness]}`,
  room: room => `${hashed(room.name)}  ${room.members} in it${room.unread > 0 ? `, ${room.unread} unread` : ''}`,
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

/** Text without characters that a terminal would obey. Further lines are indented. */
export const plain = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD').replaceAll('\n', '\n    ')
