/** Spec: docs/protocol/19-couriers.md */
import { MAX_PAGE_PARCELS, PARCEL_PAGE_BYTES } from '../../../../shared/limits.ts'

export const COURIER_PROTOCOL = '/earshot/courier/1'
export const COURIER_TIMEOUT_MS = 10_000
export const MAX_INBOUND_STREAMS = 4
export const MAX_OUTBOUND_STREAMS = 4
/** Of tags, hashes of parcels and keys of their locks. */
export const HASH_BYTES = 32
/** More than any request has: a parcel that is a little too large still gets its answer. */
export const MAX_REQUEST_BYTES = 96 * 1024
export const MAX_RESPONSE_BYTES = PARCEL_PAGE_BYTES + MAX_PAGE_PARCELS * (HASH_BYTES + 16) + 16
