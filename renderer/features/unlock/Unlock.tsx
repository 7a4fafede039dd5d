/** The store is sealed with a passphrase: nothing is here until it is typed. */
import { Eye } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { MAX_PASSPHRASE_CHARS } from '../../../shared/limits.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Logo } from '../../ui/Logo.tsx'
import styles from './Unlock.module.css'

export function Unlock() {
  const t = useT()
  const { run, busy, error, clear } = useCall('core.unlock')
  const [passphrase, setPassphrase] = useState('')
  const [shown, setShown] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  async function unlock(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy || passphrase === '') return
    if ((await run({ passphrase })) === undefined) input.current?.select() // else the core tells its new state
  }

  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={event => void unlock(event)}>
        <Logo size={34} />
        <h1>{t('unlock.title')}</h1>
        <p>{t('unlock.lead')}</p>
        <Field
          ref={input}
          label={t('unlock.passphrase')}
          size='lg'
          type={shown ? 'text' : 'password'}
          autoComplete='current-password'
          spellCheck={false}
          maxLength={MAX_PASSPHRASE_CHARS}
          value={passphrase}
          onChange={event => {
            clear()
            setPassphrase(event.target.value)
          }}
          error={error === undefined ? undefined : <ErrorText error={error} />}
          hint={t('unlock.lost')}
          suffix={
            <IconButton
              icon={Eye}
              size='sm'
              label={t('unlock.show')}
              pressed={shown}
              onClick={() => setShown(!shown)}
            />
          }
        />
        <Button
          kind='primary'
          size='lg'
          type='submit'
          busy={busy}
          disabledReason={passphrase === '' ? t('unlock.goBlocked') : undefined}
        >
          {t('unlock.go')}
        </Button>
      </form>
    </main>
  )
}
