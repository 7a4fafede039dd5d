/** How far something has come, as a bar; null while that is not known. */
import { classNames } from './classNames.ts'
import styles from './Progress.module.css'

export interface ProgressProps {
  label: string
  /** 0 to 1. */
  value: number | null
  /** What readers hear instead of a percentage. */
  valueText: string
}

export function Progress({ label, value, valueText }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.max(0, Math.min(1, value)) * 100)
  return (
    <div
      role='progressbar'
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      aria-valuetext={valueText}
      className={styles.bar}
    >
      <i
        className={classNames(styles.fill, percent === null && styles.unknown)}
        style={{ transform: percent === null ? undefined : `scaleX(${percent / 100})` }}
      />
    </div>
  )
}
