/**
 * Where each dot of the map stands. The angle comes from a hash, those of a network side by side; the distance within
 * the inner ring from the latency. Who has a place keeps it; whoever comes is nudged to the next free one. Pure.
 */
import { hash } from '../../../ui/aroundAngles.ts'
import { type Dot, dotOf, type Ring } from './gather.ts'

/** Units around the middle: the rings of the mock, in px. */
export const RINGS: readonly [number, number, number] = [170, 262, 342]
/** With many people at one's own ring it takes more of the room. */
const WIDE_RINGS: readonly [number, number, number] = [236, 296, 342]

export interface Spot {
  readonly dot: Dot
  readonly x: number
  readonly y: number
  /** What it was placed by: while these stay, so does the spot. */
  readonly latencyMs: number | null
  readonly by: string
}

export interface Layout {
  readonly spots: readonly Spot[]
  readonly rings: readonly [number, number, number]
  /** Too many for names: they show where one points or stands. */
  readonly dense: boolean
}

/** What a dot takes of the map: a picture with two lines below, or a small picture alone. */
const BOXES = { named: { x: 70, y: 76 }, dense: { x: 36, y: 36 } }
/** So many names have room. */
const MOST_NAMED = 24
const WIDE_FROM = 11
/** Latencies beyond this stand at the outer edge of the inner ring. */
const SLOWEST_MS = 12

export interface LayoutOptions {
  readonly previous?: Layout | undefined
  /** How large text and pictures are beside the map: 2 where the map is drawn at half its size. */
  readonly grain?: number
}

export function layout(dots: readonly Dot[], { previous, grain = 1 }: LayoutOptions = {}): Layout {
  const dense = dots.length > MOST_NAMED || grain > 1.7
  const rings = dots.filter(dot => dot.ring === 0).length >= WIDE_FROM ? WIDE_RINGS : RINGS
  const box = dense ? BOXES.dense : BOXES.named
  const held = new Map(previous?.spots.map(spot => [spot.dot.id, spot]))
  const sectors = sectorsOf(dots)
  const passers = dotOf(dots)
  const placed = new Map<string, Spot>()
  const free = isFree(placed, { x: box.x * grain, y: box.y * grain }, rings, grain)

  for (const ring of [0, 1, 2] as const) {
    const own = dots.filter(dot => dot.ring === ring).map(dot => wish(dot, held.get(dot.id)))
    // who has a place keeps it, before anybody else is given one
    for (const { dot, latencyMs } of own) {
      const spot = held.get(dot.id)
      const by = `${ring} ${rings[0]} ${dense} ${grain} ${latencyMs}`
      if (spot?.by === by && free(spot.x, spot.y)) placed.set(dot.id, { ...spot, dot })
    }
    for (const { dot, latencyMs } of own) {
      if (placed.has(dot.id)) continue
      const angle = angleOf(dot, sectors, placed, passers)
      const at = nextFree(angle, distanceOf(ring, latencyMs, rings), outerOf(ring, rings), free)
      placed.set(dot.id, { dot, ...at, latencyMs, by: `${ring} ${rings[0]} ${dense} ${grain} ${latencyMs}` })
    }
  }
  return { spots: dots.flatMap(dot => placed.get(dot.id) ?? []), rings, dense }
}

/** The latency a dot is placed by: another only once it is clearly another, so that jitter moves nobody. */
function wish(dot: Dot, spot: Spot | undefined): { dot: Dot; latencyMs: number | null } {
  const now = dot.people.length === 1 ? (dot.people[0]?.person.latencyMs ?? null) : null
  const before = spot?.latencyMs ?? null
  if (now === null || before === null) return { dot, latencyMs: now ?? before }
  return { dot, latencyMs: Math.abs(Math.log2((now + 2) / (before + 2))) < 0.75 ? before : now }
}

function distanceOf(ring: Ring, latencyMs: number | null, rings: Layout['rings']): number {
  if (ring === 1) return (rings[0] + rings[1]) / 2 + 12
  if (ring === 2) return (rings[1] + rings[2]) / 2 + 6
  const share = latencyMs === null ? 1 : Math.min(1, Math.log2(1 + latencyMs) / Math.log2(1 + SLOWEST_MS))
  return 92 + share * (rings[0] - 12 - 92)
}

const outerOf = (ring: Ring, rings: Layout['rings']): number => rings[ring] - (ring === 0 ? 12 : 16)

/** Each network has a sector, wider the more people are on it, in steps, so that one more moves no border. */
function sectorsOf(dots: readonly Dot[]): Map<string | null, { from: number; width: number }> {
  const groups = [...Map.groupBy(dots, dot => dot.network)].sort((a, b) => ((a[0] ?? '~') < (b[0] ?? '~') ? -1 : 1))
  const weights = groups.map(([, members]) => 1 + Math.ceil(members.length / 4))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let from = -150
  return new Map(
    groups.map(([network], i) => {
      const sector = { from, width: (360 * (weights[i] ?? 1)) / whole }
      from += sector.width
      return [network, sector]
    })
  )
}

/** Around where whoever passes on stands; else within the network's sector. */
function angleOf(
  dot: Dot,
  sectors: ReturnType<typeof sectorsOf>,
  placed: ReadonlyMap<string, Spot>,
  passers: ReturnType<typeof dotOf>
): number {
  const share = hash(dot.id) / 2 ** 32
  const passer = dot.people[0]?.person.via.findLast(account => placed.has(passers.get(account)?.id ?? ''))
  const spot = passer === undefined ? undefined : placed.get(passers.get(passer)?.id ?? '')
  if (spot !== undefined) return (Math.atan2(spot.y, spot.x) * 180) / Math.PI + (share - 0.5) * 28
  const { from, width } = sectors.get(dot.network) ?? { from: 0, width: 360 }
  return from + (0.08 + 0.84 * share) * width
}

type Free = (x: number, y: number) => boolean

function isFree(
  placed: ReadonlyMap<string, Spot>,
  box: { x: number; y: number },
  rings: Layout['rings'],
  grain: number
): Free {
  return (x, y) => {
    if (Math.hypot(x, y) < 74 * Math.max(1, grain * 0.8)) return false
    // the names of the rings stand at their tops
    if (rings.some(r => Math.abs(x) < 62 * grain && y + r > -48 * grain && y + r < 30 * grain)) return false
    for (const spot of placed.values()) {
      if (Math.abs(spot.x - x) < box.x && Math.abs(spot.y - y) < box.y) return false
    }
    return true
  }
}

const ANGLES = Array.from({ length: 61 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * 6)
const OUTWARDS = Array.from({ length: 18 }, (_, i) => i * 9)

/** The free place that is nearest to the wanted one; turning is cheaper than going out, since distance says something. */
function nextFree(degrees: number, wanted: number, outer: number, free: Free): { x: number; y: number } {
  let best: { x: number; y: number; cost: number } | undefined
  for (const out of OUTWARDS) {
    const r = Math.min(wanted + out, Math.max(outer, wanted))
    for (const turn of ANGLES) {
      const cost = Math.abs(turn) * (Math.PI / 180) * r * 0.5 + out * 1.6
      if (best !== undefined && cost >= best.cost) continue
      const angle = ((degrees + turn) * Math.PI) / 180
      const at = { x: Math.cos(angle) * r, y: Math.sin(angle) * r }
      if (free(at.x, at.y)) best = { ...at, cost }
    }
  }
  if (best !== undefined) return { x: best.x, y: best.y }
  const angle = (degrees * Math.PI) / 180
  return { x: Math.cos(angle) * wanted, y: Math.sin(angle) * wanted }
}
