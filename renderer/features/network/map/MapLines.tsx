/** What lies below the dots: three rings with their names, and the lines. */
import { useT } from '../../../i18n/useT.ts'
import { classNames } from '../../../ui/classNames.ts'
import { type Line, lines, way } from './lines.ts'
import styles from './NetworkMap.module.css'
import type { Stage } from './useStage.ts'

const NAMES = ['network.ring.direct', 'network.ring.via', 'network.ring.far'] as const

export function MapLines({ stage, selected }: { stage: Stage; selected: string | null }) {
  const { width, height, scale, layout, at } = stage
  const all = lines(layout)
  const on = way(all, selected)
  const point = (id: string | null) => (id === null ? { x: 0, y: 0 } : (at.get(id) ?? { x: 0, y: 0 }))
  const line = (one: Line) => {
    const [from, to] = [point(one.from), point(one.to)]
    return (
      <line
        key={`${one.from} ${one.to}`}
        className={classNames(styles.line, styles[`line${one.ring}`], on.has(one) && styles.lineOn)}
        x1={from.x * scale}
        y1={from.y * scale}
        x2={to.x * scale}
        y2={to.y * scale}
      />
    )
  }
  return (
    <svg
      className={styles.lines}
      viewBox={`${-width / 2} ${-height / 2} ${width} ${height}`}
      width={width}
      height={height}
      fill='none'
      aria-hidden='true'
    >
      {layout.rings.map((r, ring) => (
        <circle key={r} r={r * scale} fill='var(--ring-fill)' stroke={`var(--ring-${ring + 1})`} strokeWidth='1.2' />
      ))}
      {all.filter(one => !on.has(one)).map(line)}
      {all.filter(one => on.has(one)).map(line)}
    </svg>
  )
}

export function RingNames({ stage: { scale, layout } }: { stage: Stage }) {
  const t = useT()
  return NAMES.map((name, ring) => (
    <span
      key={name}
      className={styles.ringName}
      style={{ transform: `translate(-50%, -50%) translateY(${-(layout.rings[ring] ?? 0) * scale}px)` }}
      aria-hidden='true'
    >
      {t(name)}
    </span>
  ))
}
