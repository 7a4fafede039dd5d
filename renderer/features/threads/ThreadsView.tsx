/** The threads one follows, newest first: what they hang on, what was said last, and which have something new. */
import { MessageSquareText } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { EventId, Room, RoomId, Thread } from '../../../shared/model.ts'
import { useRooms } from '../../bridge/queries.ts'
import { unreadIn, useThreads } from '../../bridge/useThreads.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ThreadRow } from './ThreadRow.tsx'
import styles from './ThreadsView.module.css'

export interface ThreadsViewProps {
  /** To the room of a thread, with the thread open. */
  onOpen: (roomId: RoomId, root: EventId) => void
}

export function ThreadsView({ onOpen }: ThreadsViewProps) {
  const t = useT()
  const threads = useThreads()
  const rooms = useRooms().data
  const { data } = threads
  const unread = data === undefined ? 0 : unreadIn(data)
  return (
    <section className={styles.view} aria-label={t('threads.title')}>
      <header className={styles.head} data-region='header'>
        <h1>{t('threads.title')}</h1>
        {unread > 0 && <p>{t('threads.count', { count: unread })}</p>}
      </header>
      {threads.error !== undefined && data === undefined && (
        <div className={styles.notice}>
          <Notice tone='bad' role='alert' action={<Button onClick={threads.retry}>{t('common.tryAgain')}</Button>}>
            <Trans id='threads.failed' />
          </Notice>
        </div>
      )}
      {data?.length === 0 && (
        <div className={styles.empty}>
          <Icon icon={MessageSquareText} size={32} />
          <h2>{t('threads.empty')}</h2>
          <p>{t('threads.emptyText')}</p>
        </div>
      )}
      {data !== undefined && data.length > 0 && <List threads={data} rooms={rooms ?? []} onOpen={onOpen} />}
    </section>
  )
}

interface ListProps extends ThreadsViewProps {
  threads: readonly Thread[]
  rooms: readonly Room[]
}

/** One tab stop: arrows move between threads. */
function List({ threads, rooms, onOpen }: ListProps) {
  const t = useT()
  const [at, setAt] = useState<EventId>()
  const stop = threads.some(({ eventId }) => eventId === at) ? at : threads[0]?.eventId
  return (
    <div className={styles.scroll} data-region='threads'>
      <ul className={styles.list} aria-label={t('threads.list')} onKeyDown={moveFocus}>
        {threads.map(thread => (
          <li key={thread.eventId}>
            <ThreadRow
              thread={thread}
              room={rooms.find(({ roomId }) => roomId === thread.roomId)}
              stop={thread.eventId === stop}
              onFocus={() => setAt(thread.eventId)}
              onOpen={() => onOpen(thread.roomId, thread.eventId)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const at = rows.findIndex(row => row === event.target)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (at === -1 || to === undefined) return
  event.preventDefault()
  event.stopPropagation()
  rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus()
}
