/** Coming in with an invite: scanned, from a picture, pasted, or from a message; and what it says before it is used. */
import { Hourglass, Lock } from 'lucide-react'
import type { FormEvent, RefObject } from 'react'
import { ErrorText, errorCode } from '../../i18n/errorText.tsx'
import { useFormat } from '../../i18n/format.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useScanWords } from '../../i18n/useScanWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { pastedPicture, Scan } from '../../ui/scan/Scan.tsx'
import styles from './ChannelDialog.module.css'
import type { InviteState } from './useInvite.ts'

export function InviteTab({ invite, field }: { invite: InviteState; field: RefObject<HTMLInputElement | null> }) {
  const t = useT()
  const words = useScanWords()
  const bad = invite.error !== undefined && errorCode(invite.error) === 'invite.bad'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    invite.go()
  }
  return (
    <>
      <form onSubmit={submit}>
        <Field
          ref={field}
          label={t('invite.paste')}
          className={styles.paste ?? ''}
          value={invite.link}
          spellCheck={false}
          autoComplete='off'
          autoCapitalize='none'
          dir='ltr'
          maxLength={4_096}
          placeholder='earshot://join/…'
          hint={t('invite.pasteHint')}
          error={bad ? <ErrorText error={invite.error} /> : undefined}
          // the Enter that opened this, still held down, is no answer to it
          onKeyDown={event => event.key === 'Enter' && event.repeat && event.preventDefault()}
          onPaste={event => pastedPicture(event) && event.preventDefault()}
          onChange={event => invite.type(event.currentTarget.value)}
        />
      </form>
      <Says invite={invite} />
      {invite.said === undefined && <Scan words={{ ...words, hint: t('invite.scanHint') }} onCode={invite.type} />}
      {invite.error !== undefined && !bad && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={invite.error} />
        </Notice>
      )}
    </>
  )
}

/** What the invite says. */
function Says({ invite: { said, pending } }: { invite: InviteState }) {
  const t = useT()
  const format = useFormat()
  if (pending !== undefined) {
    return (
      <Notice tone='wait' icon={Hourglass} role='status'>
        <Trans id='invite.nobody' values={{ name: `#${pending.name}` }} />
      </Notice>
    )
  }
  if (said === undefined) return null
  const name = `#${said.name}`
  if (said.state === 'expired') {
    return (
      <Notice tone='bad' role='alert'>
        <Trans id='invite.expiredAt' values={{ when: said.expiresAt === null ? '' : format.when(said.expiresAt) }} />
      </Notice>
    )
  }
  if (said.state === 'joined') {
    return (
      <Notice role='status'>
        <Trans id='invite.already' values={{ name }} />
      </Notice>
    )
  }
  return (
    <div className={styles.said} role='status'>
      <span className={styles.square}>
        <Icon icon={Lock} size={18} />
      </span>
      <span>
        <b>{said.name}</b>
        <small>{said.by.name === null ? t('invite.fromUnknown') : t('invite.from', { name: said.by.name })}</small>
        <small>
          {t('invite.goodText')}{' '}
          {said.expiresAt === null ? '' : t('invite.until', { when: format.when(said.expiresAt) })}
        </small>
      </span>
    </div>
  )
}
