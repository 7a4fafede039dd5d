/** The conversation around the hit one stands on, so that often nothing has to be opened. */
import type { ReactNode, RefObject } from 'react'
import type { SearchHit, TimelineEvent } from '../../../shared/model.ts'
import { emojiName } from '../../i18n/emoji.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/classNames.ts'
import styles from './ContextPanel.module.css'
import type { Around } from './useAround.ts'
import { useHighlight } from './useHighlight.ts'

export interface ContextPanelProps {
  panel: RefObject<HTMLElement | null>
  hit: SearchHit
  around: Around | undefined
  /** Undefined for a room that was left. */
  room: string | undefined
  onOpen: () => void
  renderBody: (event: TimelineEvent) => ReactNode
}

export function ContextPanel({ panel, hit, around, room, onOpen, renderBody }: ContextPanelProps) {
  const t = useT()
  const inThread = hit.event.thread !== null && !hit.event.alsoInRoom
  const title = t(inThread ? 'search.aroundThread' : 'search.around')
  return (
    <aside ref={panel} className={styles.panel} aria-label={title} data-region='panel'>
      <header className={styles.head}>
        <h2>
          {title}
          {room !== undefined && <small>{t('search.inRoom', { name: room })}</small>}
        </h2>
        {room !== undefined && <Button onClick={onOpen}>{t('search.open')}</Button>}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <div className={styles.scroll} data-scroll tabIndex={0} role='region' aria-label={title}>
        {around !== undefined && <Messages around={around} hit={hit} renderBody={renderBody} />}
      </div>
    </aside>
  )
}

function Messages({ around, hit, renderBody }: Pick<ContextPanelProps, 'hit' | 'renderBody'> & { around: Around }) {
  const t = useT()
  const format = useFormat()
  const found = useHighlight(around.of.eventId, around.of.eventId === hit.event.eventId ? hit : undefined)
  return (
    <ol aria-label={t('search.around')} className={styles.messages}>
      {around.events.map((event, i) => {
        const before = around.events[i - 1]
        const newDay = before === undefined || !format.sameDay(before.sentAt, event.sentAt)
        const here = event.eventId === around.of.eventId
        return (
          <li key={event.eventId} ref={here ? found : undefined}>
            {newDay && (
              <p className={styles.day}>
                <span>{format.day(event.sentAt)}</span>
              </p>
            )}
            <ContextMessage event={event} here={here} renderBody={renderBody} />
          </li>
        )
      })}
    </ol>
  )
}

interface ContextMessageProps {
  event: TimelineEvent
  here: boolean
  renderBody: (event: TimelineEvent) => ReactNode
}

function ContextMessage({ event, here, renderBody }: ContextMessageProps) {
  const t = useT()
  const format = useFormat()
  const { name, hue } = event.sender
  if (event.deleted) return <p className={styles.note}>{t('search.deleted', { name })}</p>
  if (event.kind === 'topic') return <p className={styles.note}>{t('search.topicSet', { name, text: event.body })}</p>
  return (
    <article className={classNames(styles.message, here && styles.here)} aria-current={here || undefined}>
      <Avatar name={name} hue={hue} />
      <div>
        <header className={styles.who}>
          <b>{name}</b>
          {event.mine && <span>{t('person.you')}</span>}
          <time dateTime={new Date(event.sentAt).toISOString()}>{format.time(event.sentAt)}</time>
        </header>
        <div data-body>{renderBody(event)}</div>
        {event.reactions.length > 0 && (
          <ul className={styles.reactions} aria-label={t('message.reactions')}>
            {event.reactions.map(({ emoji, count, mine }) => (
              <li key={emoji} className={classNames(mine && styles.mine)}>
                <span
                  role='img'
                  aria-label={t('message.reaction', { emoji: emojiName(emoji), count, mine: `${mine}` })}
                >
                  {emoji}
                </span>
                <b aria-hidden='true'>{count}</b>
              </li>
            ))}
          </ul>
        )}
      </div>
    </article>
  )
}
