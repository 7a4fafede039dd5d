/** What both sides know: the things the core tells the interface about, as data. */
import { z } from 'zod'
import { HUES, MAX_INTERFACE_NAME, MAX_INTERFACE_RULES } from './limits.ts'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)
/** SHA-256 of a signed header. */
export const EventId = hex32.brand<'EventId'>()
export const RoomId = hex32.brand<'RoomId'>()
/** An account's public key, in hex. */
export const AccountId = hex32.brand<'AccountId'>()
/** A device's libp2p PeerId, as text. */
export const DeviceId = z.string().min(40).max(80).brand<'DeviceId'>()
/** (hlc, event id) in hex: sorts a room's events the same at every peer. */
export const OrderKey = z
  .string()
  .regex(/^[0-9a-f]{80}$/)
  .brand<'OrderKey'>()
export type EventId = z.infer<typeof EventId>
export type RoomId = z.infer<typeof RoomId>
export type AccountId = z.infer<typeof AccountId>
export type DeviceId = z.infer<typeof DeviceId>
export type OrderKey = z.infer<typeof OrderKey>

export const Hue = z.union(HUES.map(hue => z.literal(hue)))

export const Me = z.object({
  account: AccountId,
  peerId: DeviceId,
  name: z.string(),
  hue: z.number(),
  status: z.string(),
  deviceName: z.string(),
  /** SHA-256 of the account key, in hex: seeds the keyprint. */
  keyprint: hex32
})
export type Me = z.infer<typeof Me>

/** direct: a connection; via: through one person; far: further; out: not within earshot. */
export const Nearness = z.enum(['direct', 'via', 'far', 'out'])
export type Nearness = z.infer<typeof Nearness>

/** How somebody's key was made sure of: numbers or words compared, or a code scanned. */
export const VerifiedHow = z.enum(['numbers', 'words', 'code'])
export type VerifiedHow = z.infer<typeof VerifiedHow>

export const Person = z.object({
  account: AccountId,
  /** The device heard last. */
  peerId: DeviceId,
  name: z.string(),
  hue: z.number(),
  status: z.string(),
  deviceName: z.string(),
  keyprint: hex32,
  nearness: Nearness,
  /** The people in between, nearest first: one for via, more for far, none where that is not known. */
  via: z.array(AccountId),
  /** Median round trip of the last pings in ms, while there is a connection, also one through somebody. */
  latencyMs: z.number().nullable(),
  firstHeardAt: z.number(),
  /** When they were last within earshot; now, while they are. */
  lastHeardAt: z.number(),
  /** Another person, or oneself, has a name that looks the same. */
  lookalike: z.boolean(),
  /** A device of theirs wrote two histories: in some room it is not believed any more. */
  forked: z.boolean(),
  /** When, and how, this account made sure of their key; null while it has not. */
  verified: z.object({ at: z.number().int(), how: VerifiedHow }).nullable(),
  /** Nothing of theirs is opened or shown. */
  blocked: z.boolean(),
  /** The direct room with them, once there is one. */
  direct: RoomId.nullable(),
  /**
   * Their key is not the one that was known: another account with the name of somebody this account wrote with or verified
   * (`before`), or the same account with other keys; or somebody compared, and it was not the same (`differs`). Nothing private
   * goes to them until that is decided.
   */
  keyChanged: z.object({ at: z.number().int(), before: AccountId.nullable(), differs: z.boolean() }).nullable(),
  /** Names of the public channels they say they are in. */
  channels: z.array(z.string())
})
export type Person = z.infer<typeof Person>

/** How long a room's history is kept on this computer; null: without end. */
export const Keep = z.strictObject({
  days: z.union([z.literal(30), z.literal(365), z.null()]),
  /** In MB (10^6 bytes) of stored events. */
  megabytes: z.number().int().min(1).max(1_000_000).nullable()
})
export type Keep = z.infer<typeof Keep>

/**
 * How much of a room's history is on this computer. whole: all that people met so far know of, but for what was let go
 * of by `keep`; filling: the rest is arriving; missing: nobody near has the rest.
 */
