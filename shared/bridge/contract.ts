/** Everything the interface may ask of the core, and everything the core tells it. A command line is an interface too. */
import { z } from 'zod'
import { MAX_DRAFT_CHARS, MAX_PAGE, MAX_PASSPHRASE_CHARS } from '../limits.ts'
import {
  CoreState,
  EventId,
  HeardChannel,
  Hue,
  Me,
  NetworkState,
  OrderKey,
  Person,
  Room,
  RoomId,
  Settings,
  TimelineEvent,
  TimelinePage
} from '../model.ts'
import { defineContract } from './rpc.ts'

// Loose upper bounds: the core words what is wrong with a name or a text, the contract only keeps the absurd out.
const line = z.string().max(4_096)
const text = z.string().max(MAX_DRAFT_CHARS)
const passphrase = z.string().min(1).max(MAX_PASSPHRASE_CHARS)
const nothing = z.strictObject({})

export const contract = defineContract({
  calls: {
    'core.state': { input: nothing, output: CoreState },
    'core.unlock': { input: z.strictObject({ passphrase }), output: CoreState },
    /** Sets, changes or (null) removes the passphrase; `current` where there is one. */
    'core.passphrase': {
      input: z.strictObject({ current: passphrase.optional(), next: passphrase.nullable() }),
      output: CoreState
    },
    'account.create': { input: z.strictObject({ name: line, hue: Hue, deviceName: line }), output: Me },
    'profile.set': {
      input: z.strictObject({ name: line.optional(), hue: Hue.optional(), status: line.optional() }),
      output: Me
    },
    'people.list': { input: nothing, output: z.array(Person) },
    /** Dials a multiaddr and greets whoever is there. */
    'people.connect': { input: z.strictObject({ address: line }), output: Person },
    'rooms.list': { input: nothing, output: z.array(Room) },
    'rooms.heard': { input: nothing, output: z.array(HeardChannel) },
    'rooms.join': { input: z.strictObject({ name: line }), output: Room },
    'rooms.leave': { input: z.strictObject({ roomId: RoomId }), output: z.void() },
    /** Everybody known to be in it, oneself not included. */
    'rooms.members': { input: z.strictObject({ roomId: RoomId }), output: z.array(Person) },
    'rooms.read': { input: z.strictObject({ roomId: RoomId, upTo: OrderKey }), output: z.void() },
    'rooms.draft': { input: z.strictObject({ roomId: RoomId, text }), output: z.void() },
    /** Answers once the message is durable here. */
    'timeline.send': { input: z.strictObject({ roomId: RoomId, body: text }), output: TimelineEvent },
    'timeline.page': {
      input: z.strictObject({
        roomId: RoomId,
        from: z.union([
          z.strictObject({ at: z.enum(['newest', 'oldest']) }),
          z.strictObject({ at: z.enum(['before', 'after', 'around']), orderKey: OrderKey })
        ]),
        limit: z.number().int().min(1).max(MAX_PAGE)
      }),
      output: TimelinePage
    },
    'timeline.get': { input: z.strictObject({ eventId: EventId }), output: TimelineEvent },
    'settings.get': { input: nothing, output: Settings },
    'settings.set': { input: Settings.partial(), output: Settings },
    'network.state': { input: nothing, output: NetworkState }
  },
  events: {
    'core.changed': CoreState,
    /** Those who changed. */
    'people.changed': z.array(Person),
    /** All rooms, in the order of their names. */
    'rooms.changed': z.array(Room),
    /** New or changed events, of any room, to be merged by id. */
    'timeline.changed': z.array(TimelineEvent),
    'settings.changed': Settings,
    'network.changed': NetworkState
  }
})

export type Contract = typeof contract
