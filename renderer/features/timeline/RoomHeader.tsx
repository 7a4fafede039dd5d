/** The head of a channel: its name, how many of its people are within earshot, and what can be done with it. */
import { Ellipsis, Hash, LogOut } from 'lucide-react'
import type { Ref } from 'react'
import type { Me, Person, Room } from '../../../shared/model.ts'
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

export interface RoomHeaderProps {
  room: Room
  me: Me
  members: readonly Person[]
  panelOpen: boolean
  opener: Ref<HTMLButtonElement>
  onPanel: () => void
}

export function RoomHeader({ room, me, members, panelOpen, opener, onPanel }: RoomHeaderProps) {
  const t = useT()
  const leave = useLeave(room)
  const shown = members.length === 0 ? [me] : members.slice(0, 3)
  const counts = { reachable: room.reachable, members: room.members }
  return (
    <header className={styles.head} data-region='header'>
      <h1 className={styles.title}>
        <Icon icon={Hash} size={18} />
        <span>{room.name}</span>
      </h1>
      <div className={styles.actions}>
        <Tooltip label={t('timeline.membersTitle')} shortcut='Ctrl .'>
          <button
            ref={opener}
            type='button'
            className={styles.members}
            aria-expanded={panelOpen}
            aria-keyshortcuts={ariaKeys('Ctrl .')}
            onClick={onPanel}
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
        <Menu
          align='end'
          trigger={<IconButton icon={Ellipsis} label={t('timeline.menu')} />}
          items={[{ id: 'leave', icon: LogOut, label: t('timeline.leave'), danger: true, onSelect: leave }]}
        />
      </div>
    </header>
  )
}
