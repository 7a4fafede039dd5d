/** Spec: docs/protocol/15-key-packages.md */
export const KEYS_PROTOCOL = '/earshot/keys/1'
export const KEYS_TIMEOUT_MS = 5_000
export const MAX_INBOUND_STREAMS = 4
export const MAX_OUTBOUND_STREAMS = 4
/** Bundles of the sender in one request. */
export const MAX_GIVEN = 4
/** Devices asked for at once. */
export const MAX_WANTED = 32
/** Rooms in which the sender cannot read the other. */
export const MAX_LOST = 32
export const DEVICE_KEY_BYTES = 32
export const NONCE_BYTES = 16
export const TAG_BYTES = 16
export const MAX_BUNDLE_BYTES = 18 * 1024
/** A bundle for anybody has one package. */
export const MAX_ANYBODY_BYTES = 2 * 1024
export const MAX_REQUEST_BYTES =
  MAX_GIVEN * (MAX_BUNDLE_BYTES + 8) +
  MAX_WANTED * (DEVICE_KEY_BYTES + 8) +
  MAX_LOST * (TAG_BYTES + 8) +
  NONCE_BYTES +
  8
export const MAX_RESPONSE_BYTES = MAX_WANTED * (MAX_ANYBODY_BYTES + 8)
export const RATE = { burst: 20, perSecond: 2 }
