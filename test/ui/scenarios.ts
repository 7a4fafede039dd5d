/** People, channels and messages of an invented ship, for the scripted core. */

import {
  AccountId,
  DeviceId,
  EventId,
  type Me,
  type NetworkState,
  OrderKey,
  type Person,
  type Room,
  RoomId,
  type TimelineEvent
} from '../../shared/model.ts'
import { createHash } from './hash.ts'

export const SCENARIOS = [
  'new',
  'empty',
  'busy',
  'locked',
  'one',
  'sixty',
  'many',
  'offline',
  'operations',
  'private'
] as const
export type Scenario = (typeof SCENARIOS)[number]
export const isScenario = (name: string): name is Scenario => (SCENARIOS as readonly string[]).includes(name)

const id = (text: string): string => createHash(text)
const deviceOf = (name: string): DeviceId => DeviceId.parse(`12D3KooW${id(`device ${name}`).slice(0, 44)}`)
const MINUTE = 60_000

/** Half past ten on a June morning, whatever day it is run on: pictures stay the same. */
export const NOW = new Date(2026, 5, 12, 10, 24).getTime()

export const me: Me = {
  account: AccountId.parse(id('Elin')),
  peerId: deviceOf('Elin'),
  name: 'Elin Sørby',
  hue: 200,
  status: 'Oceanographer',
  deviceName: 'Lab laptop',
  keyprint: id('key Elin')
}

type Cast = readonly [
  name: string,
  hue: number,
  status: string,
  nearness: Person['nearness'],
  latencyMs: number | null,
  ...via: readonly string[]
]
const CAST: readonly Cast[] = [
  ['Mara Lindqvist', 305, 'Chief scientist', 'direct', 2],
  ['Ines Okafor', 155, 'CTD technician', 'direct', 1],
  ['Aiko Tanabe', 345, 'Data manager', 'direct', 1],
  ['Priya Nair', 110, 'Ship’s doctor', 'direct', 6],
  ['Femi Adeyemi', 20, 'Second mate', 'direct', 3],
  ['Lena Hoffmann', 265, 'Multibeam', 'direct', 4],
  ['Sofia Rossi', 200, 'PhD student', 'direct', 5],
  ['Kaisa Niemi', 345, 'Third mate', 'direct', 7],
  ['Jonas Weber', 230, 'Second engineer', 'via', 19, 'Femi Adeyemi'],
  ['Rashid Karimi', 75, 'Cook', 'via', 24, 'Priya Nair'],
  ['Noor Haddad', 110, '', 'via', 15, 'Ines Okafor'],
  ['Wei Chen', 230, 'Electronics', 'far', null, 'Femi Adeyemi', 'Jonas Weber'],
  ['Tomás Arriaga', 45, 'Bosun', 'out', null]
]

export function personOf([name, hue, status, nearness, latencyMs, ...via]: Cast, index = 0): Person {
  return {
    account: AccountId.parse(id(name)),
    peerId: deviceOf(name),
    name,
    hue,
    status,
    deviceName: `${name.split(' ')[0]}’s computer`,
    keyprint: id(`key ${name}`),
    nearness,
    via: via.map(passer => AccountId.parse(id(passer))),
    latencyMs,
    firstHeardAt: NOW - 90 * MINUTE + index * MINUTE,
    lastHeardAt: nearness === 'out' ? NOW - 97 * MINUTE : NOW,
    lookalike: false,
    forked: false,
    verified: null,
    blocked: false,
    direct: null,
    keyChanged: null,
    channels: ['everyone', 'ctd-casts', 'night-watch']
  }
}

export const ship = (): Person[] => CAST.map((cast, i) => personOf(cast, i))

/** Many people: the ship's, again and again, each time with a number behind their names. */
export const crowd = (count = 200): Person[] =>
  Array.from({ length: count }, (_, i) => {
    const [name, hue, status, nearness, latency, ...via] =
      CAST[i % CAST.length] ?? CAST[0] ?? (['Mara', 20, '', 'direct', 1] as const)
    const ship = i - (i % CAST.length)
    const numbered = (one: string): string => `${one} ${ship + CAST.findIndex(([of]) => of === one) + 1}`
    return personOf([numbered(name), hue, status, nearness, latency, ...via.map(numbered)], i)
  })

