/** A link to a message: it leads there by itself, and never leaves Earshot. */
import { useContext } from 'react'
import type { EventId } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import styles from './MessageBody.module.css'
import { OpenLinked } from './messageLinks.ts'

export function MessageLink({ eventId }: { eventId: EventId }) {
  const t = useT()
  const open = useContext(OpenLinked)
  const words = t('message.linked')
  if (open === null) return <span>{words}</span>
  return (
    <button type='button' className={styles.linked} onClick={() => open(eventId)}>
      {words}
    </button>
  )
}
