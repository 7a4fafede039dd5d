/** A panel at the side of a view: beside it where there is room, over it where there is not, gone with Escape. */
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { classNames } from './classNames.ts'
import { IconButton } from './IconButton.tsx'
import styles from './SidePanel.module.css'

/** What a view and its panel stand in. */
export function PanelFrame({ open, children }: { open: boolean; children: ReactNode }) {
  return <div className={classNames(styles.frame, open && styles.withPanel)}>{children}</div>
}

export interface SidePanelProps {
  /** Names the landmark. */
  label: string
  title: ReactNode
  closeLabel: string
  onClose: () => void
  children: ReactNode
}

/** Takes the focus when it opens; who opens it takes it back. */
export function SidePanel({ label, title, closeLabel, onClose, children }: SidePanelProps) {
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  return (
    <aside
      className={styles.panel}
      aria-label={label}
      data-region='panel'
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={styles.head}>
        <h2>{title}</h2>
        <IconButton ref={close} icon={X} label={closeLabel} shortcut='Esc' onClick={onClose} />
      </header>
      {children}
    </aside>
  )
}
