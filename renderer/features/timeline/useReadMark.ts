/** Tells the core how far a room has been read: only when its end is in view and somebody is at this window. */
import { useEffect } from 'react'
import type { OrderKey, RoomId } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'

const THROTTLE_MS = 400

/** Whether somebody can be looking at this window. */
export const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

interface ReadMark {
  roomId: RoomId
  /** The last message, while the end is in view; null otherwise. */
  seenUpTo: OrderKey | null
  unread: number
}

export function useReadMark({ roomId, seenUpTo, unread }: ReadMark): void {
  const bridge = useBridge()
  useEffect(() => {
    if (seenUpTo === null || unread === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const mark = (): void => {
      timer = undefined
      if (!isLookedAt()) return
      // a mark that does not get through is made again with the next message
      bridge.call('rooms.read', { roomId, upTo: seenUpTo }).catch(() => {})
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
  }, [bridge, roomId, seenUpTo, unread])
}
