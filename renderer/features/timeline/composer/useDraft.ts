/** Keeps what is being written in the core, so that it survives switching, closing and restarting. */
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { MAX_DRAFT_CHARS } from '../../../../shared/limits.ts'
import type { EventId, Room } from '../../../../shared/model.ts'
import { type CoreBridge, useBridge } from '../../../bridge/BridgeProvider.tsx'
import { unsentIn, type WritingPlace } from './unsent.ts'

const SAVE_AFTER_MS = 400
/** What was written and is not saved yet: newer than what the core has told, when a place is left and entered at once. */
const written = new Map<WritingPlace, string>()

/** A place with a draft: what the core has kept of it, read once, and how it keeps it. */
export interface DraftPlace {
  readonly key: WritingPlace
  readonly saved: string
  save(bridge: CoreBridge, text: string): Promise<void>
}

export function useRoomDraft({ roomId, draft }: Room): DraftPlace {
  return useMemo(
    () => ({ key: roomId, saved: draft, save: (bridge, text) => bridge.call('rooms.draft', { roomId, text }) }),
    [roomId, draft]
  )
}

export function useThreadDraft(eventId: EventId, saved: string): DraftPlace {
  return useMemo(
    () => ({ key: eventId, saved, save: (bridge, text) => bridge.call('threads.draft', { eventId, text }) }),
    [eventId, saved]
  )
}

export interface Draft {
  readonly initial: string
  /** Saved a little later. */
  change(text: string): void
  /** Saved at once. */
  flush(): void
}

export function useDraft({ key, saved, save }: DraftPlace): Draft {
  const bridge = useBridge()
  const initial = useRef(written.get(key) ?? saved)
  const typed = useRef(initial.current)
  const pending = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saving = useRef(save)
  saving.current = save

  const flush = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    const text = pending.current
    if (text === null) return
    pending.current = null
    saving.current(bridge, text.slice(0, MAX_DRAFT_CHARS)).then(
      () => {
        if (written.get(key) === text) written.delete(key)
      },
      () => {
        pending.current ??= text // with the next change, or when the window closes
      }
    )
  }, [bridge, key])

  const change = useCallback(
    (text: string) => {
      if (text === typed.current) return
      written.set(key, text)
      typed.current = text
      pending.current = text
      timer.current ??= setTimeout(flush, SAVE_AFTER_MS)
    },
    [flush, key]
  )

  useEffect(() => {
    const leaving = (): void => {
      // texts that were refused live in this window only: they become part of the draft when it goes
      const refused = unsentIn(key).map(one => one.body)
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
  }, [flush, key])

  return { initial: initial.current, change, flush }
}
