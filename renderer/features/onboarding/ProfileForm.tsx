/** Name, colour, computer. Enter is enough. */
import { type FormEvent, useEffect, useRef } from 'react'
import { HUES } from '../../../shared/limits.ts'
import type { Person } from '../../../shared/model.ts'
import { skeleton } from '../../../shared/names.ts'
import { ErrorText, errorCode } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { HuePicker } from '../../ui/HuePicker.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Onboarding.module.css'
import type { HueChoice, Profile } from './useProfile.ts'

export interface ProfileFormProps {
  profile: Profile
  people: readonly Person[]
  busy: boolean
  error: unknown
  onSubmit: (profile: { name: string; hue: HueChoice; deviceName: string }) => void
}

export function ProfileForm({ profile, people, busy, error, onSubmit }: ProfileFormProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const { name, hue, deviceName, nameEmpty, nameWrong, deviceNameWrong } = profile
  const twin = nameEmpty ? undefined : people.find(person => skeleton(person.name) === skeleton(name))
  const blocked = nameEmpty || nameWrong || deviceNameWrong
  const refused = error !== undefined && errorCode(error) === 'name.person'

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!blocked) onSubmit({ name, hue, deviceName })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        ref={input}
        label={t('onboarding.name')}
        size='lg'
        autoComplete='off'
        spellCheck={false}
        dir='auto'
        value={name}
        onChange={event => profile.setName(event.target.value)}
        error={nameWrong || refused ? t('error.name.person') : undefined}
        hint={twin === undefined ? undefined : t('onboarding.nameTaken', { name: twin.name })}
      />
      <HuePicker
        label={t('onboarding.colour')}
        hues={HUES}
        value={hue}
        nameOf={of => t(`onboarding.hue.${of}`)}
        onChange={profile.setHue}
      />
      <Field
        label={t('onboarding.computer')}
        size='lg'
        autoComplete='off'
        spellCheck={false}
        dir='auto'
        value={deviceName}
        onChange={event => profile.setDeviceName(event.target.value)}
        error={deviceNameWrong ? t('error.name.person') : undefined}
        hint={t('onboarding.computerHint')}
      />
      {error !== undefined && !refused && (
        <Notice tone='bad' role='alert' title={errorCode(error) === 'internal' ? t('onboarding.failed') : undefined}>
          <ErrorText error={error} />
        </Notice>
      )}
      <Button
        kind='primary'
        size='lg'
        type='submit'
        className={styles.go ?? ''}
        busy={busy}
        disabledReason={blocked ? t('onboarding.goBlocked') : undefined}
      >
        {t('onboarding.go')}
      </Button>
    </form>
  )
}
