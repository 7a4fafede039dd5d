/** Everything the interface may ask of the core, and everything the core tells it. A command line is an interface too. */
import { z } from 'zod'
import { MAX_DRAFT_CHARS, MAX_EMOJI_CHARS, MAX_MENTIONS, MAX_PAGE, MAX_PASSPHRASE_CHARS } from '../limits.ts'
import {
  AccountId,
  CoreState,
  EventId,
  HeardChannel,
  Hue,
  Invite,
  InviteSaid,
  Keep,
  Me,
  Member,
  MemberReceipt,
  NetworkState,
  NewcomersRead,
  OrderKey,
  Person,
  Role,
  Room,
  RoomId,
  Safety,
  SearchResult,
  Settings,
  Thread,
  TimelineEvent,
  TimelinePage,
  VerifiedHow,
  Version
} from '../model.ts'
import { DoctorReport, NetworkDetail, Probing } from '../networkModel.ts'
import { defineContract } from './rpc.ts'

// Loose upper bounds: the core words what is wrong with a name or a text, the contract only keeps the absurd out.
const line = z.string().max(4_096)
const text = z.string().max(MAX_DRAFT_CHARS)
const passphrase = z.string().min(1).max(MAX_PASSPHRASE_CHARS)
const nothing = z.strictObject({})
const limit = z.number().int().min(1).max(MAX_PAGE)
const from = z.union([
  z.strictObject({ at: z.enum(['newest', 'oldest']) }),
  z.strictObject({ at: z.enum(['before', 'after', 'around']), orderKey: OrderKey })
])
/** Accounts chosen from a list, where the names in the text could mean several. */
const mentions = z.array(AccountId).max(MAX_MENTIONS).optional()
const time = z.number().int().min(0)

