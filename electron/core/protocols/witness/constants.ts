/** Spec: docs/protocol/12-witness.md */
export const WITNESS_PROTOCOL = '/earshot/witness/1'
export const WITNESS_TIMEOUT_MS = 5_000
/** The dial back, within the deadline. */
export const DIAL_BACK_MS = 2_500
export const MAX_INBOUND_STREAMS = 2
export const MAX_OUTBOUND_STREAMS = 4
export const DEVICE_KEY_BYTES = 32
/** Nobody listens with a chat below, and others' doors are not for trying. */
export const MIN_PORT = 1_024
export const MAX_PORT = 65_535
export const MAX_ADDRESS_CHARS = 256
export const MAX_REQUEST_BYTES = 64
export const MAX_RESPONSE_BYTES = 1_024
/** Dials back under way at once, for all peers together. */
export const MAX_DIALS_BACK = 4
/** A doctor asks everybody near a few times in a row. */
export const RATE = { burst: 8, perSecond: 0.5 }
