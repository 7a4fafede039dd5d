/** The lines between messages: a new day, and what is new. And the words a channel begins with. */
import { useT } from '../../i18n/useT.ts'
import styles from './Message.module.css'

export function DayLine({ label }: { label: string }) {
  return (
    <div role='separator' aria-label={label} className={styles.day}>
      <span>{label}</span>
    </div>
  )
}

export function UnreadLine({ count }: { count: number }) {
  const t = useT()
  const label = t('timeline.new', { count })
  return (
    <div role='separator' aria-label={label} className={styles.unread}>
      <span>{label}</span>
    </div>
  )
}

export function RoomStart({ name }: { name: string }) {
  const t = useT()
  return (
    <div className={styles.start}>
      <p className={styles.startTitle}>{t('timeline.start.title', { name })}</p>
      <p>{t('timeline.start.text')}</p>
    </div>
  )
}
