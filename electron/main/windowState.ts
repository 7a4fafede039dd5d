/** Where the window was, to open it there again, on a screen that still exists. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const MIN_SIZE = 480
const DEFAULT_SIZE = { width: 1240, height: 820 }
/** So much of the window must lie on a screen that it can be taken hold of. */
const GRIP = 80

const side = z.number().int().min(-100_000).max(100_000)
const State = z.object({
  x: side,
  y: side,
  width: side.min(MIN_SIZE),
  height: side.min(MIN_SIZE),
  maximized: z.boolean()
})

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}
export interface WindowState extends Partial<Rectangle> {
  width: number
  height: number
  maximized: boolean
}

/** What was kept, as far as it fits these screens. */
export function restoreState(kept: unknown, screens: readonly Rectangle[]): WindowState {
  const parsed = State.safeParse(kept)
  if (!parsed.success) return { ...DEFAULT_SIZE, maximized: false }
  const { maximized, ...bounds } = parsed.data
  const { width, height } = bounds
  return screens.some(screen => isReachable(bounds, screen)) ? { ...bounds, maximized } : { width, height, maximized }
}

/** Whether the window's upper edge can be seen and dragged on this screen. */
function isReachable(window: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return across >= GRIP && window.y >= screen.y && window.y <= screen.y + screen.height - GRIP
}

export function readState(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined // none yet, or not readable: the window opens as the first time
  }
}

export function writeState(path: string, state: Rectangle & { maximized: boolean }): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch {
    // A window that opens elsewhere next time is no reason to bother anybody.
  }
}
