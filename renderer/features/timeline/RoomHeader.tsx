/** The head of a channel: its name and topic, how many of its people are within earshot, what is pinned, and what can be done with it. */
import { Ellipsis, Hash, Lock, LogOut, Pin, Search, UserPlus } from 'lucide-react'
import type { Me, Person, Room } from '../../../shared/model.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EarshotMark } from '../../ui/EarshotMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { ariaKeys } from '../../ui/keys.ts'
import { Menu } from '../../ui/Menu.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './RoomView.module.css'
import { useLeave } from './useLeave.ts'
import type { RoomState } from './useRoomState.ts'

export interface RoomHeaderProps {
  room: Room
  me: Me
  members: readonly Person[]
  state: RoomState
  onSearch: () => void
}

export function RoomHeader({ room, me, members, state, onSearch }: RoomHeaderProps) {
  const t = useT()
  const leave = useLeave(room)
  const actions = useWindowActions()
  const isPrivate = room.kind === 'private'
  return (
    <header className={styles.head} data-region='header'>
      <h1 className={styles.title}>
        <Icon icon={isPrivate ? Lock : Hash} size={18} />
        {isPrivate && <VisuallyHidden>{t('channels.private')}: </VisuallyHidden>}
        <span>{room.name}</span>
      </h1>
      {room.topic !== '' && (
        <Tooltip label={room.topic}>
          <button type='button' className={styles.topic} onClick={() => state.open({ kind: 'details' })} dir='auto'>
            <VisuallyHidden>{t('room.topicEdit')}: </VisuallyHidden>
            {room.topic}
          </button>
        </Tooltip>
      )}
      <div className={styles.actions}>
        <MembersButton room={room} me={me} members={members} state={state} />
        {room.pins > 0 && (
          <Tooltip label={t('room.pinned')}>
            <button
              type='button'
              className={styles.pins}
              aria-label={t('room.pinnedName', { count: room.pins })}
              aria-expanded={state.panel?.kind === 'pinned'}
              onClick={() => state.toggle('pinned')}
            >
              <Icon icon={Pin} size={17} />
              <span aria-hidden='true'>{room.pins}</span>
            </button>
          </Tooltip>
        )}
        <IconButton icon={Search} label={t('timeline.search')} shortcut='Ctrl F' onClick={onSearch} />
        <Menu
          align='end'
          trigger={<IconButton icon={Ellipsis} label={t('timeline.menu')} />}
          items={[
            { id: 'pinned', icon: Pin, label: t('room.pinned'), onSelect: () => state.open({ kind: 'pinned' }) },
            ...(isPrivate && room.closed === null && room.role !== 'member'
              ? [{ id: 'invite', icon: UserPlus, label: t('invite.new'), onSelect: () => actions.invite(room.roomId) }]
              : []),
            'line',
            {
              id: 'leave',
              icon: LogOut,
              label: t('timeline.leave'),
              danger: true,
              onSelect: isPrivate ? () => actions.leave(room.roomId) : leave
            }
          ]}
        />
      </div>
    </header>
  )
}

function MembersButton({ room, me, members, state }: Omit<RoomHeaderProps, 'onSearch'>) {
  const t = useT()
  const shown = members.length === 0 ? [me] : members.slice(0, 3)
  const counts = { reachable: room.reachable, members: room.members }
  return (
    <Tooltip label={t('room.details')} shortcut='Ctrl .'>
      <button
        type='button'
        className={styles.members}
        aria-expanded={state.panel?.kind === 'details'}
        aria-keyshortcuts={ariaKeys('Ctrl .')}
        onClick={() => state.toggle('details')}
      >
        <span className={styles.stack}>
          {shown.map(person => (
            <Avatar key={person.account} name={person.name} hue={person.hue} size='xs' />
          ))}
        </span>
        <span aria-hidden='true'>{t('timeline.members', counts)}</span>
        <VisuallyHidden>{t('timeline.membersName', counts)}</VisuallyHidden>
        <EarshotMark nearness={members.find(person => person.nearness !== 'out')?.nearness ?? 'out'} />
      </button>
    </Tooltip>
  )
}
