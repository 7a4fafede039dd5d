/** The sidebar over the conversation, in narrow windows: traps focus, Esc and the scrim close it. */
import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import styles from './Drawer.module.css'

export function Drawer({
  open,
  onClose,
  label,
  children
}: {
  open: boolean
  onClose: () => void
  label: string
  children: ReactNode
}) {
  return (
    <Dialog.Root open={open} onOpenChange={next => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup className={styles.drawer} aria-label={label} aria-modal='true'>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
