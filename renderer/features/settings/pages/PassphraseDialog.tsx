/** Sets, changes or removes the passphrase. Nothing that is typed here is kept. */
import { useId, useRef, useState } from 'react'
import { MAX_PASSPHRASE_CHARS, MIN_PASSPHRASE_CHARS } from '../../../../shared/limits.ts'
import { length } from '../../../../shared/names.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText, errorCode } from '../../../i18n/errorText.tsx'
import type { T } from '../../../i18n/useT.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field, type FieldProps } from '../../../ui/Field.tsx'
import { useAnnounce } from '../../../ui/LiveRegion.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import styles from './parts.module.css'

export type PassphraseChange = 'set' | 'change' | 'remove'

export function PassphraseDialog({ change, onClose }: { change: PassphraseChange; onClose: () => void }) {
  const t = useT()
  const announce = useAnnounce()
  const call = useCall('core.passphrase')
  const first = useRef<HTMLInputElement>(null)
  const showId = useId()
  const [typed, setTyped] = useState({ current: '', next: '', again: '' })
  const [shown, setShown] = useState(false)
  const reason = missing(t, change, typed)
  const wrongCurrent = call.error !== undefined && errorCode(call.error) === 'store.passphrase'
  const weak = call.error !== undefined && errorCode(call.error) === 'store.passphrase-weak'

  const go = async (): Promise<void> => {
    if (reason !== undefined || call.busy) return
    const current = change === 'set' ? {} : { current: typed.current }
    const state = await call.run({ ...current, next: change === 'remove' ? null : typed.next })
    if (state === undefined) return void first.current?.focus()
    announce(t(`settings.passphrase.${change}Done`))
    onClose()
  }
  const field = (which: keyof typeof typed): FieldProps => ({
    label: t(`settings.passphrase.${which}`),
    type: shown ? 'text' : 'password',
    value: typed[which],
    maxLength: MAX_PASSPHRASE_CHARS,
    autoComplete: which === 'current' ? 'current-password' : 'new-password',
    spellCheck: false,
    onChange: event => {
      const { value } = event.currentTarget
      call.clear()
      setTyped(now => ({ ...now, [which]: value }))
    }
  })
  const differs = typed.again !== '' && typed.again !== typed.next
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      title={t(`settings.passphrase.${change}Title`)}
      description={t(`settings.passphrase.${change}Text`)}
      initialFocus={first}
      onPrimary={() => void go()}
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            kind={change === 'remove' ? 'dangerSolid' : 'primary'}
            size='lg'
            busy={call.busy}
            disabledReason={reason}
            onClick={() => void go()}
          >
            {t(`settings.passphrase.${change}Title`)}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          void go()
        }}
      >
        {change !== 'set' && (
          <Field {...field('current')} ref={first} error={wrongCurrent ? t('error.store.passphrase') : undefined} />
        )}
        {change !== 'remove' && (
          <>
            <Field
              {...field('next')}
              {...(change === 'set' ? { ref: first } : {})}
              hint={t('settings.passphrase.hint')}
              error={weak ? t('error.store.passphrase-weak') : undefined}
            />
            <Field {...field('again')} error={differs ? t('settings.passphrase.differ') : undefined} />
          </>
        )}
        <div className={styles.check}>
          <span id={showId}>{t('settings.passphrase.show')}</span>
          <Switch labelledBy={showId} checked={shown} onChange={setShown} />
        </div>
        {call.error !== undefined && !wrongCurrent && !weak && (
          <Notice tone='bad' role='alert'>
            <ErrorText error={call.error} />
          </Notice>
        )}
        {/* Enter in a field submits only where there is a submit button */}
        <button type='submit' hidden />
      </form>
    </Dialog>
  )
}

/** What is missing before it can be done. */
function missing(
  t: T,
  change: PassphraseChange,
  { current, next, again }: { current: string; next: string; again: string }
): string | undefined {
  if (change !== 'set' && current === '') return t('settings.passphrase.needCurrent')
  if (change === 'remove') return undefined
  if (length(next) < MIN_PASSPHRASE_CHARS) return t('settings.passphrase.needNext')
  return next === again ? undefined : t('settings.passphrase.needSame')
}
