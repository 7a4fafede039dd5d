/** One request: who asks and how well one can know them, the first thing they wrote as plain text, and what to do with it. */
import type { Person, Room } from '../../../shared/model.ts'
import { useAsked } from '../../bridge/useAsked.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { EarshotMark } from '../../ui/EarshotMark.tsx'
import { KeyHint, keyPart } from '../../ui/KeyHint.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Requests.module.css'

export interface RequestCardProps {
  room: Room
  /** Undefined where they were not introduced yet. */
  person: Person | undefined
  channels: readonly Room[]
  onAccepted: () => void
}

export function RequestCard({ room, person, channels, onAccepted }: RequestCardProps) {
  const t = useT()
  const announce = useAnnounce()
  const { block } = useWindowActions()
  const { roomId } = room
  const name = useRoomWords().plain(room)
  const accept = useCall('rooms.accept')
  const remove = useCall('rooms.delete')
  const error = accept.error ?? remove.error
  const busy = accept.busy || remove.busy
  const yes = async (): Promise<void> => {
    if (!busy && (await accept.run({ roomId })) !== undefined) onAccepted()
  }
  const no = async (): Promise<void> => {
    if (busy) return
    await remove.run({ roomId })
    announce(t('requests.deleted', { name }))
  }
  return (
    <article className={styles.card} aria-label={name}>
      <Who room={room} person={person} name={name} channels={channels} />
      <FirstMessage room={room} />
      {error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={error} />
        </Notice>
      )}
      <footer className={styles.ways}>
        <Button
          kind='primary'
          busy={accept.busy}
          aria-label={t('requests.acceptOf', { name })}
          onClick={() => void yes()}
        >
          {t('requests.accept')}
        </Button>
        <Button busy={remove.busy} aria-label={t('requests.deleteOf', { name })} onClick={() => void no()}>
          {t('requests.delete')}
        </Button>
        {person !== undefined && (
          <Button
            className={styles.end ?? ''}
            kind='danger'
            aria-label={t('requests.blockOf', { name })}
            onClick={() => block(person.account)}
          >
            {t('requests.block')}
          </Button>
        )}
      </footer>
    </article>
  )
}

function Who({ room, person, name, channels }: Omit<RequestCardProps, 'onAccepted'> & { name: string }) {
  const t = useT()
  const near = useNearWords()
  const common = channels.filter(one => one.kind === 'public' && person?.channels.includes(one.name) === true)
  const shared =
    common.length === 0
      ? t('requests.commonNone')
      : t('requests.common', { channels: common.map(one => `#${one.name}`).join(', ') })
  return (
    <header className={styles.who}>
      <Avatar name={name} hue={person?.hue ?? 230} size='lg' grey={person === undefined} />
      <div>
        <h2>
          <span>{name}</span>
          {person?.lookalike === true && <KeyHint label={t('nearby.key', { key: keyPart(person.account) })} />}
        </h2>
        {person !== undefined && (
          <p className={styles.near}>
            <EarshotMark nearness={person.nearness} size={14} />
            {near.whole(person)}
          </p>
        )}
        <p className={styles.shared}>{shared}</p>
      </div>
      {room.with !== null && person === undefined && <KeyHint label={t('nearby.key', { key: keyPart(room.with) })} />}
    </header>
  )
}

/** As it was typed: no links, no pictures, nothing that could be pressed. */
function FirstMessage({ room: { roomId, unread } }: { room: Room }) {
  const t = useT()
  const format = useFormat()
  const page = useAsked('timeline.page', { roomId, from: { at: 'oldest' }, limit: 1 }, (bridge, again) => {
    const stops = [
      bridge.on('timeline.changed', changed => changed.some(event => event.roomId === roomId) && again()),
      bridge.on('timeline.stale', rooms => rooms.includes(roomId) && again())
    ]
    return () => {
      for (const stop of stops) stop()
    }
  })
  const first = page.data?.events.find(event => event.kind === 'message' && !event.deleted)
  if (first === undefined)
    return page.data === undefined ? null : <p className={styles.none}>{t('requests.nothing')}</p>
  return (
    <div className={styles.message}>
      <small>
        {t('requests.first')}
        <time dateTime={new Date(first.sentAt).toISOString()}>{format.when(first.sentAt)}</time>
      </small>
      <p dir='auto'>{first.body}</p>
      {unread > 1 && <small>{t('requests.more', { count: unread - 1 })}</small>}
    </div>
  )
}
