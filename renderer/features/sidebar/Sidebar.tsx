/** Where one can go: Nearby, threads, the network, the channels, conversations, people; who is around; oneself. */
import { MessageSquareText, Orbit } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { AccountId, Me, NetworkState, Person, Room, RoomId } from '../../../shared/model.ts'
import { sortRooms } from '../../bridge/roomOrder.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { ChannelRow } from './ChannelRow.tsx'
import { DirectMessages } from './DirectMessages.tsx'
import { Foot } from './Foot.tsx'
import { People } from './People.tsx'
import { Row } from './Row.tsx'
import { SectionHead } from './SectionHead.tsx'
import styles from './Sidebar.module.css'
import { useLeave } from './useLeave.ts'
import { useRoving } from './useRoving.ts'

type Destination =
  | { kind: 'nearby'; person?: AccountId }
  | { kind: 'threads' | 'network' | 'requests' }
  | { kind: 'room'; roomId: RoomId }
  | { kind: 'settings'; page: 'profile' }

export interface SidebarProps {
  me: Me
  /** Undefined until the core has told them. */
  rooms: Room[] | undefined
  people: readonly Person[]
  network: NetworkState | undefined
  /** Threads one follows that have something new. */
  unreadThreads: number
  /** Where one is, as far as it has a row here. */
  place:
    | { kind: 'nearby'; person?: AccountId }
    | { kind: 'threads' | 'network' | 'requests' | 'search' | 'settings' }
    | { kind: 'room'; roomId: RoomId }
    | undefined
  onGo: (to: Destination) => void
  onAddChannel: () => void
  /** Chooses whom to write to. */
  onNewMessage: () => void
  onMarkRead: (room: Room) => void
  /** What stands on its inner edge. */
  edge?: ReactNode
}

export function Sidebar({
  me,
  rooms,
  people,
  network,
  unreadThreads,
  place,
  onGo,
  onAddChannel,
  onNewMessage,
  onMarkRead,
  edge
}: SidebarProps) {
  const t = useT()
  const [folded, setFolded] = useState(false)
  const leave = useLeave()
  const near = people.filter(person => person.nearness !== 'out')
  const here = place?.kind === 'room' ? place.roomId : undefined
  const actions = useWindowActions()
  const { channels, direct, requests } = useMemo(() => sortRooms(rooms ?? []), [rooms])
  const roving = useRoving(channels.findIndex(room => room.roomId === here))
  // Folding keeps what one must not miss: where one is, and what is unread.
  const shown = folded ? channels.filter(room => room.roomId === here || room.unread > 0) : channels
  const writtenTo = new Set(direct.map(room => room.with))
  return (
    <nav className={styles.side} aria-label={t('shell.sidebar')} data-region='sidebar'>
      <div className={styles.scroll}>
        <ul>
          <li>
            <Row
              to='nearby'
              on={place?.kind === 'nearby' && place.person === undefined}
              name={t('sidebar.nearbyName', { count: near.length })}
              icon={<Logo size={17} thin />}
              onOpen={() => onGo({ kind: 'nearby' })}
              after={<span className={styles.sub}>{near.length}</span>}
            >
              {t('sidebar.nearby')}
            </Row>
          </li>
          <li>
            <Row
              to='threads'
              on={place?.kind === 'threads'}
              name={t('sidebar.threadsName', { count: unreadThreads })}
              icon={<Icon icon={MessageSquareText} size={17} />}
              onOpen={() => onGo({ kind: 'threads' })}
              after={unreadThreads > 0 && <span className={styles.dot} />}
            >
              {t('sidebar.threads')}
            </Row>
          </li>
          <li>
            <Row
              to='network'
              on={place?.kind === 'network'}
              name={t('sidebar.network')}
              icon={<Icon icon={Orbit} size={17} />}
              onOpen={() => onGo({ kind: 'network' })}
            >
              {t('sidebar.network')}
            </Row>
          </li>
        </ul>
        <SectionHead
          folded={folded}
          onFold={setFolded}
          add={{ label: t('sidebar.add'), shortcut: 'Ctrl Shift N', run: onAddChannel }}
        >
          {t('sidebar.channels')}
        </SectionHead>
        <ul ref={roving.list} onKeyDown={roving.onKeyDown}>
          {shown.map((room, i) => (
            <li key={room.roomId}>
              <ChannelRow
                room={room}
                on={room.roomId === here}
                tabIndex={roving.tabIndex(i, shown.length)}
                onFocus={() => roving.focused(i)}
                onOpen={() => onGo({ kind: 'room', roomId: room.roomId })}
                onMarkRead={() => onMarkRead(room)}
                onLeave={() => (room.kind === 'private' ? actions.leave(room.roomId) : leave(room))}
              />
            </li>
          ))}
        </ul>
        {rooms !== undefined && channels.length === 0 && <p className={styles.none}>{t('sidebar.none')}</p>}
        {rooms !== undefined && (
          <DirectMessages
            rooms={direct}
            requests={requests}
            people={people}
            here={here}
            inRequests={place?.kind === 'requests'}
            onOpen={room => onGo({ kind: 'room', roomId: room.roomId })}
            onRequests={() => onGo({ kind: 'requests' })}
            onNew={onNewMessage}
            onMarkRead={onMarkRead}
          />
        )}
        <People
          people={people.filter(person => !writtenTo.has(person.account) && !person.blocked)}
          here={place?.kind === 'nearby' ? place.person : undefined}
          onOpen={person => onGo({ kind: 'nearby', person })}
          onAll={() => onGo({ kind: 'nearby' })}
        />
      </div>
      <Foot me={me} near={near} network={network} onGo={onGo} />
      {edge}
    </nav>
  )
}
