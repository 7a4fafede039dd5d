/** What stands in the whole window while there is no application to show. */
import { KeyRound, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type LucideIcon } from '../../ui/Icon.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './pages.module.css'

const SHOW_SPINNER_AFTER_MS = 400

/** Nothing at first: most of the time it is open before anybody could read a word. */
export function OpeningPage() {
  const t = useT()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SHOW_SPINNER_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main className={styles.page} aria-busy='true'>
      {slow && (
        <p className={styles.opening} role='status'>
          <Spinner size={20} />
          {t('shell.connecting')}
        </p>
      )}
    </main>
  )
}

/** This page's session is of a former start. */
export function DeniedPage() {
  const t = useT()
  return (
    <Message icon={KeyRound} title={t('shell.deniedTitle')}>
      <p>{t('shell.deniedText')}</p>
      <p>{t('shell.deniedHow')}</p>
    </Message>
  )
}

export function FailedPage({ error }: { error: unknown }) {
  const t = useT()
  return (
    <Message icon={TriangleAlert} title={t('shell.failedTitle')}>
      <p>
        <ErrorText error={error} />
      </p>
      <Button onClick={() => location.reload()}>{t('common.tryAgain')}</Button>
    </Message>
  )
}

function Message({ icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.message}>
        <Logo size={30} />
        <h1>
          <Icon icon={icon} size={24} />
          {title}
        </h1>
        {children}
      </div>
    </main>
  )
}
