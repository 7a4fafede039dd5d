/**
 * Compares rooms with a peer and fetches what is missing here: one stream is one session, and who opens it pulls.
 * Spec: docs/protocol/09-sync.md
 */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import type { SyncTimings } from './constants.ts'
import { SyncService } from './sync.ts'

export { SYNC_PROTOCOL } from './constants.ts'

/** Inclusive, by seq. */
export interface Range {
  first: number
  last: number
}

export interface RoomDigest {
  /** 16 bytes. */
  tag: Uint8Array
  /** 32 bytes. */
  digest: Uint8Array
  /** 32 bytes: the other's digest when it had nothing for us. */
  seen: Uint8Array | undefined
}

export interface LogFrontier {
  device: Uint8Array
  headHlc: bigint
  /** Ascending, disjoint. */
  ranges: Range[]
}

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
  /** Limits left some of it out: more may be held. */
  partial?: boolean
}

export interface Comparison {
  /** 16 random bytes. */
  nonce: Uint8Array
  /** ms since 1970. */
  now: number
  rooms: RoomDigest[]
}

export interface Compared {
  now: number
  rooms: RoomFrontier[]
}

export interface Part {
  device: Uint8Array
  first: number
  last: number
}

/** Unverified; the bytes are views of the frame they came in. */
export interface SignedEntry {
  header: Uint8Array
  body: Uint8Array
  signature: Uint8Array
}

/** The pulling side. One thing at a time; any fault, and leaving a fetch before its end, ends it. */
export interface SyncSession {
  /** @param ours at most MAX_SYNC_ROOMS rooms */
  compare(ours: Comparison): Promise<Compared>
  /** @param parts at most MAX_SYNC_ENTRIES entries, of a room that the last comparison answered with */
  fetch(tag: Uint8Array, parts: readonly Part[]): AsyncIterable<SignedEntry[]>
  close(): Promise<void>
}

/** The answering side of one session. What it throws resets the stream. */
export interface SyncAnswers {
  compare(theirs: Comparison): Compared
  /** Taken from as the peer reads, one list at a time. */
  fetch(tag: Uint8Array, parts: readonly Part[]): Iterable<SignedEntry[]>
  /** Always called, once. */
  end(): void
}

export interface Sync {
  /** Throws where the peer does not speak it, or too many sessions with it are under way. */
  open(connection: Connection): Promise<SyncSession>
}

export interface SyncInit {
  /** A peer begins to sync with us. Undefined: not now. */
  syncing(peer: PeerId): SyncAnswers | undefined
  timings?: Partial<SyncTimings>
}

export interface SyncComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function sync(init: SyncInit): (components: SyncComponents) => Sync {
  return components => new SyncService(components, init)
}
