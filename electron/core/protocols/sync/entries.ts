/** Frames of entries: what the answering side packs, and what the reader checks before anybody looks at it. */
import { InvalidMessageError } from '@libp2p/interface'
import { MAX_FRAME_ENTRIES, SYNC_FRAME_BYTES } from '../../../../shared/limits.ts'
import { MAX_BODY_BYTES, MAX_HEADER_BYTES, SIGNATURE_BYTES } from './constants.ts'
import type { SignedEntry } from './index.ts'
import { Entries } from './pb/sync.ts'

const LIMITS = { entries: MAX_FRAME_ENTRIES }
export const LAST_FRAME: Uint8Array = Entries.encode({ done: true })

export interface EntriesFrame {
  readonly entries: SignedEntry[]
  readonly done: boolean
}

/** Frames of these, each as large as a frame may be. An entry is never split. */
export function* encodeEntries(entries: readonly SignedEntry[]): Generator<Uint8Array> {
  let frame: SignedEntry[] = []
  let bytes = 0
  for (const entry of entries) {
    check(entry)
    const size = entry.header.length + entry.body.length + SIGNATURE_BYTES
    if (frame.length === MAX_FRAME_ENTRIES || (frame.length > 0 && bytes + size > SYNC_FRAME_BYTES)) {
      yield Entries.encode({ entries: frame } as Entries)
      frame = []
      bytes = 0
    }
    frame.push(entry)
    bytes += size
  }
  if (frame.length > 0) yield Entries.encode({ entries: frame } as Entries)
}

/** Decodes a frame as a stranger sent it. Throws at anything malformed, at more than was asked for, and at nothing. */
export function decodeEntries(bytes: Uint8Array, asked: number): EntriesFrame {
  const { entries, done } = Entries.decode(bytes, { limits: LIMITS })
  if (entries.length > asked) throw new InvalidMessageError('more entries than asked for')
  if (entries.length === 0 && !done) throw new InvalidMessageError('a frame with nothing in it')
  for (const entry of entries) check(entry)
  return { entries, done }
}

function check({ header, body, signature }: SignedEntry): void {
  if (header.length === 0 || header.length > MAX_HEADER_BYTES)
    throw new InvalidMessageError('a header of the wrong size')
  if (body.length > MAX_BODY_BYTES) throw new InvalidMessageError('a body that is too large')
  if (signature.length !== SIGNATURE_BYTES) throw new InvalidMessageError('not a signature')
}
