/** What those who come in later can read. Everybody in the channel sees it, those who lead it change it. */
import type { NewcomersRead, Room } from '../../../../shared/model.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import styles from './Details.module.css'

export interface NewcomersChoiceProps {
  room: Room
  newcomers: NewcomersRead
  may: boolean
}

export function NewcomersChoice({ room: { roomId }, newcomers, may }: NewcomersChoiceProps) {
  const t = useT()
  const set = useCall('rooms.newcomers')
  return (
    <>
      {may ? (
        <Segmented
          label={t('private.newcomers')}
          full
          value={newcomers}
          options={[
            { value: 'since-joining', label: t('private.newcomers.since-joining') },
            { value: 'all', label: t('private.newcomers.all') }
          ]}
          onChange={next => next !== newcomers && void set.run({ roomId, newcomers: next })}
        />
      ) : (
        <p className={styles.topic}>{t(`private.newcomers.${newcomers}`)}</p>
      )}
      <p className={styles.note}>{t(`private.newcomersText.${newcomers}`)}</p>
      {set.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={set.error} />
        </Notice>
      )}
    </>
  )
}
