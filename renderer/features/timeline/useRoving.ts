/** One tab stop in the list: arrows move between messages, Home and End to the ends of the room, pages by the view. */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows.ts'
import type { Timeline } from './useTimeline.ts'

const FRAMES = 120

export interface Roving {
  readonly activeIndex: number
  onKeyDown(event: KeyboardEvent): void
  /** A row got the focus by pointer or Tab. */
  onFocus(key: string): void
  /** Focuses a row that is loaded, wherever it is: in the middle, or where the list stands if it is in view. */
  focusRow(key: string, align?: 'center' | 'nearest'): boolean
}

interface Options {
  list: RefObject<VirtualizerHandle | null>
  scroller: RefObject<HTMLElement | null>
  rows: readonly Row[]
  timeline: Timeline
}

export function useRoving({ list, scroller, rows, timeline }: Options): Roving {
  const [active, setActive] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const frame = useRef(0)
  const found = active === null ? -1 : rows.findIndex(row => row.key === active)
  const activeIndex = found < 0 ? rows.length - 1 : found
  const now = useRef({ rows, activeIndex, active })
  now.current = { rows, activeIndex, active }

  // the row is kept mounted, but after a jump it takes the list a few frames to get there
  const focusWanted = useCallback(() => {
    cancelAnimationFrame(frame.current)
    let left = FRAMES
    const attempt = (): void => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
      row?.focus({ preventScroll: true })
      if ((row === null || row === undefined || document.activeElement !== row) && left-- > 0) {
        frame.current = requestAnimationFrame(attempt)
      } else wanted.current = null
    }
    attempt()
  }, [scroller])
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the row that is wanted is the active one
  useLayoutEffect(() => {
    if (wanted.current !== null) focusWanted()
  }, [active, focusWanted])

  const move = useCallback(
    (index: number, align: 'nearest' | 'start' | 'center' | 'end' = 'nearest') => {
      const row = now.current.rows[Math.max(0, Math.min(index, now.current.rows.length - 1))]
      if (row === undefined) return
      wanted.current = row.key
      setActive(row.key)
      if (row.key === now.current.active) focusWanted()
      list.current?.scrollToIndex(now.current.rows.indexOf(row), { align })
    },
    [list, focusWanted]
  )

  // the row that has the focus goes with what was loaded around it: meanwhile the list itself holds the focus, and hears the keys
  const toEnd = useCallback(
    (end: 'oldest' | 'newest') => {
      scroller.current?.focus({ preventScroll: true })
      return timeline.loadEnd(end)
    },
    [scroller, timeline]
  )

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const from = now.current.activeIndex
      const { target } = event
      if (!(target instanceof HTMLElement) || (target.dataset.row === undefined && target !== scroller.current)) return
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (event.key === 'ArrowUp') move(from - 1)
      else if (event.key === 'ArrowDown') move(from + 1)
      else if (event.key === 'PageUp') move(pageFrom(list.current, from, -1), 'start')
      else if (event.key === 'PageDown') move(pageFrom(list.current, from, 1), 'end')
      else if (event.key === 'Home') void toEnd('oldest').then(() => move(0, 'start'))
      else if (event.key === 'End') void toEnd('newest').then(() => move(now.current.rows.length - 1, 'end'))
      else return
      event.preventDefault()
      event.stopPropagation()
    },
    [list, move, scroller, toEnd]
  )
  const focusRow = useCallback(
    (key: string, align: 'center' | 'nearest' = 'center') => {
      const index = now.current.rows.findIndex(row => row.key === key)
      if (index >= 0) move(index, align)
      return index >= 0
    },
    [move]
  )
  return { activeIndex, onKeyDown, onFocus: setActive, focusRow }
}

/** The row a view's height away; at least the next one. */
function pageFrom(view: VirtualizerHandle | null, from: number, step: 1 | -1): number {
  if (view === null) return from + step
  const target = view.getItemOffset(from) + step * view.viewportSize * 0.9
  const index = view.findItemIndex(Math.max(0, target))
  return step > 0 ? Math.max(index, from + 1) : Math.min(index, from - 1)
}
