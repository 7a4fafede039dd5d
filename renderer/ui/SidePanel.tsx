/** A panel at the side of a view: beside it where there is room, over it where there is not, gone with Escape. */
import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { classNames } from './classNames.ts'
import { IconButton } from './IconButton.tsx'
import styles from './SidePanel.module.css'

export interface PanelFrameProps {
  open: boolean
  /** Escape beside the panel closes it too. */
  onClose?: () => void
  children: ReactNode
}

/** What a view and its panel stand in. */
export function PanelFrame({ open, onClose, children }: PanelFrameProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of what stands in it, caught in one place
    <div
      className={classNames(styles.frame, open && styles.withPanel)}
      onKeyDown={event => open && onClose !== undefined && onEscape(event, onClose)}
    >
      {children}
    </div>
  )
}

/** Menus and dialogs lie outside of the element though they belong to it: their Escape is their own. */
function onEscape(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  if (event.target instanceof Node && !event.currentTarget.contains(event.target)) return
  event.preventDefault()
  event.stopPropagation()
  close()
}

export interface SidePanelProps {
  /** Names the landmark. */
  label: string
  title: ReactNode
  closeLabel: string
  onClose: () => void
  /** Beside the cross. */
  actions?: ReactNode
  /** Whether something inside takes the focus instead. */
  focusInside?: boolean
  children: ReactNode
}

/** Takes the focus when it opens; who opens it takes it back. */
export function SidePanel({
  label,
  title,
  closeLabel,
  onClose,
  actions,
  focusInside = false,
  children
}: SidePanelProps) {
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!focusInside) close.current?.focus()
  }, [focusInside])
  return (
    <aside
      className={styles.panel}
      aria-label={label}
      data-region='panel'
      onKeyDown={event => onEscape(event, onClose)}
    >
      <header className={styles.head}>
        <h2>{title}</h2>
        {actions}
        <IconButton ref={close} icon={X} label={closeLabel} shortcut='Esc' onClick={onClose} />
      </header>
      {children}
    </aside>
  )
}
