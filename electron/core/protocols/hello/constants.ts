/** Spec: docs/protocol/ */
import { MAX_HELLO_CHANNELS } from '../../../../shared/limits.ts'

export const HELLO_PROTOCOL = '/earshot/hello/1'
export const HELLO_TIMEOUT_MS = 5_000
export const MAX_INBOUND_STREAMS = 4
export const MAX_OUTBOUND_STREAMS = 4
/** Of each of the two signed parts. */
export const MAX_PART_BYTES = 8 * 1024
/** A channel name in UTF-16 units: its length in code points is checked where it is read. */
export const MAX_CHANNEL_UNITS = 192
export const MAX_HELLO_BYTES = 2 * MAX_PART_BYTES + MAX_HELLO_CHANNELS * MAX_CHANNEL_UNITS * 2
/** A greeting on connect, and one at each change of profile or channels. */
export const RATE = { burst: 20, perSecond: 2 }
