/** What came from people who are no contacts yet: a first message, or a channel. Three ways to decide; nobody is told anything before. */
import { MailQuestion } from 'lucide-react'
import { useMemo } from 'react'
import type { RoomId } from '../../../shared/model.ts'
import { usePeople, useRooms } from '../../bridge/queries.ts'
import { sortRooms } from '../../bridge/roomOrder.ts'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ChannelRequestCard } from './ChannelRequestCard.tsx'
import { RequestCard } from './RequestCard.tsx'
import styles from './Requests.module.css'

export function RequestsView({ onOpenRoom }: { onOpenRoom: (roomId: RoomId) => void }) {
  const t = useT()
  const rooms = useRooms().data
  const people = usePeople().data
  const { requests } = useMemo(() => sortRooms(rooms ?? []), [rooms])
  const count = requests.length
  return (
    <section className={styles.view} aria-label={t('requests.title')}>
      <header className={styles.head} data-region='header'>
        <h1>{t('requests.title')}</h1>
        {count > 0 && <p>{t('requests.count', { count })}</p>}
      </header>
      {rooms !== undefined && count === 0 && (
        <div className={styles.empty}>
          <Icon icon={MailQuestion} size={32} />
          <h2>{t('requests.empty')}</h2>
          <p>{t('requests.emptyText')}</p>
        </div>
      )}
      {count > 0 && (
        <div className={styles.scroll} data-region='requests'>
          <p className={styles.lead}>{t('requests.lead')}</p>
          <ul className={styles.list}>
            {requests.map(room => (
              <li key={room.roomId}>
                {room.kind === 'direct' ? (
                  <RequestCard
                    room={room}
                    person={people?.find(one => one.account === room.with)}
                    channels={rooms ?? []}
                    onAccepted={() => onOpenRoom(room.roomId)}
                  />
                ) : (
                  <ChannelRequestCard room={room} onAccepted={() => onOpenRoom(room.roomId)} />
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
