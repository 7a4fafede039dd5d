/** Every deadline, rate and bound of the network, in one place. Tests shorten the deadlines. */
import type { RelayLimits } from './across/relay.ts'

export interface Timings {
  /** How long a connection may be quiet before it is pinged: so long for each connection there is, within these bounds. */
  heartbeatEachMs: number
  heartbeatMs: number
  heartbeatMostMs: number
  /** How long a ping may take before it is missed; after the first miss the next are less patient. */
  pingMs: number
  missMs: number
  /** Pings missed in a row, with nothing else heard, before a connection is closed. */
  misses: number
  /** The round trip is measured this often even where enough is heard. */
  measureMs: number
  /** An older connection must answer within this when a newer one appears, and all when the network has changed. */
  probeMs: number
  /** How long the higher PeerId leaves the dialling to the lower. */
  graceMs: number
  /** How long those in a crowd leave the dialling to somebody new. */
  leaveMs: number
  /** How long a second connection of a pair is left open. */
  surplusMs: number
  /** First wait before dialling again. */
  redialMs: number
  /** Longest wait while the peer was there lately, today, or long ago. */
  redialSoonMs: number
  redialLaterMs: number
  redialSeldomMs: number
  /** How long a peer that refused is left alone. */
  refusedMs: number
  /** How long an address may take to accept a connection, and the other end then to prove who it is. */
  reachMs: number
  dialMs: number
  /** The next address of the same peer is dialled beside the last after this. */
  besideMs: number
  /** A dial that is older than this is begun anew where the network is back. */
  staleMs: number
  /** connect(): dial and greeting together. */
  connectMs: number
  /** How often redial, watchdog and the like look around. */
  tickMs: number
  /** A gossip stream missing for this long is opened again; for this long, the connection is closed. */
  reattachMs: number
  /** A peer of which no topic is known for this long after it was attached is asked once. */
  muteMs: number
  detachedMs: number
  /** A greeting that failed is tried again after this. */
  regreetMs: number
  /** What follows a greeting waits until nobody came for so long for each peer there is, or so long, or waited so long. */
  lullEachMs: number
  lullMostMs: number
  lullLatestMs: number
  /** Who does not greet is identified so much later than that. */
  unheardMs: number
  /** From one to the next of those who waited. */
  turnMs: number
  /** A full pipe that moves nothing for this long, or is full for this long: the peer is dropped. */
  stalledMs: number
  fullMs: number
  /** How often interfaces are looked at. */
  interfacesMs: number
  /** Whom somebody reaches is asked this long after they greeted, this long after that, and of a few people in each round. */
  peersSoonMs: number
  peersAgainMs: number
  peersRoundMs: number
  /** Between two notes that it changed, and two questions about it to one peer. */
  peersNoteMs: number
  /** What was said of it counts for this long. */
  peersExpireMs: number
  /** Somebody who was not reached for this long is tried through a bridge. */
  acrossMs: number
  /** How long a reservation with a bridge holds, and when it is asked for again. */
  reservedMs: number
  renewMs: number
}

export const TIMINGS: Timings = {
  heartbeatEachMs: 400,
  heartbeatMs: 5_000,
  heartbeatMostMs: 20_000,
  pingMs: 5_000,
  missMs: 2_000,
  misses: 3,
  measureMs: 60_000,
  probeMs: 1_000,
  graceMs: 1_000,
  leaveMs: 3_000,
  surplusMs: 250,
  redialMs: 500,
  redialSoonMs: 2_000,
  redialLaterMs: 10_000,
  redialSeldomMs: 60_000,
  refusedMs: 10 * 60_000,
  reachMs: 2_000,
  dialMs: 5_000,
  besideMs: 250,
  staleMs: 1_000,
  connectMs: 5_000,
  tickMs: 200,
  reattachMs: 1_000,
  muteMs: 3_000,
  detachedMs: 8_000,
  regreetMs: 3_000,
  lullEachMs: 60,
  lullMostMs: 1_000,
  lullLatestMs: 2_000,
  unheardMs: 300,
  turnMs: 20,
  stalledMs: 10_000,
  fullMs: 60_000,
  interfacesMs: 1_000,
  peersSoonMs: 500,
  peersAgainMs: 5_000,
  peersRoundMs: 60_000,
  peersNoteMs: 2_000,
  peersExpireMs: 150_000,
  acrossMs: 3_000,
  reservedMs: 30 * 60_000,
  renewMs: 10 * 60_000
}

/** Peers that were connected or met whose addresses are remembered for dialling; and those that may be invented. */
export const MAX_KNOWN_PEERS = 1_024
export const MAX_STRANGERS = 256
/** Addresses remembered for each of them: those it is said to have, and those where it answered. */
export const MAX_PEER_ADDRESSES = 8
export const MAX_PROVED_ADDRESSES = 4
/** Peers dialled at once, and dials begun in a second; of these to people of whom there is no sign, and to strangers. */
export const MAX_DIALS = 24
export const MAX_DIALS_PER_SECOND = 40
export const MAX_ABSENT_PER_SECOND = 4
export const MAX_STRANGERS_PER_SECOND = 32
/** So many people are a crowd: who comes new into one dials everybody, and is left to it. */
export const CROWD = 12
/** With so many connections nobody is dialled; gossip passes on what others say. */
export const ENOUGH_CONNECTIONS = 128
export const MAX_CONNECTIONS = 256
/** A connection that lasted less than this counts as a failed dial. */
export const SHORT_LIVED_MS = 5_000

/** Bytes waiting for a peer at which publishing waits, and at which it goes on. */
export const PIPE_HIGH_BYTES = 1024 * 1024
export const PIPE_LOW_BYTES = 256 * 1024
/** Bytes waiting for a peer at which its stream is reset: what is relayed cannot wait. */
export const PIPE_MAX_BYTES = 8 * 1024 * 1024

/** Messages and bytes of one peer under way to the store at which it is not read any more, and is again. */
export const INBOX_HIGH_MESSAGES = 512
export const INBOX_HIGH_BYTES = 4 * 1024 * 1024
export const INBOX_LOW_MESSAGES = 128
export const INBOX_LOW_BYTES = 1024 * 1024

/** Yamux: what a peer may send before we read it. Less than a paused stream may hold (4 MiB). */
export const MAX_STREAM_WINDOW_BYTES = 1024 * 1024

/** What is passed on between others: where this computer happens to join two networks, and where it was told to. */
export const RELAY_LIMITS: { auto: RelayLimits; always: RelayLimits } = {
  auto: {
    reservations: 32,
    circuits: 64,
    reservationMs: 30 * 60_000,
    circuitMs: 30 * 60_000,
    circuitBytes: 16 * 1024 * 1024
  },
  always: {
    reservations: 256,
    circuits: 512,
    reservationMs: 30 * 60_000,
    circuitMs: 2 * 60 * 60_000,
    circuitBytes: 256 * 1024 * 1024
  }
}
/** People that one peer told of at once and whose addresses are dialled. */
export const MAX_TOLD_PEERS = 64
