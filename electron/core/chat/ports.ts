/** What the chat needs of the network, and what the network asks of the chat. core/node implements the first over libp2p. */
import type { DeviceId, InterfaceRule } from '../../../shared/model.ts'
import type { DialOutcome, Found, Ignored, LanInterface } from '../../../shared/networkModel.ts'
import type { Looking } from './doctor/looking.ts'

/** A person's device, provable by itself: a certificate and the newest profile, as signed bytes. */
export interface Introduction {
  certificate: Uint8Array
  profile: Uint8Array
}

/** What two peers tell each other when they connect. Somebody who only listens sends none. */
export interface Greeting extends Introduction {
  /** Names of the public channels this person is in. */
  channels: string[]
}

/** Inclusive, by seq. */
export interface Range {
  first: number
  last: number
}

/** Which entries of the reader's own log in a room the sender stores, and which of them were read: newest first. */
export interface Receipt {
  roomId: Uint8Array
  ranges: Range[]
  read: Range[]
}

/** A room as compared: who knows the room's secret recognises the tag. Spec: docs/protocol/09-sync.md */
export interface RoomDigest {
  /** 16 bytes. */
  tag: Uint8Array
  /** 32 bytes: equal where both have, or had, the same entries. */
  digest: Uint8Array
  /** The other's digest when it had nothing for us, as long as ours is the same as then. */
  seen: Uint8Array | undefined
}

/** A log as one peer holds it. */
export interface LogFrontier {
  device: Uint8Array
  /** hlc of the newest entry held. */
  headHlc: bigint
  /** What is held, ascending, disjoint. What was let go of is not in it. */
  ranges: Range[]
}

/** Two signed headers of one device with one seq. */
export interface Fork {
  header: Uint8Array
  signature: Uint8Array
  header2: Uint8Array
  signature2: Uint8Array
}

export interface RoomFrontier {
  tag: Uint8Array
  digest: Uint8Array
  logs: LogFrontier[]
  forks: Fork[]
  /** More is held than is said here: limits left the oldest ranges, or some logs, out. */
  partial?: boolean
}

export interface Comparison {
  /** 16 random bytes: tags of one comparison say nothing about those of another. */
  nonce: Uint8Array
  /** The sender's clock, ms since 1970. */
  now: number
  rooms: RoomDigest[]
}

/** Rooms that both are in and that differ. */
export interface Compared {
  now: number
  rooms: RoomFrontier[]
}

/** Entries of one log that are asked for. */
export interface Part {
  device: Uint8Array
  first: number
  last: number
}

/** What two peers say of key packages; unverified bytes. Spec: docs/protocol/15-key-packages.md */
export interface KeysRequest {
  /** Signed bundles of the sender, at most 4. */
  give: Uint8Array[]
  /** Devices whose newest bundle for anybody is asked for, at most 32. */
  want: Uint8Array[]
  /** 16 random bytes, for the tags. */
  nonce: Uint8Array
  /** Tags of rooms in which the sender cannot read what the other seals, at most 32. */
  lost: Uint8Array[]
}

/** What somebody who came into a room later asks a member for. Spec: docs/protocol/20-history.md */
export interface HistoryRequest {
  tag: Uint8Array
  /** 16 random bytes. */
  nonce: Uint8Array
  /** At most 64, of 1,024 entries together. */
  parts: Part[]
}

/** An entry as it was signed; the body is empty where it was redacted. */
export interface SignedEntry {
  header: Uint8Array
  body: Uint8Array
  signature: Uint8Array
}

/** One sync with one peer: compare once or more, then fetch, one thing at a time. Any fault ends it. */
export interface SyncSession {
  compare(ours: Comparison): Promise<Compared>
  /**
   * Entries of a room that was compared, part by part as asked for, each newest first, in frames of at most
   * MAX_FRAME_ENTRIES. What the other does not hold is left out. Unverified but for their number and size. The next
   * frame is only read once it is asked for. Throws when the other is too slow or sends what was not asked for.
   */
  fetch(tag: Uint8Array, parts: readonly Part[]): AsyncIterable<SignedEntry[]>
  close(): Promise<void>
}

/** What a peer that syncs asks of us. One object a session; `end` is always called. */
export interface SyncAnswers {
  compare(theirs: Comparison): Compared
  fetch(tag: Uint8Array, parts: readonly Part[]): Iterable<SignedEntry[]>
  end(): void
}

