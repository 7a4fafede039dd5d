/**
 * Where the list stands: it follows its end while the end is in view, opens at the unread line or the end, asks for more
 * when an end of what is loaded comes near, and says whether the end is in view.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows.ts'
import type { Timeline } from './useTimeline.ts'

/** Nearer to the end than this counts as being there. */
const END_PX = 48
/** Further pages are asked for before their place comes into view, in heights of the view. */
const AHEAD = 2
const SETTLE_MS = 400
/** For so long after a touch, what scrolls is taken to be scrolled by somebody. */
const TOUCH_MS = 1_000

export interface Scroll {
  /** Whether the newest message is in view. */
  readonly atEnd: boolean
  onScroll(): void
  onResize(): void
  /** Scrolls to the end that is loaded. */
  toEnd(): void
  /** Must be called when somebody turns the wheel, drags, or presses a key that scrolls. */
  onTouched(): void
}

interface Options {
  list: RefObject<VirtualizerHandle | null>
  scroller: RefObject<HTMLElement | null>
  rows: readonly Row[]
  timeline: Timeline
}

export function useScroll({ list, scroller, rows, timeline }: Options): Scroll {
  const [atEnd, setAtEnd] = useState(true)
  const following = useRef(true)
  const placed = useRef(false)
  const touched = useRef(0)
  const last = useRef({ offset: 0, most: 0 })
  const anchor = useRef<Anchor | null>(null)
  const drawn = useRef<readonly Row[]>([])
  const now = useRef({ rows, timeline })
  now.current = { rows, timeline }

  const toEnd = useCallback(() => {
    following.current = true
    anchor.current = null
    const last = now.current.rows.length - 1
    if (last >= 0) list.current?.scrollToIndex(last, { align: 'end' })
  }, [list])

  const look = useCallback(() => {
    const view = list.current
    if (view === null || !placed.current) return
    const { older, newer } = now.current.timeline.run
    const below = view.scrollSize - view.scrollOffset - view.viewportSize
    const end = newer === 0 && below < END_PX
    // growing and shrinking scroll too: only somebody who scrolls leaves the end
    const box = scroller.current
    const most = box === null ? 0 : box.scrollHeight - box.clientHeight
    const up = view.scrollOffset < last.current.offset - 1 && most >= last.current.most - 1
    last.current = { offset: view.scrollOffset, most }
    if (end) following.current = true
    else if (up || Date.now() - touched.current < TOUCH_MS) following.current = false
    setAtEnd(end || (following.current && newer === 0))
    anchor.current = anchorAt(view, now.current.rows)
    if (older > 0 && view.scrollOffset < view.viewportSize * AHEAD) now.current.timeline.loadOlder()
    else if (newer > 0 && below < view.viewportSize * AHEAD) now.current.timeline.loadNewer()
  }, [list, scroller])

  useLayoutEffect(() => {
    const view = list.current
    if (view === null || rows.length === 0) return
    if (!placed.current) {
      placed.current = true
      const line = rows.findIndex(row => row.kind === 'event' && row.unread !== null)
      following.current = line < 0
      // what the list returns is no clean-up: an effect must not hand it on
      if (line < 0) toEnd()
      else {
        const height = scroller.current?.clientHeight ?? 0 // the list has not measured its view yet
        view.scrollToIndex(line, { align: 'start', offset: -height / 3 })
      }
    } else if (following.current && now.current.timeline.run.newer === 0) toEnd()
    else keepPlace(view, anchor.current, drawn.current, rows)
    drawn.current = rows
  }, [rows, list, scroller, toEnd])

  // once the place is settled, an end of what is loaded may be in view without any scrolling
  useEffect(() => {
    const timer = setTimeout(look, SETTLE_MS + 50)
    return () => clearTimeout(timer)
  }, [look, rows.length])

  const onResize = useCallback(() => {
    if (following.current && now.current.timeline.run.newer === 0) toEnd()
  }, [toEnd])
  const onTouched = useCallback(() => {
    touched.current = Date.now()
  }, [])
  return { atEnd, onScroll: look, onResize, toEnd, onTouched }
}

/** The first row in view, and how far its start lies above the view. */
interface Anchor {
  readonly key: string
  readonly above: number
}

function anchorAt(view: VirtualizerHandle, rows: readonly Row[]): Anchor | null {
  const index = view.findItemIndex(view.scrollOffset)
  const row = rows[index]
  return row === undefined ? null : { key: row.key, above: view.scrollOffset - view.getItemOffset(index) }
}

/** The list keeps its place by itself where only one end changed; where rows came or went in between, or both ends did, not. */
function keepPlace(view: VirtualizerHandle, anchor: Anchor | null, before: readonly Row[], rows: readonly Row[]): void {
  if (anchor === null) return
  const was = before.findIndex(row => row.key === anchor.key)
  const is = rows.findIndex(row => row.key === anchor.key)
  if (was < 0 || is < 0 || was === is || before.length - was === rows.length - is) return
  view.scrollToIndex(is, { align: 'start', offset: anchor.above })
}
