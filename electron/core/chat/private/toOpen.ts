/** A sealed entry that lies in the store, as it is read. */
import { type Entry, readHeader } from '../../crypto/event.ts'
import { decodeSealed } from '../../crypto/groups/frame.ts'
import type { SealedEntry } from '../../crypto/groups/message.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { LogToOpen, SealedRow } from '../../store/sealed.ts'
import { idOf } from '../clock.ts'

/** What is to be read of one entry. */
export interface ToOpen {
  row: SealedRow
  sealed: SealedEntry
  entry: Pick<Entry, 'id' | 'room' | 'device' | 'seq' | 'hlc'>
}

export function toOpen(
  { roomId }: Pick<RoomRow, 'roomId'>,
  { device }: Pick<LogToOpen, 'device'>,
  row: SealedRow
): ToOpen {
  const { prev, hlc } = readHeader(row.header)
  const sealed = decodeSealed(row.sealed)
  if (sealed === undefined) throw new Error('stored, and no sealed body')
  const place = { room: roomId, device, seq: row.seq }
  return {
    row,
    sealed: { position: { ...place, prev: row.seq === 0 ? undefined : prev }, sealed },
    entry: { ...place, id: idOf(row.orderKey), hlc }
  }
}
