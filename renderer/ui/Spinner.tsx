/** Something is under way. Where motion is reduced it is three still dots. */
import styles from './Spinner.module.css'

export function Spinner({ size = 16 }: { size?: number }) {
  const side = `${size / 16}rem`
  return (
    <span className={styles.box} style={{ width: side, height: side }} aria-hidden='true'>
      <svg className={styles.turning} viewBox='0 0 16 16' fill='none'>
        <circle cx='8' cy='8' r='6' stroke='currentColor' strokeWidth='1.75' opacity='.25' />
        <path d='M8 2a6 6 0 0 1 6 6' stroke='currentColor' strokeWidth='1.75' strokeLinecap='round' />
      </svg>
      <svg className={styles.still} viewBox='0 0 16 16' fill='currentColor'>
        <circle cx='3' cy='8' r='1.6' />
        <circle cx='8' cy='8' r='1.6' opacity='.65' />
        <circle cx='13' cy='8' r='1.6' opacity='.35' />
      </svg>
    </span>
  )
}
