/** Who is around, at a glance: you in the middle, one dot per person on three rings. */
import { useMemo } from 'react'
import { aroundAngles } from './aroundAngles.ts'
import styles from './Dial.module.css'

export interface DialProps {
  /** ring 0: direct; 1: through one person; 2: further. */
  people: readonly { id: string; ring: 0 | 1 | 2 }[]
  size?: number
}

const RADII = [12, 18.5, 24.25] as const
const DOTS = [
  { r: 2.4, opacity: 1 },
  { r: 2, opacity: 0.75 },
  { r: 2, opacity: 0.5 }
] as const
/** More dots than this on one ring would be a band; the count stands beside the dial. */
const MOST = 18

export function Dial({ people, size = 34 }: DialProps) {
  const dots = useMemo(() => dotsOf(people), [people])
  const side = `${size / 16}rem`
  return (
    <svg className={styles.dial} width={side} height={side} viewBox='0 0 50 50' fill='none' aria-hidden='true'>
      {RADII.map((r, ring) => (
        <circle key={r} cx='25' cy='25' r={r} stroke={`var(--ring-${ring + 1})`} strokeWidth={1.4} />
      ))}
      <circle cx='25' cy='25' r='3.75' fill='var(--accent)' />
      {dots.map(dot => (
        <circle
          key={dot.id}
          cx={dot.x}
          cy={dot.y}
          r={DOTS[dot.ring].r}
          opacity={DOTS[dot.ring].opacity}
          fill='var(--accent)'
        />
      ))}
    </svg>
  )
}

function dotsOf(people: DialProps['people']): { id: string; ring: 0 | 1 | 2; x: number; y: number }[] {
  return ([0, 1, 2] as const).flatMap(ring => {
    const ids = people.filter(person => person.ring === ring).map(person => person.id)
    return [...aroundAngles(ids.sort().slice(0, MOST))].map(([id, degrees]) => {
      const angle = (degrees * Math.PI) / 180
      return { id, ring, x: 25 + Math.cos(angle) * RADII[ring], y: 25 + Math.sin(angle) * RADII[ring] }
    })
  })
}