export const History = z.object({
  state: z.enum(['whole', 'filling', 'missing']),
  /** Entries here, and entries known to exist. */
  held: z.number().int(),
  known: z.number().int(),
  /** Entries let go of since they were too old or too many. */
  pruned: z.number().int()
})
export type History = z.infer<typeof History>

export const Role = z.enum(['owner', 'admin', 'member'])
export type Role = z.infer<typeof Role>

/** What newcomers of a private room can read: what is written from then on, or everything. */
export const NewcomersRead = z.enum(['since-joining', 'all'])
export type NewcomersRead = z.infer<typeof NewcomersRead>

export const Room = z.object({
  roomId: RoomId,
  /** direct: with one person, sealed; private: by invite, sealed. */
  kind: z.enum(['public', 'direct', 'private']),
  /** Empty for a direct one. */
  name: z.string(),
  /** Of a direct one: the other person. */
  with: AccountId.nullable(),
  /** A direct one begun by somebody who is no contact yet: nothing goes back until it is accepted. */
  request: z.boolean(),
  /** What this account is in a private one. */
  role: Role.nullable(),
  /** What people who join a private one later can read. */
  newcomers: NewcomersRead.nullable(),
  /** Why nothing can be written here now. */
  closed: z.enum(['pending', 'removed', 'key-changed', 'blocked']).nullable(),
  /** Sealed entries that could not be opened. */
  unopened: z.number().int(),
  /** One line; empty while nobody has set one. */
  topic: z.string(),
  joinedAt: z.number(),
  /** Other people's messages that arrived since joining and were not read; those among them that mention this account. */
  unread: z.number().int(),
  mentions: z.number().int(),
  /** The first unread message. */
  firstUnread: OrderKey.nullable(),
  /** People known to be in it, oneself included. */
  members: z.number().int(),
  /** Of those, within earshot now, oneself included. */
  reachable: z.number().int(),
  lastEventAt: z.number().nullable(),
  draft: z.string(),
  history: History,
  keep: Keep,
  /** Messages that are pinned. */
  pins: z.number().int()
})
export type Room = z.infer<typeof Room>

/**
 * sending: stored here, nobody has acknowledged; held: at least one other person's device stores it;
 * partial: all within earshot have it, others are away; delivered: every member has it; read: somebody has read it;
 * waiting: nobody is within earshot; received: somebody else's message.
 */
export const Delivery = z.enum(['sending', 'held', 'partial', 'delivered', 'read', 'waiting', 'received'])
export type Delivery = z.infer<typeof Delivery>

/** A person as the author of something. */
export const Author = z.object({ account: AccountId, name: z.string(), hue: z.number() })
export type Author = z.infer<typeof Author>

/** Somebody called by name: `name` is what stands behind the @ in the text. */
export const Mention = z.object({ account: AccountId, name: z.string() })
export type Mention = z.infer<typeof Mention>

/** What a message answers. `missing`: it is not on this computer. */
export const Quote = z.object({
  eventId: EventId,
  state: z.enum(['here', 'deleted', 'missing']),
  sender: Author.nullable(),
  /** The beginning of its text. */
  body: z.string()
})
export type Quote = z.infer<typeof Quote>

export const Reaction = z.object({
  emoji: z.string(),
  count: z.number().int(),
  mine: z.boolean(),
  /** Those who reacted first, oneself among them. */
  people: z.array(Author)
})
export type Reaction = z.infer<typeof Reaction>

/** What hangs on the root of a thread. */
export const Replies = z.object({
  count: z.number().int(),
  lastAt: z.number(),
  /** Those who wrote last, newest first. */
  people: z.array(Author),
  unread: z.number().int(),
  followed: z.boolean()
})
export type Replies = z.infer<typeof Replies>

/** What changed in a private room: who did it is the event's sender. */
export const MemberChange = z.object({
  what: z.enum(['created', 'added', 'joined', 'left', 'removed', 'role', 'renamed', 'newcomers']),
  /** Whom it is about, where that is not the sender. */
  who: Author.nullable(),
  role: Role.nullable()
})
export type MemberChange = z.infer<typeof MemberChange>

