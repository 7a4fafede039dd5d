/** A channel without messages here: who is in, and who can come; or where its messages are. */
import type { Person, Room } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { RoomTop } from './history/RoomTop.tsx'
import styles from './MessageList.module.css'

export function EmptyRoom({ room, members }: { room: Room; members: readonly Person[] }) {
  const t = useT()
  const [first, second] = members
  const text = (): string => {
    if (first === undefined) return t('timeline.empty.alone')
    if (second !== undefined && members.length === 2) {
      return t('timeline.empty.two', { first: first.name, second: second.name })
    }
    return t('timeline.empty.others', { first: first.name, count: members.length })
  }
  if (room.history.state !== 'whole' || room.history.pruned > 0) return <RoomTop />
  return (
    <div className={styles.empty}>
      <h2>{t('timeline.start.title', { name: room.name })}</h2>
      <p>{text()}</p>
    </div>
  )
}
