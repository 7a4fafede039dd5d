/** Three rings around you, and a soft wave that travels outwards while listening. It fills its square. */
import { useId } from 'react'
import styles from './Ripple.module.css'
import { useAwake } from './useAwake.ts'

export interface RippleProps {
  /** Radii of the rings, in a box of 800 × 800. */
  rings?: readonly [number, number, number]
  /** Whether the wave travels. Without it, and where motion is reduced, the rings stand still. */
  listening?: boolean
}

export function Ripple({ rings = [150, 248, 346], listening = true }: RippleProps) {
  const wave = useId()
  const awake = useAwake()
  return (
    <svg className={styles.stage} viewBox='0 0 800 800' fill='none' aria-hidden='true'>
      {rings.toReversed().map((r, i) => (
        <circle
          key={r}
          cx='400'
          cy='400'
          r={r}
          fill='var(--ring-fill)'
          stroke={`var(--ring-${3 - i})`}
          strokeWidth='1.3'
        />
      ))}
      {listening && awake && (
        <>
          <defs>
            <radialGradient id={wave}>
              <stop offset='.7' className={styles.clear} />
              <stop offset='.96' className={styles.front} />
              <stop offset='1' className={styles.clear} />
            </radialGradient>
          </defs>
          <circle className={styles.wave} cx='400' cy='400' r={rings[2]} fill={`url(#${wave})`} />
        </>
      )}
    </svg>
  )
}