/** Why a peer does not carry a parcel, or does nothing of the kind: for us, or for anybody. */
export type CourierRefusal = 'not-a-courier' | 'malformed' | 'too-large' | 'tag-full' | 'yours-full' | 'full'

/** Leaves parcels with peers, and asks them for ours. Throws where the peer does not speak it, or broke off. */
export interface CourierNetwork {
  put(peer: DeviceId, tag: Uint8Array, parcel: Uint8Array): Promise<'stored' | CourierRefusal>
  /** @param tags at most MAX_PARCEL_TAGS, ascending */
  take(peer: DeviceId, tags: readonly Uint8Array[], after: Place | undefined): Promise<Page | CourierRefusal>
  /** @param dropped at most MAX_DROPPED_PARCELS */
  drop(peer: DeviceId, dropped: readonly Dropped[]): Promise<'dropped' | CourierRefusal>
}

/** A place among the parcels that a courier keeps, by tag and SHA-256 of the parcel. */
export interface Place {
  tag: Uint8Array
  hash: Uint8Array
}

/** Parcels of one answer, ascending by place. */
export interface Page {
  parcels: Array<{ tag: Uint8Array; parcel: Uint8Array }>
  /** There are more behind the last one. */
  more: boolean
  /** Whether new ones are taken in, and whether the peer is there for that. */
  carries: 'nothing' | 'beside' | 'always'
}

/** A parcel to be let go of, and the key of its lock; undefined: a first contact with the account of who says so. */
export interface Dropped extends Place {
  key: Uint8Array | undefined
}

/** What a peer that has a parcel, or asks for some, is answered. One is `stored` once it will not be lost. */
export interface CourierAnswers {
  put(tag: Uint8Array, parcel: Uint8Array): Promise<'stored' | CourierRefusal>
  /** @param tags ascending */
  take(tags: readonly Uint8Array[], after: Place | undefined): Page | CourierRefusal
  drop(dropped: readonly Dropped[]): Promise<'dropped' | CourierRefusal>
}

/** accept: stored here, pass it on; ignore: says nothing about the sender; reject: provably forged or malformed. */
export type Verdict = { verdict: 'accept' } | { verdict: 'ignore' | 'reject'; reason: string }

export interface NetworkStatus {
  online: boolean
  port: number | null
  portTaken: number | null
  addresses: string[]
  interfaces: Array<{ name: string; address: string }>
  discovery: boolean
  beingHeard: boolean
  bridging: boolean
}

/** A connection to a peer. Times are ms since 1970. */
export interface Link {
  peer: DeviceId
  /** Multiaddr of the other end. */
  address: string
  /** Name of the interface it goes over; null where that cannot be told. */
  interface: string | null
  direction: 'in' | 'out'
  since: number
  /** Who relays it; null for a direct one. */
  relay: DeviceId | null
  found: Found
  /** What the peer says it runs; null until it did. */
  agent: string | null
}

/** A dial, whoever wanted it. */
export interface DialAttempt {
  at: number
  peer: DeviceId | null
  address: string
  outcome: DialOutcome
}

/** Where somebody was reached, in this run or an earlier one: multiaddrs with the PeerId, the last first. */
export interface Met {
  peer: DeviceId
  addresses: string[]
}

/** What the network page and the doctor are told of the network. */
export interface NetworkFacts {
  interfaces: LanInterface[]
  links: Link[]
  /** The newest, newest first. */
  attempts: DialAttempt[]
  ignored: Ignored[]
}

/** What the people of this computer, and whoever started it, want of the network. */
export interface NetworkRules {
  /** Whether others may notice this computer. */
  beHeard: boolean
  onlyThisLan: boolean
  bridge: 'never' | 'auto' | 'always'
  /** Whether an interface is used, by its name. */
  uses(interfaceName: string): boolean
  /** What is laid down for an interface; `fixed` where it cannot be changed while this copy runs. */
  ruleOf(interfaceName: string): { rule: InterfaceRule | null; fixed: boolean }
}

/** A device that another one reaches. */
export interface Told {
  device: DeviceId
  /** Who relays; null: directly. */
  relay: DeviceId | null
}

