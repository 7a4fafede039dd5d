/** What is the case, what it means, and a way out, in its place. */
import type { ReactNode } from 'react'
import { classNames } from './classNames.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import styles from './Notice.module.css'

export interface NoticeProps {
  tone?: 'plain' | 'accent' | 'wait' | 'bad'
  icon?: LucideIcon
  /** What is the case, in bold. */
  title?: ReactNode
  children?: ReactNode
  /** A button, or more. */
  action?: ReactNode
  /** Set where it appears after the page did: 'alert' interrupts, 'status' does not. */
  role?: 'status' | 'alert'
}

export function Notice({ tone = 'plain', icon, title, children, action, role }: NoticeProps) {
  return (
    <div className={classNames(styles.notice, styles[tone])} role={role}>
      {icon !== undefined && <Icon icon={icon} size={18} />}
      <div className={styles.words}>
        {title !== undefined && <b>{title}</b>}
        {title !== undefined && children !== undefined && ' '}
        {children}
      </div>
      {action}
    </div>
  )
}
