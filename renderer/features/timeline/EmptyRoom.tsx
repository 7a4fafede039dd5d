/** A room without messages here: who is in, and who can come; or where its messages are. */
import type { Person, Room } from '../../../shared/model.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { DirectStart } from './direct/DirectStart.tsx'
import { RoomTop } from './history/RoomTop.tsx'
import styles from './MessageList.module.css'

export function EmptyRoom({ room, members }: { room: Room; members: readonly Person[] }) {
  const t = useT()
  const { invite } = useWindowActions()
  if (room.history.state !== 'whole' || room.history.pruned > 0) return <RoomTop />
  if (room.kind === 'direct') return <DirectStart room={room} as='h2' />
  const pending = room.closed === 'pending'
  const mayInvite = room.kind === 'private' && room.closed === null && room.role !== 'member'
  return (
    <div className={styles.empty}>
      <h2>{t(pending ? 'timeline.start.pending' : 'timeline.start.title', { name: room.name })}</h2>
      {pending && <p>{t('timeline.start.pendingText')}</p>}
      {room.closed === null && <p>{whoIsIn(t, room, members)}</p>}
      {mayInvite && (
        <p className={styles.way}>
          <Button onClick={() => invite(room.roomId)}>{t('timeline.empty.invite')}</Button>
        </p>
      )}
    </div>
  )
}

function whoIsIn(t: T, { kind }: Room, members: readonly Person[]): string {
  const inPrivate = kind === 'private'
  const [first, second] = members
  if (first === undefined) return t(inPrivate ? 'timeline.empty.privateAlone' : 'timeline.empty.alone')
  if (second !== undefined && members.length === 2) {
    const both = { first: first.name, second: second.name }
    return t(inPrivate ? 'timeline.empty.privateTwo' : 'timeline.empty.two', both)
  }
  const some = { first: first.name, count: members.length }
  return t(inPrivate ? 'timeline.empty.privateOthers' : 'timeline.empty.others', some)
}