export const contract = defineContract({
  calls: {
    'core.state': { input: nothing, output: CoreState },
    'core.unlock': { input: z.strictObject({ passphrase }), output: CoreState },
    /** Sets, changes or (null) removes the passphrase; `current` where there is one. */
    'core.passphrase': {
      input: z.strictObject({ current: passphrase.optional(), next: passphrase.nullable() }),
      output: CoreState
    },
    /** Asks for the passphrase again. Throws store.no-passphrase. */
    'core.lock': { input: nothing, output: CoreState },
    /** Erases everything of this account on this computer. `name` is typed by the person, and must be theirs. */
    'core.wipe': { input: z.strictObject({ name: line }), output: CoreState },
    'account.create': { input: z.strictObject({ name: line, hue: Hue, deviceName: line }), output: Me },
    'profile.set': {
      input: z.strictObject({ name: line.optional(), hue: Hue.optional(), status: line.optional() }),
      output: Me
    },
    'people.list': { input: nothing, output: z.array(Person) },
    /** Dials a multiaddr, HOST or HOST:PORT, or whom a code names, and greets whoever is there. */
    'people.connect': { input: z.strictObject({ address: line }), output: Person },
    /** Takes some 20 ms for somebody new. */
    'people.safety': { input: z.strictObject({ account: AccountId }), output: Safety },
    /** The person in front of the screen has compared, and it was the same. */
    'people.verify': { input: z.strictObject({ account: AccountId, how: VerifiedHow }), output: Person },
    /** The person in front of the screen has compared, and it was not the same: nothing private goes to them until it is. */
    'people.differ': { input: z.strictObject({ account: AccountId }), output: Person },
    'people.unverify': { input: z.strictObject({ account: AccountId }), output: Person },
    /** What was scanned of somebody's screen; `same` verifies them. */
    'people.scan': {
      input: z.strictObject({ account: AccountId, text: line }),
      output: z.object({ result: z.enum(['same', 'changed', 'somebody-else', 'own', 'no-code']), person: Person })
    },
    /** The new key is theirs, and takes the place of the one known before. */
    'people.acceptKey': { input: z.strictObject({ account: AccountId }), output: Person },
    /** Somebody else of that name: the key known before stays. */
    'people.notTheirs': { input: z.strictObject({ account: AccountId }), output: Person },
    'people.block': { input: z.strictObject({ account: AccountId, on: z.boolean() }), output: Person },
    'rooms.list': { input: nothing, output: z.array(Room) },
    'rooms.heard': { input: nothing, output: z.array(HeardChannel) },
    'rooms.join': { input: z.strictObject({ name: line }), output: Room },
    /** The direct room with somebody ever met, begun where there is none. */
    'rooms.direct': { input: z.strictObject({ account: AccountId }), output: Room },
    /** Accepts a request: its writer is a contact from now on. */
    'rooms.accept': { input: z.strictObject({ roomId: RoomId }), output: Room },
    /** Deletes a direct room here, with all that is in it. */
    'rooms.delete': { input: z.strictObject({ roomId: RoomId }), output: z.void() },
    'rooms.create': {
      input: z.strictObject({ name: line, people: z.array(AccountId).max(100), newcomers: NewcomersRead }),
      output: Room
    },
    'rooms.rename': { input: z.strictObject({ roomId: RoomId, name: line }), output: Room },
    'rooms.newcomers': { input: z.strictObject({ roomId: RoomId, newcomers: NewcomersRead }), output: Room },
    'rooms.roles': { input: z.strictObject({ roomId: RoomId }), output: z.array(Member) },
    'rooms.add': { input: z.strictObject({ roomId: RoomId, account: AccountId }), output: Room },
    'rooms.remove': { input: z.strictObject({ roomId: RoomId, account: AccountId }), output: Room },
    /** owner: hands over, this account stays an admin. */
    'rooms.role': { input: z.strictObject({ roomId: RoomId, account: AccountId, role: Role }), output: Room },
    /** hours null: does not run out. */
    'rooms.invite': {
      input: z.strictObject({
        roomId: RoomId,
        hours: z
          .number()
          .int()
          .min(1)
          .max(24 * 365)
          .nullable(),
        once: z.boolean()
      }),
      output: Invite
    },
    /** Those that are good now. */
    'rooms.invites': { input: z.strictObject({ roomId: RoomId }), output: z.array(Invite) },
    'rooms.revoke': {
      input: z.strictObject({ roomId: RoomId, inviteId: z.string().regex(/^[0-9a-f]{64}$/) }),
      output: z.void()
    },
    'rooms.readInvite': { input: z.strictObject({ link: line }), output: InviteSaid },
    /** Goes in with an invite; `closed` is 'pending' until somebody of the room is near. */
    'rooms.joinInvite': { input: z.strictObject({ link: line }), output: Room },
    'rooms.leave': { input: z.strictObject({ roomId: RoomId }), output: z.void() },
    /** Everybody known to be in it, oneself not included. */
    'rooms.members': { input: z.strictObject({ roomId: RoomId }), output: z.array(Person) },
    /** What has arrived and stands at or before `upTo` is read. */
    'rooms.read': { input: z.strictObject({ roomId: RoomId, upTo: OrderKey }), output: z.void() },
    /** This message of somebody else, and those behind it, are unread again. */
    'rooms.unread': { input: z.strictObject({ eventId: EventId }), output: z.void() },
    'rooms.draft': { input: z.strictObject({ roomId: RoomId, text }), output: z.void() },
    'rooms.topic': { input: z.strictObject({ roomId: RoomId, topic: line }), output: TimelineEvent },
    /** How long history is kept here. What is over it is let go of at once. */
    'rooms.keep': { input: z.strictObject({ roomId: RoomId, keep: Keep }), output: Room },
    /** Asks people near for what is missing, now. Answers when all of them were asked and what they had has arrived. */
    'rooms.fill': { input: z.strictObject({ roomId: RoomId }), output: Room },
    /** Answers once the message is durable here. */
    'timeline.send': {
      input: z.strictObject({
        roomId: RoomId,
        body: text,
        mentions,
        replyTo: EventId.optional(),
        thread: EventId.optional(),
        /** Only with `thread`. */
        alsoInRoom: z.boolean().optional()
      }),
      output: TimelineEvent
    },
    /** A new version of an own message. */
    'timeline.edit': { input: z.strictObject({ eventId: EventId, body: text, mentions }), output: TimelineEvent },
    /** Deletes an own message for everybody who is reachable, now or later. */
    'timeline.redact': { input: z.strictObject({ eventId: EventId }), output: TimelineEvent },
    'timeline.react': {
      input: z.strictObject({ eventId: EventId, emoji: z.string().min(1).max(MAX_EMOJI_CHARS), on: z.boolean() }),
      output: TimelineEvent
    },
    'timeline.pin': { input: z.strictObject({ eventId: EventId, on: z.boolean() }), output: TimelineEvent },
    /** What stands in the room; what stands in threads only is left out. */
    'timeline.page': { input: z.strictObject({ roomId: RoomId, from, limit }), output: TimelinePage },
    'timeline.get': { input: z.strictObject({ eventId: EventId }), output: TimelineEvent },
    /** Every text a message has had, oldest first. */
    'timeline.versions': { input: z.strictObject({ eventId: EventId }), output: z.array(Version) },
    /** Newest pin first. */
    'timeline.pinned': { input: z.strictObject({ roomId: RoomId }), output: z.array(TimelineEvent) },
    /** What each other member has of an own message. */
    'timeline.receipts': { input: z.strictObject({ eventId: EventId }), output: z.array(MemberReceipt) },
    /** The answers in the thread of a message, without the message itself. */
    'threads.page': { input: z.strictObject({ eventId: EventId, from, limit }), output: TimelinePage },
    /** Threads this account follows, the one written to last first. */
    'threads.list': { input: nothing, output: z.array(Thread) },
    'threads.follow': { input: z.strictObject({ eventId: EventId, on: z.boolean() }), output: z.void() },
    'threads.read': { input: z.strictObject({ eventId: EventId, upTo: OrderKey }), output: z.void() },
    'threads.draft': { input: z.strictObject({ eventId: EventId, text }), output: z.void() },
    'threads.drafts': { input: z.strictObject({ eventId: EventId }), output: z.string() },
    /** Every word must be there; the last one may be only the beginning of a word; "quoted words" stand together. */
    'search.find': {
      input: z.strictObject({
        text: line,
        from: AccountId.optional(),
        roomId: RoomId.optional(),
        /** By the sender's clock, in ms; `before` is not in it. */
        after: time.optional(),
        before: time.optional(),
        has: z
          .array(z.enum(['link', 'code', 'mention', 'reaction', 'pin']))
          .max(5)
          .optional(),
        mentionsMe: z.boolean().optional(),
        /** Those behind this one. */
        behind: OrderKey.optional(),
        limit
      }),
      output: SearchResult
    },
    'settings.get': { input: nothing, output: Settings },
    'settings.set': { input: Settings.partial(), output: Settings },
    'network.state': { input: nothing, output: NetworkState },
    'network.detail': { input: nothing, output: NetworkDetail },
    /** Who reaches others only through this computer, now. */
    'network.dependents': { input: nothing, output: z.array(AccountId) },
    /** What others paste or scan to reach this computer: 'earshot:peer/…'. */
    'network.code': { input: nothing, output: z.object({ text: z.string() }) },
    /** Asks every address of a network, or of all networks of this computer. Answers when that is done, or was stopped. */
    'network.probe': { input: z.strictObject({ cidr: line.optional() }), output: Probing },
    'network.stopProbe': { input: nothing, output: z.void() },
    /** Why this person, or anybody, cannot be heard. Answers within about ten seconds; `doctor.changed` tells what is known before. */
    'doctor.run': { input: z.strictObject({ account: AccountId.optional() }), output: DoctorReport },
    /** The last report as a text to hand over by other means. */
    'doctor.note': { input: z.strictObject({ account: AccountId.optional() }), output: z.object({ text: z.string() }) }
  },
  events: {
    'core.changed': CoreState,
    /** Those who changed. */
    'people.changed': z.array(Person),
    /** All rooms, in the order of their names. */
    'rooms.changed': z.array(Room),
    /** New or changed events, of any room, to be merged by id. */
    'timeline.changed': z.array(TimelineEvent),
    /** So much came into these rooms at once that whoever shows them asks again. */
    'timeline.stale': z.array(RoomId),
    /** The threads that are followed, or what is unread in them. */
    'threads.changed': nothing,
    'settings.changed': Settings,
    'network.changed': NetworkState,
    /** Something of the detail has changed. At most every 2 s. */
    'network.moved': nothing,
    'network.probing': Probing,
    'doctor.changed': DoctorReport
  }
})

export type Contract = typeof contract
