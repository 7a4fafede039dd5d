/** Spec: docs/protocol/ */
export const RECEIPTS_PROTOCOL = '/earshot/receipts/1'
export const RECEIPTS_TIMEOUT_MS = 5_000
export const MAX_INBOUND_STREAMS = 8
export const MAX_OUTBOUND_STREAMS = 8
export const MAX_RECEIPTS = 256
export const MAX_RANGES = 64
export const ROOM_ID_BYTES = 32
/** Two varints of at most eight bytes for a range, and the framing. Ranges stored, and ranges read. */
export const MAX_RECEIPTS_BYTES = MAX_RECEIPTS * (ROOM_ID_BYTES + 8 + 2 * MAX_RANGES * 20)
export const RATE = { burst: 60, perSecond: 20 }
