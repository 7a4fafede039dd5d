/** Spec: docs/protocol/ */
export const INTRODUCE_PROTOCOL = '/earshot/introduce/1'
export const INTRODUCE_TIMEOUT_MS = 5_000
export const MAX_INBOUND_STREAMS = 4
export const MAX_OUTBOUND_STREAMS = 4
/** Devices asked for at once. */
export const MAX_DEVICES = 32
export const DEVICE_KEY_BYTES = 32
/** Of each of the two signed parts of an introduction. */
export const MAX_PART_BYTES = 8 * 1024
export const MAX_REQUEST_BYTES = MAX_DEVICES * (DEVICE_KEY_BYTES + 8)
export const MAX_RESPONSE_BYTES = MAX_DEVICES * (2 * MAX_PART_BYTES + 16)
export const RATE = { burst: 20, perSecond: 5 }
