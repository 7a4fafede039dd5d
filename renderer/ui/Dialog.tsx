/** A question or a form over everything. Traps focus, Esc leaves, Ctrl Enter is the primary, focus goes back where it came from. */
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { classNames } from './classNames.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title; read out with it. */
  description?: ReactNode
  /** 420, 560 or 820 wide. */
  size?: 'sm' | 'md' | 'lg'
  /** Beside the title, for instance tabs. */
  beside?: ReactNode
  /** Buttons, primary last. */
  footer?: ReactNode
  /** What Ctrl Enter does. */
  onPrimary?: () => void
  /** Name of the cross; without it there is none, and the footer has a way out. */
  closeLabel?: string
  /** Where focus starts; else the first thing that can have it. */
  initialFocus?: RefObject<HTMLElement | null>
  children?: ReactNode
}

export function Dialog({
  open,
  onClose,
  title,
  description,
  size = 'md',
  beside,
  footer,
  onPrimary,
  closeLabel,
  initialFocus,
  children
}: DialogProps) {
  const primary = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || onPrimary === undefined) return
    event.preventDefault()
    if (!event.repeat) onPrimary() // held down since before it opened, it is no answer
  }
  return (
    <Base.Root open={open} onOpenChange={next => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            className={classNames(styles.dialog, styles[size])}
            aria-modal='true'
            onKeyDown={primary}
            {...(initialFocus === undefined ? {} : { initialFocus })}
          >
            <header className={styles.head}>
              <div className={styles.titles}>
                <Base.Title className={styles.title}>{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description className={styles.description}>{description}</Base.Description>
                )}
              </div>
              {beside}
              {closeLabel !== undefined && <IconButton icon={X} label={closeLabel} shortcut='Esc' onClick={onClose} />}
            </header>
            {children !== undefined && <div className={styles.body}>{children}</div>}
            {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
