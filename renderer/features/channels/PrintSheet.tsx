/** An invite on paper: only there while it is printed. */
import { createPortal } from 'react-dom'
import { useT } from '../../i18n/useT.ts'
import { QrCode } from '../../ui/QrCode.tsx'
import styles from './InviteDialog.module.css'

export function PrintSheet({ name, link }: { name: string; link: string }) {
  const t = useT()
  return createPortal(
    <div data-print className={styles.sheet} aria-hidden='true'>
      <h1>{t('invite.printTitle', { name })}</h1>
      <p>{t('invite.printText')}</p>
      <QrCode text={link} label={t('invite.code', { name })} />
      <code>{link}</code>
    </div>,
    document.body
  )
}
