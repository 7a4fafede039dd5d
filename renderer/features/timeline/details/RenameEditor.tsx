/** The name of a private channel, and a line to change it in. Everybody in it sees that it was changed. */
import { Lock } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { MAX_CHANNEL_NAME_CHARS } from '../../../../shared/limits.ts'
import type { Room } from '../../../../shared/model.ts'
import { channelName } from '../../../../shared/names.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import styles from './Details.module.css'

export function RenameEditor({ room: { roomId, name } }: { room: Room }) {
  const t = useT()
  const [typed, setTyped] = useState(name)
  const rename = useCall('rooms.rename')
  useEffect(() => setTyped(name), [name])
  const kept = channelName(typed)
  const changed = typed.trim() !== name
  const wrong = kept === undefined && typed.trim() !== ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (kept !== undefined && changed && !rename.busy) void rename.run({ roomId, name: kept })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label={t('private.renameField')}
        hideLabel
        size='sm'
        icon={Lock}
        value={typed}
        autoComplete='off'
        autoCapitalize='none'
        spellCheck={false}
        maxLength={MAX_CHANNEL_NAME_CHARS * 8}
        error={
          wrong ? t('error.name.form') : rename.error === undefined ? undefined : <ErrorText error={rename.error} />
        }
        onChange={event => {
          rename.clear()
          setTyped(event.currentTarget.value)
        }}
      />
      {changed && (
        <div className={styles.buttons}>
          <Button kind='ghost' size='sm' onClick={() => setTyped(name)}>
            {t('room.cancel')}
          </Button>
          <Button
            kind='primary'
            size='sm'
            type='submit'
            busy={rename.busy}
            disabledReason={kept === undefined ? t('channels.badName') : undefined}
          >
            {t('private.rename')}
          </Button>
        </div>
      )}
    </form>
  )
}
