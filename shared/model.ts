/** What both sides know: the things the core tells the interface about, as data. */
import { z } from 'zod'
import { HUES } from './limits.ts'

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
  /** Median round trip of the last pings in ms, while direct. */
  latencyMs: z.number().nullable(),
  firstHeardAt: z.number(),
  /** When they were last within earshot; now, while they are. */
  lastHeardAt: z.number(),
  /** Another person, or oneself, has a name that looks the same. */
  lookalike: z.boolean(),
  /** Names of the public channels they say they are in. */
  channels: z.array(z.string())
})
export type Person = z.infer<typeof Person>

export const Room = z.object({
  roomId: RoomId,
  kind: z.enum(['public']),
  name: z.string(),
  joinedAt: z.number(),
  unread: z.number().int(),
  /** People known to be in it, oneself included. */
  members: z.number().int(),
  /** Of those, within earshot now, oneself included. */
  reachable: z.number().int(),
  /** Up to here it has been read; null when nothing was. */
  readUpTo: OrderKey.nullable(),
  lastEventAt: z.number().nullable(),
  draft: z.string()
})
export type Room = z.infer<typeof Room>

/**
 * sending: stored here, nobody has acknowledged; held: at least one other person's device stores it;
 * partial: all within earshot have it, others are away; delivered: every member has it;
 * waiting: nobody is within earshot; received: somebody else's message.
 */
export const Delivery = z.enum(['sending', 'held', 'partial', 'delivered', 'waiting', 'received'])
export type Delivery = z.infer<typeof Delivery>

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
  kind: z.enum(['message']),
  body: z.string(),
  delivery: Delivery,
  /** Other members who acknowledged storing it, of all other members; counted for own messages only. */
  heldBy: z.number().int(),
  heldOf: z.number().int()
})
export type TimelineEvent = z.infer<typeof TimelineEvent>

export const TimelinePage = z.object({
  /** In reading order. */
  events: z.array(TimelineEvent),
  /** How many lie before the first and behind the last of these. */
  older: z.number().int(),
  newer: z.number().int()
})
export type TimelinePage = z.infer<typeof TimelinePage>

export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['system', 'more', 'standard']),
  motion: z.enum(['system', 'less', 'full']),
  density: z.enum(['comfortable', 'compact']),
  /** Percent. */
  textSize: z.number().int().min(80).max(200),
  clock: z.enum(['24', '12']),
  enterSends: z.boolean()
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
  discovery: z.boolean()
})
export type NetworkState = z.infer<typeof NetworkState>

/** A public channel that people within earshot are in. */
export const HeardChannel = z.object({ name: z.string(), people: z.number().int(), joined: z.boolean() })
export type HeardChannel = z.infer<typeof HeardChannel>
