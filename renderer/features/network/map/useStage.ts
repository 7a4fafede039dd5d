/** How large the map may be, and where its dots stand in it: measured, and laid out again only when somebody has to move. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { gather, type MapPerson } from './gather.ts'
import { type Layout, layout } from './layout.ts'
import { type Positions, useGlide } from './useGlide.ts'

/** Units across which the outer ring and what hangs over it fit. */
const ACROSS = 736
/** Below it, the legend. */
const FOOT_REM = 3

export interface Stage {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly width: number
  readonly height: number
  /** Px a unit. */
  readonly scale: number
  readonly layout: Layout
  /** In units, around the middle. */
  readonly at: Positions
}

export function useStage(people: readonly MapPerson[]): Stage {
  const ref = useRef<HTMLDivElement>(null)
  const [{ width, height, rem }, setSize] = useState({ width: 796, height: 780, rem: 16 })
  useEffect(() => {
    const stage = ref.current
    if (stage === null) return
    const measure = (): void => {
      const { clientWidth, clientHeight } = stage
      const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
      if (clientWidth > 0) setSize({ width: clientWidth, height: clientHeight, rem: root })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(stage)
    return () => observer.disconnect()
  }, [])
  const scale = Math.max(0.2, Math.min(width, height - FOOT_REM * rem) / ACROSS)
  const grain = Math.round((rem / 16 / scale) * 10) / 10
  const placed = usePlaced(people, grain)
  const targets = useMemo(() => new Map(placed.spots.map(({ dot, x, y }) => [dot.id, { x, y }])), [placed])
  return { ref, width, height, scale, layout: placed, at: useGlide(targets) }
}

/** The former layout is where the next begins; the same one is returned while nobody moved. */
function usePlaced(people: readonly MapPerson[], grain: number): Layout {
  const former = useRef<Layout>(undefined)
  return useMemo(() => {
    const next = layout(gather(people), { previous: former.current, grain })
    former.current = next
    return next
  }, [people, grain])
}
