/** Channels heard around here to join at once, and any other by its name. */
import { Hash } from 'lucide-react'
import type { HeardChannel, Room } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './ChannelDialog.module.css'
import { NameField, type NameFieldProps } from './NameField.tsx'

export interface JoinTabProps extends Omit<NameFieldProps, 'label' | 'hint'> {
  heard: readonly HeardChannel[] | undefined
  rooms: readonly Room[]
  busy: boolean
  onJoin: (name: string) => void
}

export function JoinTab({ heard, rooms, busy, onJoin, ...name }: JoinTabProps) {
  const t = useT()
  const wanted = name.text.trim().replace(/^#/, '').toLowerCase()
  const shown = (heard ?? []).filter(channel => channel.name.includes(wanted))
  return (
    <>
      <NameField {...name} label={t('channels.byName')} hint={t('channels.byNameHint')} />
      <section className={styles.around}>
        <h3>{t('channels.around')}</h3>
        {heard !== undefined && shown.length === 0 && (
          <p className={styles.none}>
            {heard.length === 0 ? t('channels.none') : t('channels.noneMatch', { text: name.text.trim() })}
          </p>
        )}
        <ul className={styles.list}>
          {shown.map(channel => (
            <HeardRow
              key={channel.name}
              channel={channel}
              room={rooms.find(room => room.kind === 'public' && room.name === channel.name)}
              busy={busy}
              onJoin={onJoin}
              onOpen={name.onOpen}
            />
          ))}
        </ul>
      </section>
    </>
  )
}

interface HeardRowProps {
  channel: HeardChannel
  room: Room | undefined
  busy: boolean
  onJoin: JoinTabProps['onJoin']
  onOpen: JoinTabProps['onOpen']
}

function HeardRow({ channel, room, busy, onJoin, onOpen }: HeardRowProps) {
  const t = useT()
  const { name, people } = channel
  return (
    <li className={styles.row}>
      <Icon icon={Hash} size={16} />
      <span className={styles.rowName}>{name}</span>
      <small>{room === undefined ? t('channels.people', { count: people }) : t('channels.joined')}</small>
      {room === undefined ? (
        <Button size='sm' aria-label={t('channels.joinOne', { name })} onClick={() => !busy && onJoin(name)}>
          {t('channels.join')}
        </Button>
      ) : (
        <Button size='sm' kind='ghost' aria-label={t('channels.openOne', { name })} onClick={() => onOpen(room.roomId)}>
          {t('channels.openShort')}
        </Button>
      )}
    </li>
  )
}
