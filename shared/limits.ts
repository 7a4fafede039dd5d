/** Every size, count and rate that a boundary enforces. Spec: docs/protocol/08-limits.md */

/** A message as people see it, in code points. */
export const MAX_TEXT_CHARS = 4_000
/** One signed event on the wire: header, body and signature. */
export const MAX_EVENT_BYTES = 64 * 1024
/** A display name, in code points. */
export const MAX_NAME_CHARS = 64
/** A line about oneself, in code points. */
export const MAX_STATUS_CHARS = 120
/** A computer's name, in code points. */
export const MAX_DEVICE_NAME_CHARS = 64
/** A public channel's name, in characters of [a-z0-9-] and other small letters. */
export const MAX_CHANNEL_NAME_CHARS = 48
/** Channels that one account may be in. */
export const MAX_ROOMS = 256
/** Channel names that a hello carries. */
export const MAX_HELLO_CHANNELS = 256
/** A room's topic, in code points. */
export const MAX_TOPIC_CHARS = 250
/** People called by name in one message. */
export const MAX_MENTIONS = 64
/** One emoji, in UTF-16 units: families with skin tones are long. */
export const MAX_EMOJI_CHARS = 64
/** Different emoji on one message that are shown, and people named for each. */
export const MAX_REACTIONS = 40
export const MAX_REACTION_PEOPLE = 20
/** New versions of one message. */
export const MAX_EDITS = 100
/** Operations of one kind by one person on one message that count: the newest ones. */
export const MAX_OPERATIONS = 100
/** The beginning of a text that is quoted, in code points. */
export const MAX_QUOTE_CHARS = 200
/** Pinned messages of a room that are shown. */
export const MAX_PINS = 100
/** Search counts what it found up to here. */
export const MAX_FOUND = 1_000
/** Heads of other logs that one event may name. */
export const MAX_PARENTS = 16
/** Rooms in one comparison of a sync, and what is said of each: what is over these is left out, and said to be. */
export const MAX_SYNC_ROOMS = 512
export const MAX_SYNC_LOGS = 4_096
export const MAX_SYNC_FORKS = 64
/** Ranges of one log, the newest ones. */
export const MAX_SYNC_RANGES = 4_096
/** Entries asked for at once, and so parts they may lie in. */
export const MAX_SYNC_ENTRIES = 4_096
/** Entries in one frame, and bytes of them unless one alone has more. */
export const MAX_FRAME_ENTRIES = 64
export const SYNC_FRAME_BYTES = 128 * 1024
/** A parcel for somebody who is away, with an entry of 64 KiB in it: padded, sealed, with its head. */
export const MAX_PARCEL_BYTES = 72 * 1024 + 82
/** Tags of parcels asked for at once: rooms times days. */
export const MAX_PARCEL_TAGS = 1_024
/** Parcels in one answer, and bytes of them unless one alone has more. */
export const MAX_PAGE_PARCELS = 64
export const PARCEL_PAGE_BYTES = 256 * 1024
/** Parcels let go of at once. */
export const MAX_DROPPED_PARCELS = 128
/** How often one peer may ask a courier. A request costs one, and one more for every so many tags. */
export const COURIER_RATE = { burst: 64, perSecond: 4 }
export const TAGS_FOR_ONE = 128
/** A draft may grow past what can be sent, so that nothing typed is lost. */
export const MAX_DRAFT_CHARS = 100_000
/** Events in one answer to the interface. */
export const MAX_PAGE = 200
/** How far ahead of this clock an event may be and still be shown. */
export const MAX_CLOCK_AHEAD_MS = 24 * 60 * 60 * 1000
/** One frame between interface and core. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024
/** Calls of one client that may be under way at once. */
export const MAX_CALLS_IN_FLIGHT = 1_024
/** Events sent to one client and not yet acknowledged, before it is told to ask again instead. */
export const EVENT_WINDOW = 128
/** The hues people choose from, in OKLCH degrees (ui: identity colours). */
export const HUES = [20, 45, 75, 110, 155, 200, 230, 265, 305, 345] as const
export const MIN_PASSPHRASE_CHARS = 8
export const MAX_PASSPHRASE_CHARS = 256

/** Rules for network interfaces, by name. */
export const MAX_INTERFACE_RULES = 64
export const MAX_INTERFACE_NAME = 64
