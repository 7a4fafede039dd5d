/** How wide the sidebar is, whether it is shown, and whether the window is so narrow that it lies over the conversation. */
import { useCallback, useEffect, useState } from 'react'

export const SIDEBAR_LEAST = 220
export const SIDEBAR_MOST = 360
const SIDEBAR_USUAL = 268
const NARROW_BELOW = 880
const KEPT_AS = 'earshot.sidebar'

export interface Layout {
  narrow: boolean
  /** In px at 100 % text size. */
  width: number
  setWidth: (width: number) => void
  /** Beside the conversation, or, where narrow, over it. */
  shown: boolean
  toggle: () => void
  /** Closes what lies over the conversation. */
  uncover: () => void
}

/** Text at 200 % makes a window half as wide. */
const isNarrow = (): boolean => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  return (window.innerWidth * 16) / rem < NARROW_BELOW
}

const clamp = (width: number): number => Math.round(Math.min(SIDEBAR_MOST, Math.max(SIDEBAR_LEAST, width)))

/** Kept by the browser: it is about this window, not about the person. */
function keptWidth(): number {
  try {
    const kept = Number(localStorage.getItem(KEPT_AS))
    return kept === 0 || Number.isNaN(kept) ? SIDEBAR_USUAL : clamp(kept)
  } catch {
    return SIDEBAR_USUAL // storage is switched off
  }
}

export function useLayout(): Layout {
  const [narrow, setNarrow] = useState(isNarrow)
  const [beside, setBeside] = useState(true)
  const [over, setOver] = useState(false)
  const [width, keepWidth] = useState(keptWidth)
  useEffect(() => {
    const measure = (): void => {
      setNarrow(isNarrow())
      if (!isNarrow()) setOver(false)
    }
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  const setWidth = useCallback((next: number) => {
    keepWidth(clamp(next))
    try {
      localStorage.setItem(KEPT_AS, String(clamp(next)))
    } catch {
      // storage is switched off or full: it lasts as long as the window
    }
  }, [])
  const toggle = useCallback(() => (narrow ? setOver(now => !now) : setBeside(now => !now)), [narrow])
  const uncover = useCallback(() => setOver(false), [])
  return { narrow, width, setWidth, shown: narrow ? over : beside, toggle, uncover }
}
