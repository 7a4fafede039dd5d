/** Spec: docs/protocol/09-sync.md */
import { MAX_EVENT_BYTES } from '../../../../shared/limits.ts'

export const SYNC_PROTOCOL = '/earshot/sync/1'
/** More than sessions: the stream of one that has just ended may still be closing. */
export const MAX_INBOUND_STREAMS = 4
export const MAX_OUTBOUND_STREAMS = 4
/** At once, with one peer. */
export const MAX_SESSIONS = 2
/** Sessions, and comparisons beyond the first of a session. */
export const RATE = { burst: 20, perSecond: 2 }
/** Each is bounded by what it streams; what is held of none costs a lookup for each part, and so many parts count as one more. */
export const FETCH_RATE = { burst: 1_000, perSecond: 200 }
export const PARTS_A_FETCH = 64

export const NONCE_BYTES = 16
export const TAG_BYTES = 16
export const DIGEST_BYTES = 32
export const KEY_BYTES = 32
export const SIGNATURE_BYTES = 64
export const MAX_HEADER_BYTES = 1_024
export const MAX_BODY_BYTES = MAX_EVENT_BYTES

/** Any frame, either way, without its length. */
export const MAX_FRAME_BYTES = 256 * 1024
/** What is put into a frame of frontiers before another one is begun. */
export const FRONTIERS_FRAME_BYTES = 192 * 1024
/** Of an answer to a comparison, in all its frames. A log without a range counts as one. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024
export const MAX_ANSWER_RANGES = 256 * 1024
/** What one stream may hold here, not yet read: several times what its window lets through. */
export const MAX_BUFFER_BYTES = 4 * 1024 * 1024
/** Bytes waiting for the peer at which the next frame is not yet made. */
export const PIPE_LOW_BYTES = 64 * 1024

export interface SyncTimings {
  /** Opening the stream. */
  openMs: number
  /** Until each frame of an answer has come. */
  frameMs: number
  /** Slower than minBytesPerSecond, counted over this much waiting, is too slow. */
  dripMs: number
  minBytesPerSecond: number
  /** How long the answering side waits for a request, and for the peer to take anything of an answer. */
  idleMs: number
  /** A whole session. */
  sessionMs: number
  /** How long the other end may take to close its half of the stream. */
  closeMs: number
}

export const TIMINGS: SyncTimings = {
  openMs: 5_000,
  frameMs: 10_000,
  dripMs: 20_000,
  minBytesPerSecond: 8 * 1024,
  idleMs: 30_000,
  sessionMs: 10 * 60_000,
  closeMs: 5_000
}
