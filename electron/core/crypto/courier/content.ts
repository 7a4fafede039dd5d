/** What a parcel says once it is open: made, and read as a stranger made it. Spec: docs/protocol/19-couriers.md */
import { MAX_EVENT_BYTES } from '../../../../shared/limits.ts'
import { equal, spells } from '../bytes.ts'
import { KEY_BYTES } from '../ed25519.ts'
import { ParcelContent } from './pb/parcel.ts'

/** Entries that make a room known to somebody. */
export const MAX_ROOM_ENTRIES = 128
/** Entries in one parcel, and ranges of each sort in a receipt. */
export const MAX_PARCEL_ENTRIES = 64
export const MAX_PARCEL_RANGES = 64
const MAX_ROOM_NAME_UNITS = 192
const LIMITS = {
  entries: { entries: MAX_PARCEL_ENTRIES },
  receipts: { held: MAX_PARCEL_RANGES, read: MAX_PARCEL_RANGES },
  room: { entries: MAX_ROOM_ENTRIES }
}

/** Inclusive, by seq. */
export interface SeqRange {
  first: number
  last: number
}

export type Said =
  /** Signed entries of one room, encoded. */
  | { is: 'entries'; entries: Uint8Array[] }
  /** What its maker stores and has read of the reader's log in a room. */
  | { is: 'receipts'; room: Uint8Array; held: SeqRange[]; read: SeqRange[] }
  /** A private room that the reader was added to. */
  | { is: 'room'; secret: Uint8Array; creator: Uint8Array; name: string; entries: Uint8Array[] }

export interface Content {
  /** 32 random bytes, of which the lock is made. */
  key: Uint8Array
  /** ms since 1970, by the maker's clock. */
  madeAt: number
  said: Said
}

export function encodeContent({ key, madeAt, said }: Content): Uint8Array {
  const { is, ...what } = said
  return ParcelContent.encode({ key, madeAt: BigInt(madeAt), [is]: what } as unknown as ParcelContent)
}

/** Undefined where it says nothing that may be said. */
export function decodeContent(bytes: Uint8Array): Content | undefined {
  try {
    const { key, madeAt, entries, receipts, room } = ParcelContent.decode(bytes, { limits: LIMITS })
    const said: Said | undefined = entries
      ? { is: 'entries', entries: entries.entries }
      : receipts
        ? { is: 'receipts', ...receipts }
        : room && { is: 'room', ...room }
    if (said === undefined || key.byteLength !== KEY_BYTES || madeAt > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
    if (said.is === 'room' && !spells(bytes, said.name)) return undefined
    return maySay(said) ? { key, madeAt: Number(madeAt), said } : undefined
  } catch {
    return undefined // not protobuf
  }
}

function maySay(said: Said): boolean {
  if (said.is === 'receipts') {
    return said.room.byteLength === KEY_BYTES && areRanges(said.held) && areRanges(said.read)
  }
  if (said.entries.some(({ byteLength }) => byteLength === 0 || byteLength > MAX_EVENT_BYTES)) return false
  if (said.is === 'entries') return said.entries.length > 0 && !hasTwice(said.entries)
  const { secret, creator, name } = said
  return secret.byteLength === KEY_BYTES && creator.byteLength === KEY_BYTES && name.length <= MAX_ROOM_NAME_UNITS
}

const areRanges = (ranges: readonly SeqRange[]): boolean =>
  ranges.every(
    ({ first, last }, index) =>
      Number.isSafeInteger(first) &&
      Number.isSafeInteger(last) &&
      first <= last &&
      first > (ranges[index - 1]?.last ?? -1)
  )

const hasTwice = (entries: readonly Uint8Array[]): boolean =>
  entries.some((entry, index) => entries.slice(0, index).some(other => equal(entry, other)))
