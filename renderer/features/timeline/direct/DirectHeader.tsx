/** The head of a conversation of two: who it is with, whether it is really them, and how near they are. */
import { Ellipsis, PanelRight, Pin, Search, ShieldBan, ShieldCheck, Trash2 } from 'lucide-react'
import type { Person, Room } from '../../../../shared/model.ts'
import { useWindowActions } from '../../../bridge/windowActions.ts'
import { useNearWords } from '../../../i18n/useNearWords.ts'
import { useRoomWords } from '../../../i18n/useRoomWords.ts'
import { useShortName } from '../../../i18n/useShortName.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { EarshotMark } from '../../../ui/EarshotMark.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { KeyHint, keyPart } from '../../../ui/KeyHint.tsx'
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx'
import { VerifiedMark } from '../../../ui/VerifiedMark.tsx'
import styles from '../RoomView.module.css'
import type { RoomState } from '../useRoomState.ts'

export interface DirectHeaderProps {
  room: Room
  person: Person | undefined
  state: RoomState
  onSearch: () => void
}

export function DirectHeader({ room, person, state, onSearch }: DirectHeaderProps) {
  const t = useT()
  const near = useNearWords()
  const name = useRoomWords().plain(room)
  return (
    <header className={styles.head} data-region='header'>
      <h1 className={styles.person}>
        <Avatar name={name} hue={person?.hue ?? 230} size='sm' grey={person?.nearness === 'out'} />
        <span>{name}</span>
        {person?.verified != null && <VerifiedMark label={t('verified.mark')} size={18} />}
        {person?.lookalike === true && <KeyHint label={t('nearby.key', { key: keyPart(person.account) })} />}
      </h1>
      {person !== undefined && (
        <p className={styles.near}>
          <EarshotMark nearness={person.nearness} />
          <span>{near.whole(person)}</span>
        </p>
      )}
      <div className={styles.actions}>
        <IconButton icon={Search} label={t('direct.search')} shortcut='Ctrl F' onClick={onSearch} />
        {person !== undefined && <More room={room} person={person} state={state} />}
        <IconButton
          icon={PanelRight}
          label={t('direct.details', { name })}
          shortcut='Ctrl .'
          aria-expanded={state.panel?.kind === 'details'}
          className={state.panel?.kind === 'details' ? (styles.pressed ?? '') : ''}
          onClick={() => state.toggle('details')}
        />
      </div>
    </header>
  )
}

function More({ room, person, state }: { room: Room; person: Person; state: RoomState }) {
  const t = useT()
  const { verify, block, deleteDirect } = useWindowActions()
  const { account } = person
  const name = useShortName()(person)
  const items: MenuEntry[] = [
    {
      id: 'verify',
      icon: ShieldCheck,
      label: person.verified === null ? t('verified.start', { name }) : t('verified.again'),
      onSelect: () => verify(account)
    },
    { id: 'pinned', icon: Pin, label: t('room.pinned'), onSelect: () => state.open({ kind: 'pinned' }) },
    'line',
    {
      id: 'block',
      icon: ShieldBan,
      label: person.blocked ? t('block.offOf', { name }) : t('block.person', { name }),
      danger: !person.blocked,
      onSelect: () => block(account)
    },
    {
      id: 'delete',
      icon: Trash2,
      label: t('direct.delete'),
      danger: true,
      onSelect: () => deleteDirect(room.roomId)
    }
  ]
  return <Menu align='end' trigger={<IconButton icon={Ellipsis} label={t('direct.menu')} />} items={items} />
}
