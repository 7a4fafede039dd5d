/** Tells the core how far a thread has been read: only while its end is in view and somebody is at this window. */
import { useEffect } from 'react'
import type { EventId, OrderKey } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import { isLookedAt } from '../useReadMark.ts'

const THROTTLE_MS = 400

interface ThreadRead {
  eventId: EventId
  /** The last answer, while the end is in view; null otherwise. */
  seenUpTo: OrderKey | null
  /** Undefined where it is not known: then each new end is told. */
  unread: number | undefined
}

export function useThreadRead({ eventId, seenUpTo, unread }: ThreadRead): void {
  const bridge = useBridge()
  useEffect(() => {
    if (seenUpTo === null || unread === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const mark = (): void => {
      timer = undefined
      if (!isLookedAt()) return
      // a mark that does not get through is made again with the next answer
      bridge.call('threads.read', { eventId, upTo: seenUpTo }).catch(() => {})
    }
    const soon = (): void => {
      if (isLookedAt()) timer ??= setTimeout(mark, THROTTLE_MS)
    }
    soon()
    window.addEventListener('focus', soon)
    document.addEventListener('visibilitychange', soon)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('focus', soon)
      document.removeEventListener('visibilitychange', soon)
    }
  }, [bridge, eventId, seenUpTo, unread])
}
