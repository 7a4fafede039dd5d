/** Below the message a thread hangs on: who answered, how often, and when last. Opens the thread. */
import type { EventId, Replies } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './Message.module.css'
import { useRoomActions, useRoomContext } from './roomContext.ts'
import { ago, useMinute } from './useMinute.ts'

export function ThreadRow({ root, replies, active }: { root: EventId; replies: Replies; active: boolean }) {
  const t = useT()
  const format = useFormat()
  const { openThread } = useRoomActions()
  const open = useRoomContext().openThread === root
  const { count, unread } = replies
  const last = ago(t, format, replies.lastAt, useMinute())
  return (
    <button
      type='button'
      className={classNames(styles.thread, open && styles.threadOpen)}
      tabIndex={active ? 0 : -1}
      aria-expanded={open}
      onClick={() => openThread(root)}
    >
      <VisuallyHidden>{t('message.threadName', { count, ago: last, unread })}</VisuallyHidden>
      <span className={styles.stack}>
        {replies.people.slice(0, 3).map(person => (
          <Avatar key={person.account} name={person.name} hue={person.hue} size='xs' />
        ))}
      </span>
      <b aria-hidden='true'>{t('message.replies', { count })}</b>
      <span className={styles.last} aria-hidden='true'>
        {t('message.lastReply', { ago: last })}
      </span>
      {unread > 0 && <i className={styles.dot} />}
    </button>
  )
}
