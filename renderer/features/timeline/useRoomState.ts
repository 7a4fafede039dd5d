/** What is open around the messages of a room: the panel beside them, what the composer is for, the texts a message has had. */
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import type { AccountId, EventId, TimelineEvent } from '../../../shared/model.ts'
import type { Composing, ListActions } from './roomContext.ts'

export type RoomPanel =
  | { readonly kind: 'pinned' | 'details' }
  /** With `at`, it stands at that answer. */
  | { readonly kind: 'thread'; readonly root: EventId; readonly at?: EventId }
  | { readonly kind: 'receipts'; readonly event: TimelineEvent }
  | { readonly kind: 'person'; readonly account: AccountId }

export interface RoomState {
  readonly panel: RoomPanel | null
  /** Null: the composer writes a new message. */
  readonly composing: Composing | null
  /** The message whose versions are shown. */
  readonly versions: TimelineEvent | null
  /** Opens a panel in the place of the one that is open; what had the focus gets it back. */
  open(panel: RoomPanel): void
  /** Closes the panel and gives the focus back, where it was in there. */
  close(): void
  toggle(kind: 'pinned' | 'details'): void
  compose(composing: Composing | null): void
  showVersions(event: TimelineEvent | null): void
}

/** `list`: the messages of the room, where they are shown. */
export function useRoomState(list: RefObject<ListActions | null>): RoomState {
  const [panel, setPanel] = useState<RoomPanel | null>(null)
  const [composing, compose] = useState<Composing | null>(null)
  const [versions, showVersions] = useState<TimelineEvent | null>(null)
  const opener = useRef<Element | null>(null)
  const shown = useRef(panel)
  shown.current = panel

  const open = useCallback((next: RoomPanel) => {
    if (shown.current === null) opener.current = document.activeElement
    setPanel(next)
  }, [])
  const close = useCallback(() => {
    const { activeElement } = document
    const inside = activeElement === document.body || activeElement?.closest('[data-region="panel"]') != null
    if (inside) focusBack(opener.current, shown.current, list.current)
    setPanel(null)
  }, [list])
  const toggle = useCallback(
    (kind: 'pinned' | 'details') => (shown.current?.kind === kind ? close() : open({ kind })),
    [close, open]
  )
  return useMemo(
    () => ({ panel, composing, versions, open, close, toggle, compose, showVersions }),
    [panel, composing, versions, open, close, toggle]
  )
}

/** To the message it was opened at; else to that of the thread, to whatever opened it, or to where one writes. */
function focusBack(opener: Element | null, panel: RoomPanel | null, list: ListActions | null): void {
  const key = panel?.kind === 'thread' ? panel.root : ''
  const rows = [...document.querySelectorAll<HTMLElement>(`[data-row="${key}"]`)]
  const root = rows.find(row => row.closest('[data-region="panel"]') === null)
  const there = opener instanceof HTMLElement && opener !== document.body && opener.isConnected ? opener : undefined
  const inMessage = there?.closest('[data-row]') == null ? undefined : there
  const writing = document.querySelector<HTMLElement>('[data-region="composer"] textarea')
  const shown = inMessage ?? root
  if (shown === undefined && list?.focusRow(key, 'nearest') === true) return // out of view, where it is not mounted
  ;(shown ?? there ?? writing)?.focus()
}
