/** A key as a picture around an avatar. Decoration: never the only means of comparing, and silent. */
import { type CSSProperties, type ReactNode, useMemo } from 'react'
import { classNames } from './classNames.ts'
import styles from './Keyprint.module.css'
import { keyprintStrokes } from './keyprintStrokes.ts'

export interface KeyprintProps {
  /** SHA-256 of the public key, in hex. */
  seed: string
  size?: number
  hue: number
  /** Stroke by stroke, once, when it appears. */
  drawIn?: boolean
  /** What it goes around. */
  children?: ReactNode
}

const DRAW_IN_MS = 600

export function Keyprint({ seed, size = 160, hue, drawIn = false, children }: KeyprintProps) {
  const strokes = useMemo(() => keyprintStrokes(seed), [seed])
  const style = { '--s': `${size / 16}rem`, '--h': hue } as CSSProperties
  return (
    <span className={classNames(styles.keyprint, drawIn && styles.drawing)} style={style}>
      <svg
        key={seed}
        viewBox='0 0 200 200'
        fill='none'
        stroke='currentColor'
        strokeWidth='3.6'
        strokeLinecap='round'
        aria-hidden='true'
      >
        {strokes.map((d, i) => (
          <path
            key={d}
            d={d}
            style={drawIn ? { animationDelay: `${Math.round((i * DRAW_IN_MS) / strokes.length)}ms` } : undefined}
          />
        ))}
      </svg>
      {children}
    </span>
  )
}
