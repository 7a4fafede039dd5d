/** A count beside a row. Silent: the row's own name says it in words. */
import styles from './Badge.module.css'
import { classNames } from './classNames.ts'

/** grey: unread; call: somebody calls you, with an @ before the count; direct: somebody writes to you alone. Nothing at 0. */
export function Badge({ count, tone = 'grey' }: { count: number; tone?: 'grey' | 'call' | 'direct' }) {
  if (count <= 0) return null
  return (
    <span className={classNames(styles.badge, tone !== 'grey' && styles.call)} aria-hidden='true' dir='ltr'>
      {tone === 'call' && '@'}
      {count > 99 ? '99+' : count}
    </span>
  )
}
