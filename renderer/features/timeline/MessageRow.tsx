/** One message: one stop for the keyboard, one sentence for those who listen. */
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { DeliverySentence, DeliveryTrail, useShown } from './DeliveryState.tsx'
import { deliverySentence } from './delivery.ts'
import styles from './Message.module.css'
import { MessageBody } from './MessageBody.tsx'
import { MessageTools } from './MessageTools.tsx'
import { plainText } from './plainText.ts'
import { keyHint, useRoomContext } from './roomContext.ts'
import type { EventRow } from './rows.ts'
import { DayLine, RoomStart, UnreadLine } from './Separators.tsx'
import { useCopyMessage } from './useCopyMessage.ts'

export interface RowPlace {
  /** How many messages the room has, and which of them this is, from 1. */
  setSize: number
  posInSet: number
  /** Whether this is the list's one tab stop. */
  active: boolean
}

export const MessageRow = memo(function MessageRow({ row, setSize, posInSet, active }: { row: EventRow } & RowPlace) {
  const format = useFormat()
  const { roomName, online } = useRoomContext()
  const { event, grouped } = row
  const shown = useShown(event)
  const [hot, setHot] = useState(false)
  const item = useRef<HTMLDivElement>(null)
  const copy = useCopyMessage(event)

  const onKeyDown = (key: KeyboardEvent<HTMLDivElement>): void => {
    if (key.target !== key.currentTarget || key.ctrlKey || key.metaKey || key.altKey) return
    if (key.key.toLowerCase() === 'c') void copy.text()
    else if (key.key === 'Enter') item.current?.querySelector<HTMLElement>('[role="toolbar"] button')?.focus()
    else return
    key.preventDefault()
  }

  return (
    <div
      ref={item}
      role='listitem'
      className={styles.item}
      aria-label={useMessageName(row)}
      aria-setsize={setSize}
      aria-posinset={posInSet}
      tabIndex={active ? 0 : -1}
      data-row={row.key}
      onKeyDown={onKeyDown}
      onFocus={() => setHot(true)}
      onBlur={leave => setHot(leave.currentTarget.contains(leave.relatedTarget))}
      onPointerEnter={() => setHot(true)}
      onPointerLeave={leave => setHot(leave.currentTarget.contains(document.activeElement))}
    >
      {row.start && <RoomStart name={roomName} />}
      {row.day !== null && <DayLine label={format.day(row.day)} />}
      {row.unread !== null && <UnreadLine count={row.unread} />}
      <div className={classNames(styles.message, grouped && styles.grouped, hot && styles.hot)}>
        <div className={styles.gutter}>
          {grouped ? (
            <time dateTime={new Date(event.sentAt).toISOString()}>{format.time(event.sentAt)}</time>
          ) : (
            <Avatar name={event.sender.name} hue={event.sender.hue} />
          )}
        </div>
        <div>
          {!grouped && <MessageHead row={row} />}
          <MessageBody
            body={event.body}
            trail={event.mine && shown && !row.sentence ? <DeliveryTrail event={event} online={online} /> : undefined}
          />
          {row.sentence && shown && <DeliverySentence event={event} online={online} />}
        </div>
        {hot && <MessageTools copy={copy} onLeave={() => item.current?.focus()} />}
      </div>
    </div>
  )
})

function MessageHead({ row: { event } }: { row: EventRow }) {
  const t = useT()
  const format = useFormat()
  const { lookalikes } = useRoomContext()
  const { account, name } = event.sender
  return (
    <header className={styles.head}>
      <span className={styles.name}>{name}</span>
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

/** Author, time, text, and the state last, where there is one to tell. */
function useMessageName({ event }: EventRow): string {
  const t = useT()
  const format = useFormat()
  const { online, lookalikes } = useRoomContext()
  const { account, name: plain } = event.sender
  const twin = !event.mine && lookalikes.has(account)
  const name = twin ? t('timeline.messageKey', { name: plain, key: keyHint(account) }) : plain
  const values = { name, time: format.time(event.sentAt), text: plainText(event.body) }
  const sentence = event.delivery === 'sending' ? null : deliverySentence(event, online)
  if (sentence === null) return t('timeline.message', values)
  return t('timeline.messageState', { ...values, state: t(sentence.id, { ...sentence.values }) })
}
