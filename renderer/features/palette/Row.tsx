/** One entry of the palette: a picture, one or two lines, and at the end what is worth knowing. */
import { Hash, Lock, MessageSquarePlus, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { MAX_FOUND } from '../../../shared/limits.ts'
import type { Person, Room, SearchHit } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { EarshotMark } from '../../ui/EarshotMark.tsx'
import { Icon, type LucideIcon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Marked } from '../../ui/Marked.tsx'
import { snippet } from '../../ui/snippet.ts'
import { VerifiedMark } from '../../ui/VerifiedMark.tsx'
import type { Entry } from './entries.ts'
import styles from './Palette.module.css'

export interface RowProps {
  id: string
  entry: Entry
  rooms: readonly Room[]
  people: readonly Person[]
  on: boolean
  onPoint: () => void
  onChoose: () => void
}

export function Row({ id, entry, rooms, people, on, onPoint, onChoose }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role='option'
      tabIndex={-1}
      aria-selected={on}
      className={classNames(styles.row, on && styles.on)}
      onPointerMove={onPoint}
      onMouseDown={event => event.preventDefault()} // the focus stays in the field
      onClick={onChoose}
    >
      <Content entry={entry} rooms={rooms} people={people} />
    </div>
  )
}

function Content({ entry, rooms, people }: Pick<RowProps, 'entry' | 'rooms' | 'people'>) {
  const t = useT()
  switch (entry.kind) {
    case 'room':
      return entry.room.kind === 'direct' ? (
        <DirectContent room={entry.room} person={people.find(one => one.account === entry.room.with)} />
      ) : (
        <RoomContent room={entry.room} name={<Marked text={entry.room.name} ranges={entry.ranges} />} />
      )
    case 'heard':
      return (
        <Parts
          picture={<Square icon={Hash} />}
          name={<Marked text={entry.channel.name} ranges={entry.ranges} />}
          below={t('palette.heard', { count: entry.channel.people })}
          end={<span className={styles.chip}>{t('palette.notJoined')}</span>}
        />
      )
    case 'person':
      return <PersonContent person={entry.person} entry={entry} />
    case 'message':
      return <MessageContent hit={entry.hit} rooms={rooms} />
    case 'command':
      return (
        <Parts
          picture={<Square icon={entry.command.icon} />}
          name={<Marked text={entry.command.label} ranges={entry.ranges} />}
          below={entry.command.hint}
          end={entry.command.shortcut !== undefined && <Kbd keys={entry.command.shortcut} />}
        />
      )
    case 'create':
      return (
        <Parts picture={<Square icon={MessageSquarePlus} />} name={t('palette.createCalled', { name: entry.name })} />
      )
    case 'search':
      return <SearchContent words={t('palette.searchFor', { text: entry.text })} />
    case 'all':
      return (
        <SearchContent
          words={
            entry.found >= MAX_FOUND
              ? t('palette.allMost', { count: MAX_FOUND - 1, text: entry.text })
              : t('palette.allMessages', { count: entry.found, text: entry.text })
          }
        />
      )
  }
}

const SearchContent = ({ words }: { words: string }) => (
  <Parts picture={<Square icon={Search} />} name={words} end={<Kbd keys='Ctrl Shift F' />} />
)

function RoomContent({ room, name }: { room: Room; name: ReactNode }) {
  const t = useT()
  const { unread, mentions, reachable, members } = room
  return (
    <Parts
      picture={<Square icon={room.kind === 'private' ? Lock : Hash} />}
      name={name}
      below={room.topic === '' ? t('palette.roomPeople', { reachable, members }) : room.topic}
      end={
        unread > 0 && (
          <>
            {mentions > 0 && (
              <span className={classNames(styles.chip, styles.call)}>
                {t('palette.mentionCount', { count: mentions })}
              </span>
            )}
            <span className={styles.chip}>{t('palette.unreadCount', { count: unread })}</span>
          </>
        )
      }
    />
  )
}

/** A conversation of two, among those one was in or that have something new. */
function DirectContent({ room, person }: { room: Room; person: Person | undefined }) {
  const t = useT()
  const near = useNearWords()
  const name = useRoomWords().plain(room)
  return (
    <Parts
      picture={
        <Avatar
          name={name}
          hue={person?.hue ?? 230}
          size='sm'
          nearness={person?.nearness ?? 'out'}
          className={styles.avatar ?? ''}
        />
      }
      name={name}
      below={person === undefined ? undefined : near.whole(person)}
      end={
        room.unread > 0 && (
          <span className={classNames(styles.chip, styles.call)}>
            {t('palette.unreadCount', { count: room.unread })}
          </span>
        )
      }
    />
  )
}

function PersonContent({ person, entry }: { person: Person; entry: Entry }) {
  const t = useT()
  const near = useNearWords()
  const { name, hue, status, nearness, latencyMs, verified } = person
  const below = entry.below
  const words =
    status === ''
      ? near.whole(person)
      : t('palette.status', { status, near: near.whole({ ...person, latencyMs: null }) })
  return (
    <Parts
      picture={<Avatar name={name} hue={hue} size='sm' nearness={nearness} className={styles.avatar ?? ''} />}
      name={
        <span className={styles.named}>
          <span>
            <Marked text={name} ranges={entry.ranges} />
          </span>
          {verified !== null && <VerifiedMark label={t('verified.mark')} size={15} />}
        </span>
      }
      below={below === undefined ? words : <Marked text={status} ranges={below} />}
      end={
        <span className={styles.near}>
          <EarshotMark nearness={nearness} />
          {latencyMs !== null && near.latency(latencyMs)}
        </span>
      }
    />
  )
}

function MessageContent({ hit, rooms }: { hit: SearchHit; rooms: readonly Room[] }) {
  const format = useFormat()
  const { sender, roomId, sentAt } = hit.event
  const words = useRoomWords()
  const known = rooms.find(one => one.roomId === roomId)
  const room = known === undefined ? '' : words.title(known)
  const { text, ranges } = snippet(hit.event.body, hit.marks, 120)
  return (
    <Parts
      picture={<Avatar name={sender.name} hue={sender.hue} size='sm' className={styles.avatar ?? ''} />}
      name={<Trans id='palette.message' values={{ name: sender.name, room }} components={{ in: <i /> }} />}
      below={<Trans id='palette.quoted' components={{ text: <Marked text={text} ranges={ranges} /> }} />}
      end={<time dateTime={new Date(sentAt).toISOString()}>{format.when(sentAt)}</time>}
    />
  )
}

const Square = ({ icon }: { icon: LucideIcon }) => (
  <span className={styles.square}>
    <Icon icon={icon} size={16} />
  </span>
)

interface PartsProps {
  picture: ReactNode
  name: ReactNode
  below?: ReactNode
  end?: ReactNode
}

const Parts = ({ picture, name, below, end }: PartsProps) => (
  <>
    {picture}
    <span className={styles.words}>
      <b>{name}</b>
      {below !== undefined && below !== '' && <small>{below}</small>}
    </span>
    {end !== undefined && end !== false && <span className={styles.end}>{end}</span>}
  </>
)