export const TimelineEvent = z.object({
  eventId: EventId,
  roomId: RoomId,
  orderKey: OrderKey,
  sender: z.object({ account: AccountId, device: DeviceId, name: z.string(), hue: z.number() }),
  mine: z.boolean(),
  /** By the sender's clock, in ms: shown, not trusted. */
  sentAt: z.number().int(),
  /** By this clock, in ms. */
  receivedAt: z.number().int(),
  /** topic: somebody set the room's topic; `body` is the topic. member: `member` says what changed. */
  kind: z.enum(['message', 'topic', 'member']),
  member: MemberChange.nullable(),
  /** The newest version; empty once deleted. */
  body: z.string(),
  /** Deleted by its author, for everybody. */
  deleted: z.boolean(),
  /** When the newest version was written; null while there is only one. */
  editedAt: z.number().int().nullable(),
  mentions: z.array(Mention),
  mentionsMe: z.boolean(),
  replyTo: Quote.nullable(),
  /** The root of the thread this stands in. */
  thread: EventId.nullable(),
  /** Stands in a thread and in the room as well. */
  alsoInRoom: z.boolean(),
  /** Null where nobody answered in a thread. */
  replies: Replies.nullable(),
  reactions: z.array(Reaction),
  pinned: z.object({ by: Author, at: z.number().int() }).nullable(),
  /** Its device wrote two histories of this room: nothing later of it is believed. */
  forked: z.boolean(),
  delivery: Delivery,
  /** Other members who acknowledged storing it, and having read it, of all other members; counted for own messages only. */
  heldBy: z.number().int(),
  readBy: z.number().int(),
  heldOf: z.number().int(),
  /** Where it is `partial`: the one who does not have it yet, if it is one person. */
  awaited: Author.nullable(),
  /** People who acknowledged that they carry a sealed copy for somebody who is away. */
  carriedBy: z.array(Author)
})
export type TimelineEvent = z.infer<typeof TimelineEvent>

/** One text a message has had. */
export const Version = z.object({ body: z.string(), at: z.number().int() })
export type Version = z.infer<typeof Version>

/** What one other member has of an own message. */
export const MemberReceipt = z.object({
  person: Author,
  state: z.enum(['read', 'held', 'waiting']),
  /** When this was learnt, by this clock. */
  at: z.number().int().nullable(),
  near: z.boolean()
})
export type MemberReceipt = z.infer<typeof MemberReceipt>

/** A thread this account follows. `root` is null where the message it hangs on is not on this computer. */
export const Thread = z.object({
  eventId: EventId,
  roomId: RoomId,
  root: TimelineEvent.nullable(),
  last: TimelineEvent,
  replies: Replies
})
export type Thread = z.infer<typeof Thread>

/** One message found. Marks are [from, to) in UTF-16 units of its body. */
export const SearchHit = z.object({
  event: TimelineEvent,
  marks: z.array(z.tuple([z.number().int(), z.number().int()]))
})
export type SearchHit = z.infer<typeof SearchHit>

export const SearchResult = z.object({
  /** Newest first. */
  hits: z.array(SearchHit),
  /** How many there are in all, counted up to MAX_FOUND. */
  found: z.number().int(),
  /** Messages on this computer that were searched. */
  searched: z.number().int(),
  /** A word on this computer that looks like what was typed, where nothing was found. */
  suggestion: z.string().nullable()
})
export type SearchResult = z.infer<typeof SearchResult>

export const TimelinePage = z.object({
  /** In reading order. */
  events: z.array(TimelineEvent),
  /** How many lie before the first and behind the last of these. */
  older: z.number().int(),
  newer: z.number().int()
})
export type TimelinePage = z.infer<typeof TimelinePage>

export const InterfaceRule = z.enum(['use', 'never'])
export type InterfaceRule = z.infer<typeof InterfaceRule>

