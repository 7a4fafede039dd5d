/** A conversation of two: who, verified or not, how near where that is an exception, and what is unread. */
import { CheckCheck, ShieldAlert, ShieldBan, Trash2, UserRound } from 'lucide-react'
import type { Person, Room } from '../../../shared/model.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { type NearWords, useNearWords } from '../../i18n/useNearWords.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/Menu.tsx'
import { VerifiedMark } from '../../ui/VerifiedMark.tsx'
import { DraftMark } from './DraftMark.tsx'
import { Row } from './Row.tsx'
import styles from './Sidebar.module.css'

export interface DirectRowProps {
  room: Room
  /** Undefined until the core has told who it is. */
  person: Person | undefined
  on: boolean
  now: number
  tabIndex: 0 | -1
  onFocus: () => void
  onOpen: () => void
  onMarkRead: () => void
}

export function DirectRow({ room, person, on, now, tabIndex, onFocus, onOpen, onMarkRead }: DirectRowProps) {
  const t = useT()
  const near = useNearWords()
  const actions = useWindowActions()
  const name = useRoomWords().plain(room)
  const drafted = room.draft !== '' && !on
  const brief = person === undefined || room.unread > 0 || person.blocked ? '' : near.brief(person, now)
  const items: MenuEntry[] = [
    { id: 'read', label: t('sidebar.markRead'), icon: CheckCheck, disabled: room.unread === 0, onSelect: onMarkRead },
    ...(person === undefined
      ? []
      : [
          {
            id: 'profile',
            label: t('direct.profile'),
            icon: UserRound,
            onSelect: () => actions.profile(person.account)
          },
          'line' as const,
          {
            id: 'block',
            label: person.blocked ? t('block.off') : t('block.do'),
            icon: ShieldBan,
            danger: !person.blocked,
            onSelect: () => actions.block(person.account)
          }
        ]),
    {
      id: 'delete',
      label: t('direct.delete'),
      icon: Trash2,
      danger: true,
      onSelect: () => actions.deleteDirect(room.roomId)
    }
  ]
  return (
    <ContextMenu items={items}>
      <Row
        className={styles.personRow}
        to={`direct/${(room.with ?? room.roomId).slice(0, 8)}`}
        on={on}
        unread={room.unread > 0}
        name={rowName(t, near, { room, person, name, drafted })}
        icon={<Avatar name={name} hue={person?.hue ?? 230} size='sm' nearness={person?.nearness ?? 'out'} />}
        tabIndex={tabIndex}
        onFocus={onFocus}
        onOpen={onOpen}
        mark={<Trust person={person} />}
        after={
          <>
            {drafted && <DraftMark />}
            {brief !== '' && <span className={styles.sub}>{brief}</span>}
            <Badge count={room.unread} tone='direct' />
          </>
        }
      >
        {name}
      </Row>
    </ContextMenu>
  )
}

function Trust({ person }: { person: Person | undefined }) {
  if (person === undefined) return null
  if (person.blocked) {
    return (
      <span className={styles.draft}>
        <Icon icon={ShieldBan} size={15} />
      </span>
    )
  }
  if (person.keyChanged !== null) {
    return (
      <span className={styles.alarm}>
        <Icon icon={ShieldAlert} size={15} />
      </span>
    )
  }
  return person.verified === null ? null : <VerifiedMark size={15} />
}

interface Named {
  room: Room
  person: Person | undefined
  name: string
  drafted: boolean
}

function rowName(t: T, near: NearWords, { room, person, name, drafted }: Named): string {
  const which =
    room.unread > 0 ? (drafted ? 'rowUnreadDraft' : 'rowUnread') : drafted ? ('rowDraft' as const) : ('row' as const)
  const nearness = person === undefined ? t('receipts.out') : near.spoken(person)
  const row = t(`direct.${which}`, { name, near: nearness, count: room.unread })
  if (person === undefined) return row
  if (person.blocked) return t('direct.rowBlocked', { row })
  if (person.keyChanged !== null) return t('direct.rowKeyChanged', { row })
  return person.verified === null ? row : t('direct.rowVerified', { row })
}
