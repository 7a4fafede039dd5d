/** Spec: docs/protocol/20-history.md */
export const HISTORY_PROTOCOL = '/earshot/history/1'
export const HISTORY_TIMEOUT_MS = 10_000
export const MAX_INBOUND_STREAMS = 2
export const MAX_OUTBOUND_STREAMS = 2
/** Runs of one log each in a request, and entries in all of them. */
export const MAX_PARTS = 64
export const MAX_ENTRIES = 1_024
/** Bundles in an answer: each is sealed to who asks. */
export const MAX_BUNDLES = 4
/** An inbox of 72 KiB, padded and sealed. */
export const MAX_BUNDLE_BYTES = 84 * 1024
export const DEVICE_KEY_BYTES = 32
export const NONCE_BYTES = 16
export const TAG_BYTES = 16
export const MAX_REQUEST_BYTES = MAX_PARTS * (DEVICE_KEY_BYTES + 32) + TAG_BYTES + NONCE_BYTES + 16
export const MAX_RESPONSE_BYTES = MAX_BUNDLES * (MAX_BUNDLE_BYTES + 8)
export const RATE = { burst: 20, perSecond: 4 }
