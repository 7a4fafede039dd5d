/** How far an own message has come: the glyph behind its last word, or glyph and sentence below it. */
import { useEffect, useState } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { classNames } from '../../ui/classNames.ts'
import { DeliveryGlyph } from '../../ui/DeliveryGlyph.tsx'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { deliverySentence, SHOW_SENDING_AFTER_MS } from './delivery.ts'
import styles from './Message.module.css'
import bodyStyles from './MessageBody.module.css'
import { useRoomContext } from './roomContext.ts'

/** Whether the state is worth showing: 'sending' only once it has lasted. */
export function useShown(event: TimelineEvent): boolean {
  const hidden = event.delivery === 'sending'
  const [late, setLate] = useState(() => hidden && Date.now() - event.receivedAt >= SHOW_SENDING_AFTER_MS)
  useEffect(() => {
    if (!hidden || late) return
    const left = SHOW_SENDING_AFTER_MS - (Date.now() - event.receivedAt)
    const timer = setTimeout(() => setLate(true), Math.max(0, Math.min(left, SHOW_SENDING_AFTER_MS)))
    return () => clearTimeout(timer)
  }, [hidden, late, event.receivedAt])
  return event.delivery !== 'received' && (!hidden || late)
}

/** The glyph alone, the sentence in its name and tooltip. */
export function DeliveryTrail({ event }: { event: TimelineEvent }) {
  const t = useT()
  const sentence = deliverySentence(event, useRoomContext())
  if (sentence === null || event.delivery === 'received') return null
  const words = t(sentence.id, { ...sentence.values })
  return (
    <Tooltip label={words} side='top'>
      <span className={bodyStyles.trail}>
        <DeliveryGlyph state={event.delivery} label={words} />
      </span>
    </Tooltip>
  )
}

/** Glyph and sentence. */
export function DeliverySentence({ event }: { event: TimelineEvent }) {
  const t = useT()
  const [first] = useState(event.delivery)
  const sentence = deliverySentence(event, useRoomContext())
  if (sentence === null || event.delivery === 'received') return null
  return (
    <p className={classNames(styles.state, event.delivery === 'waiting' && styles.waiting)}>
      <DeliveryGlyph state={event.delivery} size={14} stepped={first !== event.delivery} />
      <span>{t(sentence.id, { ...sentence.values })}</span>
    </p>
  )
}