/** The network as the chat sees it. */
export interface Network {
  readonly deviceId: DeviceId
  /** What the doctor asks. */
  readonly looking: Looking
  readonly courier: CourierNetwork
  start(): Promise<void>
  stop(): Promise<void>
  /** Follows these rules from now on. */
  configure(rules: NetworkRules): void
  status(): NetworkStatus
  /** What happened since the start, and what there is now. */
  facts(): NetworkFacts
  /** Devices that are connected with each other only through this one, now. */
  dependents(): DeviceId[]
  /** Multiaddrs with the PeerId, that others on the LAN can dial. */
  addresses(): string[]
  join(topic: string, receive: (data: Uint8Array, from: DeviceId) => Promise<Verdict>): void
  leave(topic: string): void
  /**
   * Hands an event to the topic's peers. Waits while their pipes are full. Resolves with how many it was handed to:
   * 0 when nobody is there, and then it may be published again later.
   */
  publish(topic: string, data: Uint8Array): Promise<number>
  /** Connected peers that are in a topic. */
  subscribers(topic: string): DeviceId[]
  /** Dials and greets. Throws ChatError peer.address, peer.self, peer.wrong, peer.refused, peer.timeout or net.outside. */
  connect(address: string): Promise<DeviceId>
  /** Dials one address, and says how it ended. Throws ChatError peer.address, or what ended the signal. */
  attempt(address: string, expected: DeviceId | undefined, signal: AbortSignal): Promise<DialOutcome>
  /** Greets everybody connected again: the profile or the channels have changed. */
  greetAll(): void
  /** Who these devices are, by a peer who passed on what they wrote. Bytes are unverified. */
  askIntroductions(peer: DeviceId, devices: DeviceId[]): Promise<Introduction[]>
  sendReceipts(peer: DeviceId, receipts: Receipt[]): Promise<void>
  /** Gives and asks for key packages. Answers signed bundles, unverified. Throws where the peer does not speak it. */
  exchangeKeys(peer: DeviceId, request: KeysRequest): Promise<Uint8Array[]>
  /** Asks for what was said in a room before we came. Answers bundles sealed to this device, unverified. Throws where there are none. */
  askHistory(peer: DeviceId, request: HistoryRequest): Promise<Uint8Array[]>
  /** Opens a sync with a connected peer. Throws where it does not speak it. */
  sync(peer: DeviceId): Promise<SyncSession>
}

/** What the network asks and tells. Everything that comes from a peer is unverified but for who sent it. */
export interface NetworkEvents {
  /** Undefined while only listening: then nothing of us is told. */
  greeting(): Greeting | undefined
  /** A connected peer greeted. False: what it said does not hold, the connection is closed. */
  greeted(peer: DeviceId, greeting: Greeting): boolean
  /** It is the turn of a peer that greeted: what there is to do with it, beyond knowing that it is near, begins. */
  welcomed(peer: DeviceId): void
  /** No connection to this peer any more. */
  parted(peer: DeviceId): void
  /** A connected peer is reached in another way now: through `relay`, or null: directly. New ones are reached directly. */
  reached(peer: DeviceId, relay: DeviceId | null): void
  /** Whom a connected peer says that it reaches, in place of what it said before. Hearsay. */
  told(peer: DeviceId, reached: Told[]): void
  /** A connected peer can be dialled at this address. */
  proved(peer: DeviceId, address: string): void
  /** A round trip to a connected peer, in ms. */
  measured(peer: DeviceId, rttMs: number): void
  /** A connected peer came into a topic: what waits for it can go out. */
  subscribed(peer: DeviceId, topic: string): void
  introductions(devices: DeviceId[]): Introduction[]
  receipts(peer: DeviceId, receipts: Receipt[]): void
  /** Undefined: not now, the sender is not known yet. */
  keys(peer: DeviceId, request: KeysRequest): Uint8Array[] | undefined
  /** What a peer that leaves parcels or asks for them is answered. Undefined: nothing is done for it. */
  carrying(peer: DeviceId): CourierAnswers | undefined
  /** What is handed over of a room's history. Undefined: nothing. */
  history(peer: DeviceId, request: HistoryRequest): Uint8Array[] | undefined
  /** A peer begins to sync with us. Undefined: not now. */
  syncing(peer: DeviceId): SyncAnswers | undefined
  statusChanged(): void
}
