/** Keeps what is being written in the core, so that it survives switching, closing and restarting. */
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { MAX_DRAFT_CHARS } from '../../../../shared/limits.ts'
import type { EventId, Room } from '../../../../shared/model.ts'
import { type CoreBridge, useBridge } from '../../../bridge/BridgeProvider.tsx'
import { unsentIn, type WritingPlace } from './unsent.ts'

const SAVE_AFTER_MS = 400

/** What is being written, and what was handed over and not answered yet: until then that is part of the draft. */
interface Written {
  readonly text: string
  readonly handed: readonly string[]
}

/** What is not saved yet, or under way: newer than what the core has told, when a place is left and entered at once. */
const written = new Map<WritingPlace, Written>()

const wholeOf = (...texts: readonly string[]): string => texts.filter(one => one !== '').join('\n\n')

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
  /** The text leaves the field. It stays in the draft until `answered` is called. */
  hand(text: string): { answered(): void }
  /** Saved at once. */
  flush(): void
}

export function useDraft({ key, saved, save }: DraftPlace): Draft {
  const bridge = useBridge()
  const initial = useRef(written.get(key)?.text ?? saved)
  const last = useRef<Written>({ text: initial.current, handed: [] })
  const pending = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saving = useRef(save)
  saving.current = save

  const now = useCallback(() => written.get(key) ?? last.current, [key])

  /** `refused`: texts that the core did not take. */
  const store = useCallback(
    (refused: readonly string[] = []) => {
      clearTimeout(timer.current)
      timer.current = undefined
      if (!pending.current && refused.length === 0) return
      pending.current = false
      const stored = now()
      saving.current(bridge, wholeOf(...refused, ...stored.handed, stored.text).slice(0, MAX_DRAFT_CHARS)).then(
        () => {
          if (written.get(key) === stored && stored.handed.length === 0) written.delete(key)
        },
        () => {
          pending.current = true // with the next change, or when the window closes
        }
      )
    },
    [bridge, key, now]
  )
  const flush = useCallback(() => store(), [store])

  const put = useCallback(
    (next: Partial<Written>) => {
      last.current = { ...now(), ...next }
      written.set(key, last.current)
      pending.current = true
      timer.current ??= setTimeout(flush, SAVE_AFTER_MS)
    },
    [flush, key, now]
  )

  const change = useCallback(
    (text: string) => {
      if (text !== now().text) put({ text })
    },
    [put, now]
  )

  const hand = useCallback(
    (text: string) => {
      put({ text: '', handed: [...now().handed, text] })
      return {
        answered(): void {
          const { handed } = now()
          put({ handed: handed.toSpliced(handed.indexOf(text), 1) })
          flush()
        }
      }
    },
    [put, flush, now]
  )

  useEffect(() => {
    // texts that were refused live in this window only: they become part of the draft when it goes
    const leaving = (): void => store(unsentIn(key).map(one => one.body))
    window.addEventListener('pagehide', leaving)
    document.addEventListener('visibilitychange', flush)
    return () => {
      window.removeEventListener('pagehide', leaving)
      document.removeEventListener('visibilitychange', flush)
      flush()
    }
  }, [store, flush, key])

  return { initial: initial.current, change, hand, flush }
}
