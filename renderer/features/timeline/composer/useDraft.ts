/** Keeps what is being written in the core, so that it survives switching, closing and restarting. */
import { useCallback, useEffect, useRef } from 'react'
import { MAX_DRAFT_CHARS } from '../../../../shared/limits.ts'
import type { Room, RoomId } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import { unsentIn } from './unsent.ts'

const SAVE_AFTER_MS = 400
/** What was written and is not saved yet: newer than what the core has told, when a room is left and entered at once. */
const written = new Map<RoomId, string>()

export interface Draft {
  readonly initial: string
  /** Saved a little later. */
  change(text: string): void
  /** Saved at once. */
  flush(): void
}

export function useDraft(room: Room): Draft {
  const bridge = useBridge()
  const { roomId } = room
  const initial = useRef(written.get(roomId) ?? room.draft)
  const typed = useRef(initial.current)
  const pending = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    const text = pending.current
    if (text === null) return
    pending.current = null
    bridge.call('rooms.draft', { roomId, text: text.slice(0, MAX_DRAFT_CHARS) }).then(
      () => {
        if (written.get(roomId) === text) written.delete(roomId)
      },
      () => {
        pending.current ??= text // with the next change, or when the window closes
      }
    )
  }, [bridge, roomId])

  const change = useCallback(
    (text: string) => {
      written.set(roomId, text)
      typed.current = text
      pending.current = text
      timer.current ??= setTimeout(flush, SAVE_AFTER_MS)
    },
    [flush, roomId]
  )

  useEffect(() => {
    const leaving = (): void => {
      // texts that were refused live in this window only: they become part of the draft when it goes
      const refused = unsentIn(roomId).map(one => one.body)
      if (refused.length > 0) pending.current = [...refused, typed.current].join('\n\n').trim()
      flush()
    }
    window.addEventListener('pagehide', leaving)
    document.addEventListener('visibilitychange', flush)
    return () => {
      window.removeEventListener('pagehide', leaving)
      document.removeEventListener('visibilitychange', flush)
      flush()
    }
  }, [flush, roomId])

  return { initial: initial.current, change, flush }
}
