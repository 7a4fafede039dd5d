/** A row of the sidebar: one link, named in full, with what stands behind the name. */
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from '../../ui/classNames.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './Row.module.css'

export interface RowProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick' | 'aria-label'> {
  /** Its fragment, for what shows where a link leads. */
  to: string
  on: boolean
  unread?: boolean
  /** What readers hear. */
  name: string
  icon: ReactNode
  /** Right behind the words. */
  mark?: ReactNode
  after?: ReactNode
  onOpen: () => void
}

export function Row(props: RowProps) {
  const { to, on, unread = false, name, icon, mark, after, onOpen, children, className, ...rest } = props
  const open = (event: MouseEvent): void => {
    event.preventDefault() // it is a place in this window, with Ctrl too
    onOpen()
  }
  return (
    <a
      {...rest}
      href={`#/${to}`} // a path: what begins with # alone would be a link to skip to
      draggable={false}
      aria-current={on ? 'page' : undefined}
      className={classNames(styles.row, on && styles.on, unread && styles.unread, className)}
      onClick={open}
      onAuxClick={event => event.preventDefault()}
    >
      <VisuallyHidden>{name}</VisuallyHidden>
      <span className={styles.shown} aria-hidden='true'>
        <span className={styles.icon}>{icon}</span>
        <span className={styles.title}>
          <span className={styles.words}>{children}</span>
          {mark}
        </span>
        {after}
      </span>
    </a>
  )
}
