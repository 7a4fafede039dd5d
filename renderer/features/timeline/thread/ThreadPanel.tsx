/** A thread beside the room: the message it hangs on, the answers, and where one answers. */
import type { EventId, Me, Person, Room } from '../../../../shared/model.ts'
import { Trans } from '../../../i18n/Trans.tsx'
import { useRoomWords } from '../../../i18n/useRoomWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { FollowButton } from './FollowButton.tsx'
import { ThreadConversation } from './ThreadConversation.tsx'
import styles from './ThreadPanel.module.css'
import { useThread } from './useThread.ts'

export interface ThreadPanelProps {
  room: Room
  /** The message it hangs on. */
  root: EventId
  /** An answer to stand at. */
  at?: EventId | undefined
  me: Me
  members: readonly Person[]
  people: readonly Person[] | undefined
  enterSends: boolean
  onClose: () => void
}

export function ThreadPanel({ root: eventId, onClose, ...rest }: ThreadPanelProps) {
  const t = useT()
  const thread = useThread(eventId)
  const name = useRoomWords().title(rest.room)
  return (
    <SidePanel
      label={t('thread.label')}
      title={
        <>
          {t('thread.title')}
          <small>{t('thread.in', { name })}</small>
        </>
      }
      actions={thread.status === 'open' && <FollowButton eventId={eventId} root={thread.root} />}
      closeLabel={t('thread.close')}
      focusInside
      onClose={onClose}
    >
      <section className={styles.thread} aria-label={t('thread.list', { name })}>
        {thread.status === 'failed' && (
          <div className={styles.failed}>
            <Notice tone='bad' role='alert' action={<Button onClick={thread.retry}>{t('common.tryAgain')}</Button>}>
              <Trans id='thread.failed' />
            </Notice>
          </div>
        )}
        {thread.status === 'open' && <ThreadConversation eventId={eventId} thread={thread} {...rest} />}
      </section>
    </SidePanel>
  )
}
