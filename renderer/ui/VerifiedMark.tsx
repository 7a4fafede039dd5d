/** Somebody whose key was made sure of. With a label it is read out; without one the name of its row says it. */
import { BadgeCheck } from 'lucide-react'
import { Icon } from './Icon.tsx'
import styles from './VerifiedMark.module.css'

export function VerifiedMark({ label, size = 16 }: { label?: string; size?: number }) {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <span {...named} className={styles.mark}>
      <Icon icon={BadgeCheck} size={size} />
    </span>
  )
}
