/**
 * Whether one more parcel is kept, and what goes for it. Contacts come before strangers; what strangers left the longest ago goes
 * first. Pure: the store says what there is. Spec: docs/protocol/19-couriers.md
 */

const MB = 1024 * 1024
/** What a parcel costs beside its bytes: its row, and its places in the indexes. */
export const ROW_BYTES = 256

export interface Quotas {
  /** Of everything, in bytes as counted. */
  total: number
  /** Under one tag: for one reader, from one room, of one day. */
  tag: number
  /** Of what one contact left. */
  contact: number
  /** Of what one stranger left, and all of them together. */
  stranger: { bytes: number; parcels: number }
  strangers: number
}

/** Of a computer that carries beside other things. */
export const DEFAULT_MEGABYTES = 256

export const quotasOf = (megabytes: number): Quotas => ({
  total: megabytes * MB,
  tag: 4 * MB,
  contact: (megabytes * MB) / 4,
  stranger: { bytes: MB, parcels: 64 },
  strangers: (megabytes * MB) / 2
})

/** Of a computer that does little else, and knows nobody. */
export const dedicatedQuotasOf = (megabytes: number): Quotas => ({
  ...quotasOf(megabytes),
  stranger: { bytes: 16 * MB, parcels: 1_024 },
  strangers: megabytes * MB
})

/** What is kept before the parcel in question. */
export interface Usage {
  total: number
  /** Of all, what strangers left. */
  strangers: number
  tag: { bytes: number; strangers: number }
  /** What the depositor left. */
  own: { bytes: number; parcels: number }
}

export type QuotaRefusal = 'tag-full' | 'yours-full' | 'full'

/** Bytes of strangers' parcels that go before it is kept: first under its tag, then of all. */
export interface Making {
  underTag: number
  ofAll: number
}

export function roomFor(
  size: number,
  isContact: boolean,
  usage: Usage,
  quotas: Quotas
): { refusal: QuotaRefusal } | Making {
  const own = isContact ? { bytes: quotas.contact, parcels: Number.POSITIVE_INFINITY } : quotas.stranger
  if (usage.own.bytes + size > own.bytes || usage.own.parcels + 1 > own.parcels) return { refusal: 'yours-full' }
  const overTag = Math.max(0, usage.tag.bytes + size - quotas.tag)
  if (overTag > (isContact ? usage.tag.strangers : 0)) return { refusal: 'tag-full' }
  const overAll = Math.max(0, usage.total + size - quotas.total)
  const overStrangers = isContact ? 0 : Math.max(0, usage.strangers + size - quotas.strangers)
  const ofAll = Math.max(overAll, overStrangers)
  return ofAll > usage.strangers ? { refusal: 'full' } : { underTag: overTag, ofAll }
}
