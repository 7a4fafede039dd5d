/** How long the history of each channel is kept on this computer. Keeping less is asked for twice. */
import { Hash, Lock, MessageSquare } from 'lucide-react'
import { useState } from 'react'
import type { Keep, Room } from '../../../../shared/model.ts'
import { useRooms } from '../../../bridge/queries.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useRoomWords } from '../../../i18n/useRoomWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { isLess, SIZES, sizeName } from './keeping.ts'
import styles from './parts.module.css'
import { Card, PageTitle, Row } from './parts.tsx'

/** What is about to be kept, where it is less than now. */
interface Asked {
  room: Room
  keep: Keep
}

export function StoragePage() {
  const t = useT()
  const rooms = useRooms().data
  const save = useCall('rooms.keep')
  const [asked, setAsked] = useState<Asked | null>(null)
  const set = (room: Room, keep: Keep): void => {
    if (isLess(keep, room.keep)) setAsked({ room, keep })
    else void save.run({ roomId: room.roomId, keep })
  }
  return (
    <>
      <PageTitle title={t('settings.storage')} lead={t('settings.storage.lead')} />
      {save.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={save.error} />
        </Notice>
      )}
      {rooms?.length === 0 && <p className={styles.hint}>{t('settings.storage.none')}</p>}
      {rooms?.map(room => (
        <Channel key={room.roomId} room={room} onKeep={keep => set(room, keep)} />
      ))}
      {asked !== null && (
        <LessDialog
          asked={asked}
          onClose={() => setAsked(null)}
          onLess={() => {
            setAsked(null)
            void save.run({ roomId: asked.room.roomId, keep: asked.keep })
          }}
        />
      )}
    </>
  )
}

const ICONS = { public: Hash, private: Lock, direct: MessageSquare }

function Channel({ room, onKeep }: { room: Room; onKeep: (keep: Keep) => void }) {
  const t = useT()
  const words = useRoomWords()
  const { keep, history } = room
  const name = words.title(room)
  const format = useFormat()
  const days = [30, 365, null] as const
  const sizes = SIZES.some(size => size === keep.megabytes) ? SIZES : [keep.megabytes, ...SIZES]
  const text =
    history.pruned === 0
      ? t('settings.storage.held', { count: history.held })
      : t('settings.storage.heldGone', { count: history.held, gone: format.number(history.pruned) })
  return (
    <Card>
      <Row icon={ICONS[room.kind]} title={words.plain(room)} text={text} />
      <div className={styles.keep}>
        <span aria-hidden='true'>{t('settings.storage.time')}</span>
        <Segmented
          label={t('settings.storage.timeOf', { name })}
          value={`${keep.days}`}
          options={days.map(value => ({ value: `${value}`, label: t(`settings.storage.days.${value ?? 'all'}`) }))}
          onChange={chosen => onKeep({ ...keep, days: days.find(value => `${value}` === chosen) ?? null })}
        />
        <span aria-hidden='true'>{t('settings.storage.size')}</span>
        <Segmented
          label={t('settings.storage.sizeOf', { name })}
          value={`${keep.megabytes}`}
          options={sizes.map(value => ({
            value: `${value}`,
            label: value === null ? t('settings.storage.sizeAll') : sizeName(value, format)
          }))}
          onChange={chosen => onKeep({ ...keep, megabytes: sizes.find(value => `${value}` === chosen) ?? null })}
        />
      </div>
    </Card>
  )
}

function LessDialog({ asked, onClose, onLess }: { asked: Asked; onClose: () => void; onLess: () => void }) {
  const t = useT()
  const name = useRoomWords().title(asked.room)
  return (
    <Dialog
      open
      size='sm'
      onClose={onClose}
      onPrimary={onLess}
      title={t('settings.storage.lessTitle', { name })}
      description={t('settings.storage.lessText')}
      footer={
        <>
          <Button kind='ghost' size='lg' onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind='danger' size='lg' onClick={onLess}>
            {t('settings.storage.less')}
          </Button>
        </>
      }
    />
  )
}
