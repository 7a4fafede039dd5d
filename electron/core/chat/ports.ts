/** What the chat needs of the network, and what the network asks of the chat. core/node implements the first over libp2p. */
import type { DeviceId } from '../../../shared/model.ts'

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

/** Which entries of the reader's own log in a room the sender stores: inclusive ranges of seq, newest first. */
export interface Receipt {
  roomId: Uint8Array
  ranges: Array<{ first: number; last: number }>
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
}

/** The network as the chat sees it. */
export interface Network {
  readonly deviceId: DeviceId
  start(): Promise<void>
  stop(): Promise<void>
  status(): NetworkStatus
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
  /** Dials and greets. Throws ChatError peer.address, peer.self, peer.refused or peer.timeout. */
  connect(address: string): Promise<DeviceId>
  /** Greets everybody connected again: the profile or the channels have changed. */
  greetAll(): void
  /** Who these devices are, by a peer who passed on what they wrote. Bytes are unverified. */
  askIntroductions(peer: DeviceId, devices: DeviceId[]): Promise<Introduction[]>
  sendReceipts(peer: DeviceId, receipts: Receipt[]): Promise<void>
}

/** What the network asks and tells. Everything that comes from a peer is unverified but for who sent it. */
export interface NetworkEvents {
  /** Undefined while only listening: then nothing of us is told. */
  greeting(): Greeting | undefined
  /** A connected peer greeted. False: what it said does not hold, the connection is closed. */
  greeted(peer: DeviceId, greeting: Greeting): boolean
  /** No connection to this peer any more. */
  parted(peer: DeviceId): void
  /** A round trip to a connected peer, in ms. */
  measured(peer: DeviceId, rttMs: number): void
  /** A connected peer came into a topic: what waits for it can go out. */
  subscribed(peer: DeviceId, topic: string): void
  introductions(devices: DeviceId[]): Introduction[]
  receipts(peer: DeviceId, receipts: Receipt[]): void
  statusChanged(): void
}
