/** One message found: who, where, when, and its words with what was found marked. */
import { memo } from 'react'
import type { SearchHit } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Marked } from '../../ui/Marked.tsx'
import { snippet } from '../../ui/snippet.ts'
import styles from './HitList.module.css'

export interface HitProps {
  id: string
  hit: SearchHit
  /** The room's name; undefined for one that was left. */
  room: string | undefined
  on: boolean
  /** Which of how many, from 1. */
  position: number
  of: number
  onPress: (hit: SearchHit) => void
  onOpen: (hit: SearchHit) => void
}

export const Hit = memo(function Hit({ id, hit, room, on, position, of, onPress, onOpen }: HitProps) {
  const t = useT()
  const format = useFormat()
  const { event } = hit
  const { text, ranges } = snippet(event.body, hit.marks)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role='option'
      tabIndex={-1}
      aria-selected={on}
      aria-posinset={position}
      aria-setsize={of}
      className={classNames(styles.hit, on && styles.on)}
      onMouseDown={press => press.preventDefault()} // the focus stays where the keys are
      onClick={() => onPress(hit)}
      onDoubleClick={() => onOpen(hit)}
    >
      <Avatar name={event.sender.name} hue={event.sender.hue} />
      <div>
        <p className={styles.head}>
          <b>{event.sender.name}</b>
          <span>{room === undefined ? t('search.unknownRoom') : t('search.inRoom', { name: room })}</span>
          <time dateTime={new Date(event.sentAt).toISOString()}>{format.when(event.sentAt)}</time>
        </p>
        <p className={styles.body} dir='auto'>
          <Marked text={text} ranges={ranges} />
          {event.editedAt !== null && <span className={styles.edited}> {t('search.edited')}</span>}
        </p>
      </div>
    </div>
  )
})
