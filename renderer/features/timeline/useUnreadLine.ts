/** Where the unread line stands: before what was unread when the room was opened, or what came since and was not looked at. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { OrderKey, Room, TimelineEvent } from '../../../shared/model.ts'
import type { UnreadMark } from './rows.ts'
import { isLookedAt } from './useReadMark.ts'

export interface UnreadLine {
  readonly mark: UnreadMark | null
  /** Messages arrived; `atEnd`: they come into view. */
  arrived(events: readonly TimelineEvent[], atEnd: boolean): void
  /** The end was in view while somebody was looking. */
  seen(): void
  /** Somebody set it themselves. */
  put(from: OrderKey, count: number): void
}

/** `room` is read once: the line stays until the room is left. */
export function useUnreadLine({ unread, firstUnread }: Pick<Room, 'unread' | 'firstUnread'>): UnreadLine {
  const [mark, setMark] = useState<UnreadMark | null>(() =>
    unread > 0 && firstUnread !== null ? { from: firstUnread, count: unread } : null
  )
  const read = useRef(mark === null)

  const arrived = useCallback((events: readonly TimelineEvent[], atEnd: boolean) => {
    const [first] = events
    if (first === undefined || (atEnd && isLookedAt())) return
    const fresh = read.current
    read.current = false
    setMark(before =>
      before === null || fresh
        ? { from: first.orderKey, count: events.length }
        : { from: before.from, count: before.count + events.length }
    )
  }, [])
  const seen = useCallback(() => {
    if (isLookedAt()) read.current = true
  }, [])
  const put = useCallback((from: OrderKey, count: number) => {
    read.current = false
    setMark({ from, count })
  }, [])
  return useMemo(() => ({ mark, arrived, seen, put }), [mark, arrived, seen, put])
}
