/** One thread: where it is, what it hangs on, what was said last, who wrote, and whether there is something new. */
import { Hash, Lock, MessageSquare } from 'lucide-react'
import type { Room, Thread, TimelineEvent } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { snippet } from '../../ui/snippet.ts'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './ThreadsView.module.css'

export interface ThreadRowProps {
  thread: Thread
  /** Undefined until the core has told it. */
  room: Room | undefined
  /** Whether this is the list's one tab stop. */
  stop: boolean
  onFocus: () => void
  onOpen: () => void
}

const SHOWN_PEOPLE = 3
const ICONS = { public: Hash, private: Lock, direct: MessageSquare }

export function ThreadRow({ thread: { root, last, replies }, room, stop, onFocus, onOpen }: ThreadRowProps) {
  const t = useT()
  const format = useFormat()
  const { unread, count, people } = replies
  const when = format.when(last.sentAt)
  const text = rootText(t, root)
  const words = useRoomWords()
  const name = room === undefined ? '' : words.title(room)
  return (
    <button
      type='button'
      className={classNames(styles.row, unread > 0 && styles.unread)}
      tabIndex={stop ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <VisuallyHidden>
        {t(unread > 0 ? 'threads.openUnread' : 'threads.open', { unread, room: name, text, count, when })}
      </VisuallyHidden>
      <span className={styles.shown} aria-hidden='true'>
        {root === null ? <span className={styles.gap} /> : <Avatar name={root.sender.name} hue={root.sender.hue} />}
        <span className={styles.words}>
          <span className={styles.meta}>
            <b>{root?.sender.name}</b>
            <Icon icon={ICONS[room?.kind ?? 'public']} size={12} />
            <span>{room === undefined ? '' : words.plain(room)}</span>
          </span>
          <span className={classNames(styles.text, (root === null || root.deleted) && styles.gone)} dir='auto'>
            {text}
          </span>
          <span className={styles.last}>
            <span className={styles.stack}>
              {people.slice(0, SHOWN_PEOPLE).map(person => (
                <Avatar key={person.account} name={person.name} hue={person.hue} size='xs' />
              ))}
            </span>
            <span className={styles.replies}>{t('threads.replies', { count })}</span>
            <span className={styles.said}>{lastText(t, last)}</span>
          </span>
        </span>
        <span className={styles.end}>
          <time dateTime={new Date(last.sentAt).toISOString()}>{when}</time>
          {unread > 0 && <i className={styles.dot} />}
        </span>
      </span>
    </button>
  )
}

function rootText(t: T, root: TimelineEvent | null): string {
  if (root === null) return t('threads.missing')
  return root.deleted ? t('threads.deleted') : snippet(root.body, []).text
}

function lastText(t: T, { deleted, body, sender: { name } }: TimelineEvent): string {
  return deleted ? t('threads.lastDeleted', { name }) : t('threads.last', { name, text: snippet(body, []).text })
}
