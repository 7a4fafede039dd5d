/** What stands above a message: how the room begins, a new day, and what is new. */
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { RoomTop } from './history/RoomTop.tsx'
import styles from './Message.module.css'
import type { EventRow } from './rows.ts'

/** A thread has a beginning too, but says so itself. */
export function Above({ row }: { row: EventRow }) {
  const t = useT()
  const format = useFormat()
  return (
    <>
      {row.start && <RoomTop />}
      {row.day !== null && <DayLine label={format.day(row.day)} />}
      {row.answers !== undefined && <DayLine label={t('thread.replies', { count: row.answers })} />}
      {row.unread !== null && <UnreadLine count={row.unread} />}
    </>
  )
}

function DayLine({ label }: { label: string }) {
  return (
    <div role='separator' aria-label={label} className={styles.day}>
      <span>{label}</span>
    </div>
  )
}

function UnreadLine({ count }: { count: number }) {
  const t = useT()
  const label = t('timeline.new', { count })
  return (
    <div role='separator' aria-label={label} className={styles.unread}>
      <span>{label}</span>
    </div>
  )
}
