/** Asks a peer whom it reaches, so that people who do not hear each other learn of each other. Spec: docs/protocol/10-peers.md */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { PeersService } from './peers.ts'

export { MAX_PEERS, PEERS_PROTOCOL } from './constants.ts'
export { openRecord } from './records.ts'

/** What both sides say of themselves. */
export interface PeersNote {
  /** Passes things on between others. */
  bridges: boolean
  /** Not to be told of. */
  quiet: boolean
}

export interface PeersQuestion extends PeersNote {
  /** 32 bytes, over the devices that are reached and the own one. */
  digest: Uint8Array
}

/** Unverified: who says so may err or lie. */
export interface ReachedPeer {
  /** Ed25519 public key. */
  device: Uint8Array
  /** Public key of the device that relays; empty: reached directly. */
  relay: Uint8Array
  /** Signed peer record, see openRecord; empty where there is none. */
  record: Uint8Array
}

export interface PeersAnswer extends PeersQuestion {
  /** Empty where both digests are the same. */
  peers: ReachedPeer[]
}

export interface Peers {
  ask(connection: Connection, ours: PeersQuestion): Promise<PeersAnswer>
  /** Says that whom we reach, or what we are, has changed. */
  note(connection: Connection, ours: PeersNote): Promise<void>
}

export interface PeersInit {
  /** A peer asks. At most MAX_PEERS of the answer are told; undefined: not now. */
  asked(peer: PeerId, theirs: PeersQuestion): Promise<PeersAnswer | undefined>
  noted(peer: PeerId, theirs: PeersNote): void
  timeoutMs?: number
}

export interface PeersComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function peers(init: PeersInit): (components: PeersComponents) => Peers {
  return components => new PeersService(components, init)
}