export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['system', 'more', 'standard']),
  motion: z.enum(['system', 'less', 'full']),
  density: z.enum(['comfortable', 'compact']),
  /** Percent. */
  textSize: z.number().int().min(80).max(200),
  clock: z.enum(['24', '12']),
  enterSends: z.boolean(),
  /** Tell others what was read, and be told: never only one of them. */
  readReceipts: z.boolean(),
  /** Who may begin a direct room: everybody, those in a private room of ours or contacts, only contacts. */
  whoMayWrite: z.enum(['everybody', 'shared', 'contacts']),
  /** Keeps sealed copies for people who are away. */
  carryForOthers: z.boolean(),
  /** Minutes without use after which the passphrase is asked for; null: never. Needs one. */
  lockAfter: z.number().int().min(1).max(1_440).nullable(),
  /** Whether this computer announces itself. */
  beHeard: z.boolean(),
  /** Only computers on the very networks this one is on: nobody through others, nobody behind a router. */
  onlyThisLan: z.boolean(),
  /** Passes things on between people who do not hear each other, where this computer sits on two networks. */
  bridge: z.boolean(),
  /** Network interfaces by name. Those without a rule are used. */
  interfaces: z
    .record(z.string().min(1).max(MAX_INTERFACE_NAME), InterfaceRule)
    .refine(rules => Object.keys(rules).length <= MAX_INTERFACE_RULES)
})
export type Settings = z.infer<typeof Settings>
export const CoreState = z.object({
  /** locked: a passphrase is needed; new: the first screen; open: in use. */
  stage: z.enum(['locked', 'new', 'open']),
  /** Who keeps the store's key: the system's key store, a file only the owner can read, or a passphrase. */
  keyKeeper: z.enum(['system', 'file', 'passphrase']),
  host: z.enum(['desktop', 'headless']),
  version: z.string(),
  me: Me.nullable(),
  /** What the first screen is filled with. `keyprint` belongs to the key just made, once there is one. */
  suggested: z.object({ name: z.string(), deviceName: z.string(), keyprint: hex32.nullable() })
})
export type CoreState = z.infer<typeof CoreState>

export const NetworkState = z.object({
  /** Whether this computer has an interface that others could be on. */
  online: z.boolean(),
  /** The TCP port others reach; null while nothing listens. */
  port: z.number().nullable(),
  /** The port that was asked for, where another program had it. */
  portTaken: z.number().nullable(),
  addresses: z.array(z.string()),
  interfaces: z.array(z.object({ name: z.string(), address: z.string() })),
  discovery: z.boolean(),
  /** Whether others can notice this computer: false while it only listens, by choice or since there is no account. */
  beingHeard: z.boolean(),
  /** Whether somebody reaches somebody through this computer now. */
  bridging: z.boolean(),
  /** How far this clock is ahead of those of the people near, in ms, where it is far; null while it is not, or nobody is near. */
  clockOffMs: z.number().int().nullable()
})
export type NetworkState = z.infer<typeof NetworkState>

/** An invite into a private room. */
export const Invite = z.object({
  /** Names it among those of the room: its public key. */
  inviteId: hex32,
  /** What others paste or scan; null where another device made it. */
  link: z.string().nullable(),
  expiresAt: z.number().int().nullable(),
  once: z.boolean(),
  by: Author
})
export type Invite = z.infer<typeof Invite>

/** What an invite says before it is used. */
export const InviteSaid = z.object({
  name: z.string(),
  /** Who made it; the name is null where nobody introduced them. */
  by: z.object({ account: AccountId, name: z.string().nullable() }),
  expiresAt: z.number().int().nullable(),
  state: z.enum(['good', 'expired', 'joined'])
})
export type InviteSaid = z.infer<typeof InviteSaid>

/** A member of a private room. */
export const Member = z.object({
  account: AccountId,
  role: Role,
  since: z.number().int(),
  addedBy: Author.nullable(),
  /** This computer has no key of theirs yet: they cannot read what it says until they are near once. */
  waiting: z.boolean()
})
export type Member = z.infer<typeof Member>

/** What two people compare. */
export const Safety = z.object({
  /** Twelve groups of five digits. */
  digits: z.array(z.string()).length(12),
  words: z.array(z.string()).length(18),
  /** What the other scans here. */
  code: z.string()
})
export type Safety = z.infer<typeof Safety>

/** A public channel that people within earshot are in. */
export const HeardChannel = z.object({ name: z.string(), people: z.number().int(), joined: z.boolean() })
export type HeardChannel = z.infer<typeof HeardChannel>
