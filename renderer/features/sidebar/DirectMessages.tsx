/** Conversations of two: first what strangers wrote and nobody answered yet, then the one written in last. */
import { MailQuestion } from 'lucide-react'
import { useState } from 'react'
import type { Person, Room, RoomId } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useMinute } from '../../ui/useMinute.ts'
import { DirectRow } from './DirectRow.tsx'
import { Row } from './Row.tsx'
import { SectionHead } from './SectionHead.tsx'
import styles from './Sidebar.module.css'
import { useRoving } from './useRoving.ts'

export interface DirectMessagesProps {
  rooms: readonly Room[]
  requests: readonly Room[]
  people: readonly Person[]
  here: RoomId | undefined
  /** Whether the requests are what is shown. */
  inRequests: boolean
  onOpen: (room: Room) => void
  onRequests: () => void
  onNew: () => void
  onMarkRead: (room: Room) => void
}

export function DirectMessages(props: DirectMessagesProps) {
  const { rooms, requests, people, here, inRequests, onOpen, onRequests, onNew, onMarkRead } = props
  const t = useT()
  const now = useMinute()
  const [folded, setFolded] = useState(false)
  const asked = requests.length > 0
  // Folding keeps what one must not miss: where one is, and what is unread.
  const shown = folded ? rooms.filter(room => room.roomId === here || room.unread > 0) : rooms
  const at = shown.findIndex(room => room.roomId === here)
  const roving = useRoving(inRequests ? 0 : at === -1 ? -1 : at + (asked ? 1 : 0))
  const count = shown.length + (asked ? 1 : 0)
  const stopOf = (index: number) => ({ tabIndex: roving.tabIndex(index, count), onFocus: () => roving.focused(index) })
  return (
    <>
      <SectionHead folded={folded} onFold={setFolded} add={{ label: t('direct.new'), shortcut: 'Ctrl N', run: onNew }}>
        {t('direct.section')}
      </SectionHead>
      <ul ref={roving.list} onKeyDown={roving.onKeyDown}>
        {asked && (
          <li>
            <Row
              className={styles.personRow}
              to='requests'
              on={inRequests}
              unread
              name={t('requests.row', { count: requests.length })}
              icon={
                <span className={styles.tile}>
                  <Icon icon={MailQuestion} size={15} />
                </span>
              }
              after={<Badge count={requests.length} />}
              onOpen={onRequests}
              {...stopOf(0)}
            >
              {t('requests.title')}
            </Row>
          </li>
        )}
        {shown.map((room, i) => (
          <li key={room.roomId}>
            <DirectRow
              room={room}
              person={people.find(one => one.account === room.with)}
              on={room.roomId === here}
              now={now}
              onOpen={() => onOpen(room)}
              onMarkRead={() => onMarkRead(room)}
              {...stopOf(i + (asked ? 1 : 0))}
            />
          </li>
        ))}
      </ul>
      {rooms.length === 0 && !asked && !folded && <p className={styles.none}>{t('direct.none')}</p>}
    </>
  )
}
