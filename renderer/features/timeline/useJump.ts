/** Goes to a message wherever it lies, marks it for a moment, and back again with Alt ←. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EventId } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useToasts } from '../../ui/Toasts.tsx'
import type { Roving } from './useRoving.ts'
import type { Timeline } from './useTimeline.ts'

const FOUND_MS = 2_400
const MOST_BACK = 50

export interface Jump {
  /** The message that was gone to a moment ago. */
  readonly found: EventId | null
  jumpTo(eventId: EventId): void
}

interface Options {
  timeline: Timeline
  roving: Roving
  /** For what stands in a thread alone. */
  openThread: (root: EventId, at: EventId) => void
}

export function useJump({ timeline, roving, openThread }: Options): Jump {
  const t = useT()
  const bridge = useBridge()
  const toasts = useToasts()
  const [found, setFound] = useState<EventId | null>(null)
  const from = useRef<string[]>([])
  const { loadAround } = timeline
  const { focusRow } = roving

  useEffect(() => {
    if (found === null) return
    const timer = setTimeout(() => setFound(null), FOUND_MS)
    return () => clearTimeout(timer)
  }, [found])

  const go = useCallback(
    async (eventId: EventId): Promise<void> => {
      try {
        const event = await bridge.call('timeline.get', { eventId })
        if (event.thread !== null && !event.alsoInRoom) return openThread(event.thread, eventId)
        await loadAround(event.orderKey)
        setFound(eventId)
        focusRow(eventId)
      } catch (err) {
        toasts.show({ id: 'jump', title: errorText(t, err) })
      }
    },
    [bridge, openThread, loadAround, focusRow, toasts, t]
  )
  const jumpTo = useCallback(
    (eventId: EventId) => {
      const row = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
      if (row !== undefined && row !== eventId) from.current = [...from.current, row].slice(-MOST_BACK)
      void go(eventId)
    },
    [go]
  )

  useEffect(() => {
    // before the window hears it, for which it means the place before this one
    const back = (event: KeyboardEvent): void => {
      if (event.key !== 'ArrowLeft' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const before = from.current.pop()
      if (before === undefined || event.defaultPrevented) return
      event.preventDefault()
      void go(before as EventId)
    }
    document.addEventListener('keydown', back)
    return () => document.removeEventListener('keydown', back)
  }, [go])
  return useMemo(() => ({ found, jumpTo }), [found, jumpTo])
}
