/** What is pinned in a channel, newest pin first: read here, shown in its place, or unpinned. */
import { PinOff } from 'lucide-react'
import type { Me, Room, TimelineEvent } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import { useAsked } from '../../../bridge/useAsked.ts'
import { ErrorText, errorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useRoomWords } from '../../../i18n/useRoomWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { useToasts } from '../../../ui/Toasts.tsx'
import { MessageBody } from '../MessageBody.tsx'
import { useRoomActions } from '../roomContext.ts'
import styles from './Details.module.css'

export interface PinnedPanelProps {
  room: Room
  me: Me
  onClose: () => void
}

export function PinnedPanel({ room, me, onClose }: PinnedPanelProps) {
  const t = useT()
  const { roomId, pins } = room
  const name = useRoomWords().title(room)
  const { data, error, retry } = useAsked('timeline.pinned', { roomId }, (bridge, again) => {
    const stops = [
      bridge.on('timeline.changed', changed => changed.some(event => event.roomId === roomId) && again()),
      bridge.on('timeline.stale', rooms => rooms.includes(roomId) && again())
    ]
    return () => {
      for (const stop of stops) stop()
    }
  })
  return (
    <SidePanel
      label={t('room.pinned')}
      title={
        <>
          {t('room.pinned')}
          <small dir='auto'>{name}</small>
        </>
      }
      closeLabel={t('room.pinnedClose')}
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <div className={styles.scroll} tabIndex={0} role='group' aria-label={t('room.pinnedName', { count: pins })}>
        {error !== undefined && (
          <Notice tone='bad' role='alert' action={<Button onClick={retry}>{t('common.tryAgain')}</Button>}>
            <ErrorText error={error} />
          </Notice>
        )}
        {data?.length === 0 && (
          <div className={styles.empty}>
            <h3>{t('room.pinnedEmpty')}</h3>
            <p>{t('room.pinnedEmptyText')}</p>
          </div>
        )}
        <ul className={styles.pinned}>
          {data?.map(event => (
            <li key={event.eventId}>
              <Pinned event={event} me={me} />
            </li>
          ))}
        </ul>
      </div>
    </SidePanel>
  )
}

function Pinned({ event, me }: { event: TimelineEvent; me: Me }) {
  const t = useT()
  const format = useFormat()
  const bridge = useBridge()
  const toasts = useToasts()
  const { jumpTo } = useRoomActions()
  const { sender, pinned, eventId } = event
  const unpin = (): void => {
    bridge.call('timeline.pin', { eventId, on: false }).catch((err: unknown) => {
      toasts.show({ tone: 'bad', title: errorText(t, err) })
    })
  }
  return (
    <article className={styles.card}>
      <header>
        <Avatar name={sender.name} hue={sender.hue} size='sm' />
        <b>{sender.name}</b>
        <time dateTime={new Date(event.sentAt).toISOString()}>{format.when(event.sentAt)}</time>
      </header>
      <div className={styles.excerpt}>
        <MessageBody body={event.body} mentions={event.mentions} me={me.account} />
      </div>
      <footer>
        <small>{pinned === null ? '' : t('message.pinnedBy', { name: pinned.by.name })}</small>
        <IconButton icon={PinOff} size='sm' label={t('message.unpin')} onClick={unpin} />
        <Button size='sm' onClick={() => jumpTo(eventId)}>
          {t('room.pinnedJump')}
        </Button>
      </footer>
    </article>
  )
}
