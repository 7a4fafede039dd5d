/** Somebody set the topic: a quiet line, no message. */
import { PenLine } from 'lucide-react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './Message.module.css'

export function TopicLine({ event }: { event: TimelineEvent }) {
  const format = useFormat()
  const gone = event.body === ''
  return (
    <p className={styles.topic}>
      <Icon icon={PenLine} size={15} />
      <span>
        <Trans
          id={gone ? 'message.topicGone' : 'message.topic'}
          values={{ name: event.sender.name, topic: event.body }}
        />
      </span>
      <time dateTime={new Date(event.sentAt).toISOString()}>{format.time(event.sentAt)}</time>
    </p>
  )
}
