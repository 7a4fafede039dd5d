/** Every key that exists, over wherever one is. */
import { type ReactNode, useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import styles from './ShortcutsDialog.module.css'

export interface ShortcutsDialogProps {
  open: boolean
  onClose: () => void
  /** The table of keys. */
  children: ReactNode
}

export function ShortcutsDialog({ open, onClose, children }: ShortcutsDialogProps) {
  const t = useT()
  const table = useRef<HTMLDivElement>(null)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('shortcuts.title')}
      size='lg'
      closeLabel={t('common.close')}
      initialFocus={table}
    >
      <div ref={table} tabIndex={-1} className={styles.table}>
        {children}
      </div>
    </Dialog>
  )
}
