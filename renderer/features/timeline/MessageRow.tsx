/** One message: one stop for the keyboard, one sentence for those who listen. */
import { type KeyboardEvent, memo, type ReactNode, useContext, useRef, useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { BlockedLine } from './BlockedLine.tsx'
import { useShown } from './DeliveryState.tsx'
import { deedOfKey } from './deeds.ts'
import { MemberLine } from './MemberLine.tsx'
import styles from './Message.module.css'
import { MessageContent } from './MessageContent.tsx'
import { MessageTools } from './MessageTools.tsx'
import { useMessageName } from './messageName.ts'
import { Answered } from './ReplyQuote.tsx'
import { keyHint, ShowPerson, useRoomContext } from './roomContext.ts'
import type { EventRow } from './rows.ts'
import { Above } from './Separators.tsx'
import { TopicLine } from './TopicLine.tsx'
import type { Deeds } from './useDeeds.ts'

export interface RowPlace {
  /** How many messages the room has, and which of them this is, from 1. */
  setSize: number
  posInSet: number
  /** Whether this is the list's one tab stop. */
  active: boolean
}

export interface MessageRowProps extends RowPlace {
  row: EventRow
  deeds: Deeds
  /** It was jumped to a moment ago. */
  found?: boolean
  /** The list of emoji is open for it. */
  picking?: boolean
}

export const MessageRow = memo(function MessageRow({
  row,
  deeds,
  setSize,
  posInSet,
  active,
  found = false,
  picking = false
}: MessageRowProps) {
  const { event } = row
  const t = useT()
  const format = useFormat()
  const [touched, setTouched] = useState(false)
  const [asked, setAsked] = useState(false)
  const hidden = useRoomContext().blocked.has(event.sender.account) && !asked
  const hot = touched || picking
  const item = useRef<HTMLDivElement>(null)
  const name = useMessageName(event)
  const show = (): void => {
    setAsked(true)
    item.current?.focus()
  }
  return (
    <div
      ref={item}
      role='listitem'
      className={styles.item}
      aria-label={hidden ? t('block.messageName', { time: format.time(event.sentAt) }) : name}
      aria-setsize={setSize}
      aria-posinset={posInSet}
      tabIndex={active ? 0 : -1}
      data-row={row.key}
      data-hidden={hidden || undefined}
      onKeyDown={key => (hidden ? onHiddenKey(key, show) : onRowKey(key, row, deeds))}
      onFocus={() => setTouched(true)}
      onBlur={leave => setTouched(leave.currentTarget.contains(leave.relatedTarget))}
      onPointerEnter={() => setTouched(true)}
      onPointerLeave={leave => setTouched(leave.currentTarget.contains(document.activeElement))}
    >
      <Above row={row} />
      {hidden ? (
        <BlockedLine event={event} active={active} onShow={show} />
      ) : event.kind === 'topic' ? (
        <TopicLine event={event} />
      ) : event.kind === 'member' ? (
        <MemberLine event={event} />
      ) : (
        <Message row={row} deeds={deeds} active={active} hot={hot} found={found}>
          {hot && <MessageTools event={event} deeds={deeds} picking={picking} onLeave={() => item.current?.focus()} />}
        </Message>
      )}
    </div>
  )
})

/** What is not shown can only be asked for. */
function onHiddenKey(key: KeyboardEvent<HTMLDivElement>, show: () => void): void {
  if (key.target !== key.currentTarget || key.key !== 'Enter') return
  key.preventDefault()
  key.stopPropagation()
  show()
}

/** Keys of the focused message itself, not of what stands in it. */
function onRowKey(key: KeyboardEvent<HTMLDivElement>, { event }: EventRow, deeds: Deeds): void {
  if (key.target !== key.currentTarget || key.ctrlKey || key.metaKey || key.altKey || key.nativeEvent.isComposing)
    return
  const deed = deedOfKey(event, key.key)
  if (deed !== undefined) {
    const anchor = key.currentTarget.querySelector<HTMLElement>('[role="toolbar"]') ?? key.currentTarget
    deeds.run(deed, event, anchor)
  } else if (key.key === 'Enter' && !key.shiftKey) {
    key.currentTarget.querySelector<HTMLElement>('[role="toolbar"] button')?.focus()
  } else return
  key.preventDefault()
  key.stopPropagation()
}

interface MessageProps {
  row: EventRow
  deeds: Deeds
  active: boolean
  hot: boolean
  found: boolean
  children: ReactNode
}

function Message({ row, deeds, active, hot, found, children }: MessageProps) {
  const format = useFormat()
  const { event, grouped } = row
  const { openThread } = useRoomContext()
  const shown = useShown(event)
  const looks = [
    styles.message,
    grouped && styles.grouped,
    (hot || openThread === event.eventId) && styles.hot,
    event.mentionsMe && !event.deleted && styles.call,
    found && styles.found
  ]
  return (
    <div className={classNames(...looks)}>
      {!event.deleted && <Answered event={event} active={active} />}
      <div className={styles.gutter}>
        {grouped ? (
          <time dateTime={new Date(event.sentAt).toISOString()}>{format.time(event.sentAt)}</time>
        ) : (
          <Avatar name={event.sender.name} hue={event.sender.hue} />
        )}
      </div>
      <div className={styles.main}>
        {!grouped && <MessageHead row={row} active={active} />}
        <MessageContent row={row} deeds={deeds} active={active} shown={shown} />
      </div>
      {children}
    </div>
  )
}

function MessageHead({ row: { event }, active }: { row: EventRow; active: boolean }) {
  const t = useT()
  const format = useFormat()
  const { lookalikes } = useRoomContext()
  const showPerson = useContext(ShowPerson)
  const { account, name } = event.sender
  return (
    <header className={styles.head}>
      {event.mine || showPerson === null ? (
        <span className={styles.name}>{name}</span>
      ) : (
        <button type='button' className={styles.name} tabIndex={active ? 0 : -1} onClick={() => showPerson(account)}>
          {name}
        </button>
      )}
      {event.mine && <span className={styles.you}>{t('person.you')}</span>}
      {!event.mine && lookalikes.has(account) && (
        <Tooltip label={t('timeline.key', { key: keyHint(account) })} side='top'>
          <span className={styles.key}>{keyHint(account)}</span>
        </Tooltip>
      )}
      <time dateTime={new Date(event.sentAt).toISOString()}>{format.time(event.sentAt)}</time>
    </header>
  )
}
