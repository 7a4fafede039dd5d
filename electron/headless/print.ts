/** How the command line shows things: JSON objects whose form is public, or lines for reading. */
import type { CoreState, Person, Room, TimelineEvent } from '../../shared/model.ts'

/** Where the lines go. Throws nothing when the reader is gone: see main.ts. */
export type Print = (line: string) => void

export interface Shapes {
  event(event: TimelineEvent, room: string): string
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
export const jsonShapes: Shapes = {
  event: (event, room) =>
    JSON.stringify({
      eventId: event.eventId,
      room,
      sender: { account: event.sender.account, device: event.sender.device, name: event.sender.name },
      sentAt: event.sentAt,
      receivedAt: event.receivedAt,
      kind: event.kind,
      body: event.body,
      delivery: event.delivery
    }),
  person: ({ account, peerId, name, nearness }) => JSON.stringify({ account, peerId, name, nearness }),
  room: room =>
    JSON.stringify({
      room: hashed(room.name),
      kind: room.kind,
      name: room.name,
      unread: room.unread,
      members: room.members
    }),
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

/** For reading: what a stranger wrote cannot move the cursor or change colours. */
export const textShapes: Shapes = {
  event: (event, room) => {
    const at = new Date(event.sentAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    return `${at} ${room} ${plain(event.sender.name)}: ${plain(event.body)}`
  },
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

/** '#name' for 'name'. */
export const hashed = (name: string): string => `#${name}`

/** Text without characters that a terminal would obey. Further lines are indented. */
export const plain = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD').replaceAll('\n', '\n    ')
