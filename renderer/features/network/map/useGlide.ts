/** Moves dots to where they belong in 360 ms, their lines with them; at once where motion is reduced. */
import { useEffect, useRef, useState } from 'react'

export interface Position {
  readonly x: number
  readonly y: number
}
export type Positions = ReadonlyMap<string, Position>

const easeOut = (share: number): number => 1 - (1 - share) ** 3

/** The setting and the system both end in this token. */
function glideMs(): number {
  const value = getComputedStyle(document.documentElement).getPropertyValue('--dur-slow').trim()
  const number = Number.parseFloat(value)
  return Number.isNaN(number) ? 0 : value.endsWith('ms') ? number : number * 1000
}

/** `targets` must stay the same object while nobody moves. Whoever is new stands where they belong at once. */
export function useGlide(targets: Positions): Positions {
  const [shown, setShown] = useState(targets)
  const now = useRef(targets)
  useEffect(() => {
    const from = now.current
    if (from === targets) return
    const ms = document.hidden ? 0 : glideMs()
    const start = performance.now()
    let frame = 0
    const step = (time: number): void => {
      const share = ms === 0 ? 1 : Math.min(1, Math.max(0, (time - start) / ms))
      now.current = share === 1 ? targets : between(from, targets, easeOut(share))
      setShown(now.current)
      if (share < 1) frame = requestAnimationFrame(step)
    }
    step(start)
    return () => cancelAnimationFrame(frame)
  }, [targets])
  return shown
}

function between(from: Positions, to: Positions, share: number): Positions {
  return new Map(
    [...to].map(([id, target]) => {
      const start = from.get(id) ?? target
      return [id, { x: start.x + (target.x - start.x) * share, y: start.y + (target.y - start.y) * share }]
    })
  )
}
