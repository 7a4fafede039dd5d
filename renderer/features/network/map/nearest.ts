/** Which dot the arrow keys lead to: the nearest that lies in that direction. Pure. */

export interface Point {
  readonly id: string
  readonly x: number
  readonly y: number
}

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1]
}

/** What lies more aside than ahead counts as further away. With this, every dot is reached from every other. */
const ASIDE = 2.2

/** The id, or undefined where nothing lies there, or the key is no arrow. */
export function nearest(points: readonly Point[], from: string, key: string): string | undefined {
  const direction = DIRECTIONS[key]
  const here = points.find(point => point.id === from)
  if (direction === undefined || here === undefined) return undefined
  const [dx, dy] = direction
  let best: { id: string; far: number } | undefined
  for (const { id, x, y } of points) {
    const along = (x - here.x) * dx + (y - here.y) * dy
    const aside = Math.abs((x - here.x) * dy - (y - here.y) * dx)
    if (id === from || along <= 0.5) continue
    const far = Math.hypot(along, aside) * (aside > along ? ASIDE : 1)
    if (best === undefined || far < best.far) best = { id, far }
  }
  return best?.id
}
