/** How long a channel's history is kept on this computer. Keeping less removes what is older at once: it is asked first. */
import { useState } from 'react'
import type { Keep, Room } from '../../../../shared/model.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import styles from './Details.module.css'

type Choice = 'all' | 'year' | 'month'
const DAYS: Record<Choice, Keep['days']> = { all: null, year: 365, month: 30 }

const choiceOf = ({ days }: Keep): Choice => (days === null ? 'all' : days === 365 ? 'year' : 'month')
const lengthOf = (choice: Choice): number => DAYS[choice] ?? Number.POSITIVE_INFINITY

export function KeepChoice({ room: { roomId, keep, history } }: { room: Room }) {
  const t = useT()
  const set = useCall('rooms.keep')
  const [asked, setAsked] = useState<Choice | null>(null)
  const now = choiceOf(keep)
  const choose = (choice: Choice): void => {
    setAsked(null)
    if (choice !== now) void set.run({ roomId, keep: { ...keep, days: DAYS[choice] } })
  }
  return (
    <>
      <Segmented
        label={t('room.keep')}
        value={now}
        full
        options={[
          { value: 'month', label: t('room.keepMonth') },
          { value: 'year', label: t('room.keepYear') },
          { value: 'all', label: t('room.keepAll') }
        ]}
        onChange={choice => (lengthOf(choice) < lengthOf(now) ? setAsked(choice) : choose(choice))}
      />
      <p className={styles.note}>
        {t('room.held', { held: history.held })}{' '}
        {t('room.keepText', { days: keep.days ?? 0, megabytes: keep.megabytes ?? 0 })}
      </p>
      {set.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={set.error} />
        </Notice>
      )}
      {asked !== null && <Confirm choice={asked} onCancel={() => setAsked(null)} onKeep={() => choose(asked)} />}
    </>
  )
}

function Confirm({ choice, onCancel, onKeep }: { choice: Choice; onCancel: () => void; onKeep: () => void }) {
  const t = useT()
  return (
    <Dialog
      open
      size='sm'
      onClose={onCancel}
      title={t('room.lessTitle', { days: DAYS[choice] ?? 0 })}
      description={t('room.lessText', { days: DAYS[choice] ?? 0 })}
      onPrimary={onKeep}
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onCancel}>
            {t('room.cancel')}
          </Button>
          <Button kind='dangerSolid' size='lg' onClick={onKeep}>
            {t('room.less')}
          </Button>
        </>
      }
    />
  )
}
