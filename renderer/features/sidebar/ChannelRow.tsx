/** One channel: its name, what is unread, a pencil where a draft waits; a menu of what can be done with it. */
import { CheckCheck, Hash, Hourglass, Lock, LogOut } from 'lucide-react'
import type { Room } from '../../../shared/model.ts'
import type { MessageId } from '../../i18n/catalogue.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ContextMenu } from '../../ui/Menu.tsx'
import { DraftMark } from './DraftMark.tsx'
import { Row } from './Row.tsx'
import styles from './Sidebar.module.css'

export interface ChannelRowProps {
  room: Room
  on: boolean
  tabIndex: 0 | -1
  onFocus: () => void
  onOpen: () => void
  onMarkRead: () => void
  onLeave: () => void
}

export function ChannelRow({ room, on, tabIndex, onFocus, onOpen, onMarkRead, onLeave }: ChannelRowProps) {
  const t = useT()
  const drafted = room.draft !== '' && !on
  const unread = room.unread > 0
  const items = [
    { id: 'read', label: t('sidebar.markRead'), icon: CheckCheck, disabled: !unread, onSelect: onMarkRead },
    'line' as const,
    { id: 'leave', label: t('sidebar.leave'), icon: LogOut, danger: true, onSelect: onLeave }
  ]
  return (
    <ContextMenu items={items}>
      <Row
        to={`channel/${room.name}`}
        on={on}
        unread={unread}
        className={room.closed === null ? undefined : styles.shut}
        name={rowName(t, room, drafted)}
        icon={<Icon icon={room.kind === 'private' ? Lock : Hash} size={16} />}
        tabIndex={tabIndex}
        onFocus={onFocus}
        onOpen={onOpen}
        after={
          <>
            {drafted && <DraftMark />}
            {room.closed === 'pending' && (
              <span className={styles.draft}>
                <Icon icon={Hourglass} size={13} />
              </span>
            )}
            <Badge count={room.mentions} tone='call' />
            <Badge count={room.unread} />
          </>
        }
      >
        {room.name}
      </Row>
    </ContextMenu>
  )
}

function rowName(t: T, room: Room, drafted: boolean): string {
  const row = t(nameId(room, drafted), { name: room.name, count: room.unread, mentions: room.mentions })
  if (room.closed === 'pending' || room.closed === 'removed') return t(`sidebar.room.${room.closed}`, { row })
  return room.kind === 'private' ? t('sidebar.room.private', { row }) : row
}

const nameId = ({ unread, mentions }: Room, drafted: boolean): MessageId => {
  if (mentions > 0) return drafted ? 'sidebar.roomMentionsDraft' : 'sidebar.roomMentions'
  if (unread > 0) return drafted ? 'sidebar.roomUnreadDraft' : 'sidebar.roomUnread'
  return drafted ? 'sidebar.roomDraft' : 'sidebar.room'
}