const CHANNELS = [
  'bridge',
  'ctd-casts',
  'deck-ops',
  'engine-room',
  'everyone',
  'galley',
  'science-plan',
  'a-channel-with-a-rather-long-name-that-must-be-cut'
]

export function roomOf(name: string, over: Partial<Room> = {}): Room {
  return {
    roomId: RoomId.parse(id(`room ${name}`)),
    kind: 'public',
    name,
    with: null,
    request: false,
    role: null,
    newcomers: null,
    closed: null,
    unopened: 0,
    topic: '',
    joinedAt: NOW - 3 * 24 * 60 * MINUTE,
    unread: 0,
    mentions: 0,
    firstUnread: null,
    members: 11,
    reachable: 9,
    lastEventAt: null,
    draft: '',
    history: { state: 'whole', held: 24, known: 24, pruned: 0 },
    keep: { days: null, megabytes: null },
    pins: 0,
    ...over
  }
}

export const busyRooms = (): Room[] =>
  CHANNELS.sort().map(name =>
    roomOf(name, {
      unread: { 'deck-ops': 12, galley: 3, bridge: 140 }[name] ?? 0,
      mentions: name === 'deck-ops' ? 1 : 0,
      draft: name === 'science-plan' ? 'Shall we move the' : ''
    })
  )

export const online: NetworkState = {
  online: true,
  port: 47100,
  portTaken: null,
  addresses: [`/ip4/10.20.4.12/tcp/47100/p2p/${me.peerId}`],
  interfaces: [{ name: 'wlan0', address: '10.20.4.12' }],
  discovery: true,
  beingHeard: true,
  bridging: false,
  clockOffMs: null
}

let counter = 0
/** An event `minutesAgo` before now. */
export function eventOf(
  room: Room,
  from: Person | Me,
  body: string,
  minutesAgo: number,
  over: Partial<TimelineEvent> = {}
): TimelineEvent {
  const at = NOW - minutesAgo * MINUTE
  const eventId = EventId.parse(id(`event ${++counter}`))
  const mine = from.account === me.account
  return {
    eventId,
    roomId: room.roomId,
    orderKey: OrderKey.parse((at * 1024 + counter).toString(16).padStart(16, '0') + eventId),
    sender: { account: from.account, device: from.peerId, name: from.name, hue: from.hue },
    mine,
    sentAt: at,
    receivedAt: at,
    kind: 'message',
    member: null,
    body,
    deleted: false,
    editedAt: null,
    mentions: [],
    mentionsMe: false,
    replyTo: null,
    thread: null,
    alsoInRoom: false,
    replies: null,
    reactions: [],
    pinned: null,
    forked: false,
    delivery: mine ? 'delivered' : 'received',
    heldBy: mine ? 10 : 0,
    readBy: 0,
    heldOf: mine ? 10 : 0,
    awaited: null,
    carriedBy: [],
    ...over
  }
}

const LINES = [
  'Cast 14 is back on deck, bottles look fine.',
  'Below 2,000 m it is inside spec, so no reason to wait:\n\n```python\nprofile.sel(depth=slice(2000, 3400))\n# -0.83 µmol/kg, inside spec\n```',
  'Lovely work.',
  'Can somebody check the **oxygen drift** against cast 13 before we commit to the next station?',
  'I will. Give me ten minutes.',
  'Coffee is ready in the mess.',
  'Wind is picking up, 18 knots from the south-west. We keep the station for now.',
  'Thanks. The winch log is in the usual place.'
]

/** A morning in a channel. */
export function talk(room: Room, people: readonly Person[], count: number): TimelineEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const from = i % 5 === 4 ? me : (people[Math.floor(i / 2) % people.length] ?? me)
    const last = i === count - 1
    return eventOf(
      room,
      last ? me : from,
      last ? 'On my way.' : (LINES[i % LINES.length] ?? ''),
      (count - i) * 4,
      last ? { delivery: 'held', heldBy: 8, heldOf: 10 } : {}
    )
  })
}
