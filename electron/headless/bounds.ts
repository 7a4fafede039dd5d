/** What the headless host's doors put up with. Sizes of frames are the bridge's own, in shared/limits.ts. */
import { MAX_FRAME_BYTES } from '../../shared/limits.ts'

/** Bytes written to one client and not yet taken by it. */
export const MAX_UNSENT_BYTES = 4 * MAX_FRAME_BYTES
/** Clients at one door at once. */
export const MAX_CLIENTS = 64

/** How long an invite may be good for. */
export const MAX_INVITE_HOURS = 24 * 365
