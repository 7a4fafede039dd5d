/** How near someone is: a point and the arcs that reach you. Silent, with words beside it. */
import { classNames } from './classNames.ts'
import styles from './EarshotMark.module.css'

export interface EarshotMarkProps {
  nearness: 'direct' | 'via' | 'far' | 'out'
  size?: number
}

export function EarshotMark({ nearness, size = 16 }: EarshotMarkProps) {
  const side = `${size / 16}rem`
  return (
    <svg
      className={classNames(styles.mark, nearness === 'out' && styles.out)}
      width={side}
      height={side}
      viewBox='0 0 16 16'
      fill='none'
      stroke='currentColor'
      aria-hidden='true'
    >
      {nearness === 'out' ? (
        <circle cx='8' cy='8' r='4.2' strokeWidth='1.4' strokeDasharray='2.2 2.2' />
      ) : (
        <>
          <circle cx='4' cy='8' r='2' fill='currentColor' stroke='none' />
          <path
            d='M7.2 4.4a5 5 0 0 1 0 7.2'
            strokeWidth='1.5'
            strokeLinecap='round'
            strokeDasharray={nearness === 'far' ? '1.6 2' : undefined}
          />
          {nearness === 'direct' && <path d='M10 2a8.6 8.6 0 0 1 0 12' strokeWidth='1.5' strokeLinecap='round' />}
        </>
      )}
    </svg>
  )
}
