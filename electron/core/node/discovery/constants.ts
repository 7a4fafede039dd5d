/** Ports, rates and bounds of discovery. Spec: docs/protocol/07-discovery.md */

export const MDNS_PORT = 5353
export const MDNS_GROUP_4 = '224.0.0.251'
export const MDNS_GROUP_6 = 'ff02::fb'
/** The second way, by broadcast: the number people know from the TCP port. */
export const BROADCAST_PORT = 47_100
/** IPv6 has no broadcast: all hosts of a network. */
export const ALL_HOSTS_6 = 'ff02::1'

/** Question and announcement, after the socket is ready. */
export const FIRST_MS = [0, 300, 1_000, 3_000, 9_000, 27_000]
/** By broadcast a little later: where multicast has brought somebody by then, it is not needed. */
export const FIRST_BROADCAST_MS = [150, 1_150, 3_150]
/** After that, varied by a fifth; so many people heard make it longer, since each of them answers. */
export const STEADY_MS = 60_000
export const STEADY_MAX_MS = 300_000
export const STEADY_PEOPLE = 16
/** By broadcast, where multicast brings nobody. */
export const BEACON_MS = 10_000
/** While somebody known is lost, one announcement on a network, whoever makes it; after an hour less often. */
export const SEARCH_MS = 2_500
export const SEARCH_LATER_MS = 10_000
export const SEARCH_LATER_AFTER_MS = 60 * 60_000
/** An answer is heard by all, so many questions need one; among many people it is heard by many, and who asks is heard as well. */
export const ANSWER_SPACING_MS = 1_000
/** So many answers may come close among few people; over time they are as far apart as that. */
export const ANSWER_BURST = 8
export const ANSWER_EACH_MS = 60
export const ANSWER_SPACING_MAX_MS = 5_000
export const ANSWER_MIN_MS = 20
export const ANSWER_MAX_MS = 120
/** Who asked this long ago is new here, or has just come back. */
export const ASKS_MS = 3_000
/** Who asks in IPv6 is looked for in IPv4 for so long: heard there, it needs no second answer. */
export const SPARE_MS = 100
/** How long somebody counts as heard. */
export const HEARD_MS = 10 * 60_000

/** A socket that failed, or a port that somebody holds, is tried again. */
export const RETRY_MS = 1_000
export const RETRY_LATER_MS = 5_000
/** More interfaces than any computer people chat on. */
export const MAX_INTERFACES = 16

export const MAX_PACKET_BYTES = 4_096
export const MAX_RECORDS = 64
/** A TXT string holds no more. */
export const MAX_TXT_BYTES = 255
export const MAX_ADDRESSES = 8
/** Packets looked at in a second, of one address and of one interface. */
export const MAX_PACKETS_OF_SOURCE = 60
export const MAX_PACKETS = 400
/** Sources told apart, and new peers that one of them may name in a minute. */
export const MAX_SOURCES = 256
export const MAX_NEW_PEERS = 64
/** People and addresses that are remembered as heard. */
export const MAX_HEARD = 512
/** Answers to single askers in a second. */
export const MAX_REPLIES = 20
export const TTL_SECONDS = 120
