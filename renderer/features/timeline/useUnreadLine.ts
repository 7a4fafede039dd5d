/** Where the unread line stands: where reading stopped when the room was opened, or where it stopped since. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { OrderKey, Room, TimelineEvent } from '../../../shared/model.ts'
import type { UnreadMark } from './rows.ts'
import { isLookedAt } from './useReadMark.ts'

export interface UnreadLine {
  readonly mark: UnreadMark | null
  /** Messages arrived; `lastKey` is the last one before them, `atEnd` whether they come into view. */
  arrived(events: readonly TimelineEvent[], lastKey: OrderKey | null, atEnd: boolean): void
  /** The end was in view while somebody was looking. */
  seen(): void
}

/** `room` is read once: the line stays until the room is left. */
export function useUnreadLine(room: Room): UnreadLine {
  const [mark, setMark] = useState<UnreadMark | null>(() =>
    room.unread > 0 ? { after: room.readUpTo, count: room.unread } : null
  )
  const read = useRef(mark === null)

  const arrived = useCallback((events: readonly TimelineEvent[], lastKey: OrderKey | null, atEnd: boolean) => {
    if (atEnd && isLookedAt()) return
    const fresh = read.current
    read.current = false
    setMark(before => ({
      after: before === null || fresh ? lastKey : before.after,
      count: events.length + (before === null || fresh ? 0 : before.count)
    }))
  }, [])
  const seen = useCallback(() => {
    if (isLookedAt()) read.current = true
  }, [])
  return useMemo(() => ({ mark, arrived, seen }), [mark, arrived, seen])
}
