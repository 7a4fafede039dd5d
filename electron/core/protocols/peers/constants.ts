/** Spec: docs/protocol/10-peers.md */
export const PEERS_PROTOCOL = '/earshot/peers/1'
export const PEERS_TIMEOUT_MS = 5_000
export const MAX_INBOUND_STREAMS = 4
export const MAX_OUTBOUND_STREAMS = 4
/** Told of at once. */
export const MAX_PEERS = 256
export const DEVICE_KEY_BYTES = 32
export const DIGEST_BYTES = 32
/** A signed peer record, and the addresses in it that are read. */
export const MAX_RECORD_BYTES = 2 * 1024
export const MAX_RECORD_ADDRESSES = 16
export const MAX_REQUEST_BYTES = 64
export const MAX_RESPONSE_BYTES = DIGEST_BYTES + 16 + MAX_PEERS * (MAX_RECORD_BYTES + 2 * DEVICE_KEY_BYTES + 16)
/** Questions and notes together. */
export const RATE = { burst: 20, perSecond: 1 }
