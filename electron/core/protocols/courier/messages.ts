/** Requests and answers as they travel. Whatever a stranger sent is refused or is what it says it is. */
import { createHash } from 'node:crypto'
import { InvalidMessageError } from '@libp2p/interface'
import {
  MAX_DROPPED_PARCELS,
  MAX_PAGE_PARCELS,
  MAX_PARCEL_BYTES,
  MAX_PARCEL_TAGS,
  PARCEL_PAGE_BYTES
} from '../../../../shared/limits.ts'
import { HASH_BYTES } from './constants.ts'
import type { CourierRefusal, Dropped, Page, Place, TaggedParcel } from './index.ts'
import { Carries, CourierRequest, CourierResponse, Refusal } from './pb/courier.ts'

export const REQUEST_LIMITS = { take: { tags: MAX_PARCEL_TAGS }, drop: { parcels: MAX_DROPPED_PARCELS } }
export const RESPONSE_LIMITS = { parcels: MAX_PAGE_PARCELS }
const NOTHING = new Uint8Array()

const REFUSALS = new Map<CourierRefusal, Refusal>([
  ['not-a-courier', Refusal.NOT_A_COURIER],
  ['malformed', Refusal.MALFORMED],
  ['too-large', Refusal.TOO_LARGE],
  ['tag-full', Refusal.TAG_FULL],
  ['yours-full', Refusal.YOURS_FULL],
  ['full', Refusal.FULL]
])
const CARRIES = { nothing: Carries.NOTHING, beside: Carries.BESIDE, always: Carries.ALWAYS } as const
const CARRIES_NAMES = { NOTHING: 'nothing', BESIDE: 'beside', ALWAYS: 'always' } as const
const NAMES = new Map([...REFUSALS].map(([name, refusal]) => [refusal, name]))

export type Asked =
  | { put: TaggedParcel }
  | { take: { tags: Uint8Array[]; after: Place | undefined } }
  | { drop: Dropped[] }

export const writePut = (tag: Uint8Array, parcel: Uint8Array): CourierRequest => checked({ put: { tag, parcel } })

export const writeTake = (tags: readonly Uint8Array[], after: Place | undefined): CourierRequest =>
  checked({ take: { tags: [...tags], afterTag: after?.tag ?? NOTHING, afterHash: after?.hash ?? NOTHING } })

export const writeDrop = (dropped: readonly Dropped[]): CourierRequest =>
  checked({ drop: { parcels: dropped.map(({ tag, hash, key }) => ({ tag, hash, key: key ?? NOTHING })) } })

/** What may not be asked is not sent. */
function checked(request: object): CourierRequest {
  readRequest(request as CourierRequest)
  return request as CourierRequest
}

/** Throws at anything malformed. A parcel may be too large: that is answered. */
export function readRequest({ put, take, drop }: CourierRequest): Asked {
  if (put !== undefined) return { put: { tag: hash(put.tag, 'tag'), parcel: put.parcel } }
  if (take !== undefined) return { take: { tags: tagsOf(take.tags), after: placeOf(take) } }
  if (drop === undefined) throw new InvalidMessageError('asks nothing')
  if (drop.parcels.length === 0 || drop.parcels.length > MAX_DROPPED_PARCELS)
    throw new InvalidMessageError('not 1 to 128 parcels')
  return {
    drop: drop.parcels.map(({ tag, hash: parcel, key }) => ({
      tag: hash(tag, 'tag'),
      hash: hash(parcel, 'hash'),
      key: key.length === 0 ? undefined : hash(key, 'key')
    }))
  }
}

function tagsOf(tags: Uint8Array[]): Uint8Array[] {
  if (tags.length === 0 || tags.length > MAX_PARCEL_TAGS) throw new InvalidMessageError('not 1 to 1024 tags')
  for (const [index, tag] of tags.entries()) {
    const before = tags[index - 1]
    if (before !== undefined && Buffer.compare(before, hash(tag, 'tag')) >= 0)
      throw new InvalidMessageError('tags out of order')
  }
  hash(tags[0] ?? NOTHING, 'tag')
  return tags
}

function placeOf({ afterTag, afterHash }: { afterTag: Uint8Array; afterHash: Uint8Array }): Place | undefined {
  if (afterTag.length === 0 && afterHash.length === 0) return undefined
  return { tag: hash(afterTag, 'tag'), hash: hash(afterHash, 'hash') }
}

function hash(bytes: Uint8Array, what: string): Uint8Array {
  if (bytes.length !== HASH_BYTES) throw new InvalidMessageError(`not a ${what}`)
  return bytes
}

export function writeRefusal(refusal: CourierRefusal | undefined): CourierResponse {
  return {
    refusal: (refusal && REFUSALS.get(refusal)) ?? Refusal.NONE,
    parcels: [],
    more: false,
    carries: Carries.NOTHING
  }
}

/** Throws where there is more than one page may have. */
export function writePage(page: Page): CourierResponse {
  checkPage(page)
  const { parcels, more, carries } = page
  return { refusal: Refusal.NONE, parcels, more, carries: CARRIES[carries] } as CourierResponse
}

/** Undefined: it was done. Throws at anything malformed. */
export function readRefusal({ refusal }: CourierResponse): CourierRefusal | undefined {
  if (refusal === Refusal.NONE) return undefined
  const name = NAMES.get(refusal)
  if (name === undefined) throw new InvalidMessageError('a refusal without a name')
  return name
}

/** Throws at anything malformed, and at parcels that were not asked for, or not behind the place. */
export function readPage(response: CourierResponse, tags: readonly Uint8Array[], after?: Place): Page {
  const { parcels, more, carries } = response
  const page = checkPage({ parcels, more, carries: CARRIES_NAMES[carries] })
  const asked = new Set(tags.map(nameOf))
  let before = after
  for (const { tag, parcel } of parcels) {
    if (!asked.has(nameOf(tag))) throw new InvalidMessageError('a parcel not asked for')
    const place = { tag, hash: createHash('sha256').update(parcel).digest() }
    if (before !== undefined && !isBehind(place, before)) throw new InvalidMessageError('parcels out of order')
    before = place
  }
  return page
}

const isBehind = (place: Place, before: Place): boolean =>
  (Buffer.compare(place.tag, before.tag) || Buffer.compare(place.hash, before.hash)) > 0

function checkPage(page: Page): Page {
  const { parcels, more } = page
  const bytes = parcels.reduce((sum, { parcel }) => sum + parcel.length, 0)
  if (parcels.length > MAX_PAGE_PARCELS || (parcels.length > 1 && bytes > PARCEL_PAGE_BYTES))
    throw new InvalidMessageError('more than a page')
  if (parcels.some(({ parcel }) => parcel.length === 0 || parcel.length > MAX_PARCEL_BYTES))
    throw new InvalidMessageError('a parcel of the wrong size')
  if (more && parcels.length === 0) throw new InvalidMessageError('more behind nothing')
  return page
}

const nameOf = (tag: Uint8Array): string => Buffer.from(tag).toString('latin1')

/** Decodes a request as a stranger sent it. Throws at anything malformed. */
export const decodeCourierRequest = (bytes: Uint8Array): Asked =>
  readRequest(CourierRequest.decode(bytes, { limits: REQUEST_LIMITS }))

/** Decodes the answer to a Take as a stranger sent it. Throws at anything malformed, and at what was not asked for. */
export function decodeCourierPage(bytes: Uint8Array, tags: readonly Uint8Array[]): Page | CourierRefusal {
  const response = CourierResponse.decode(bytes, { limits: RESPONSE_LIMITS })
  return readRefusal(response) ?? readPage(response, tags)
}
