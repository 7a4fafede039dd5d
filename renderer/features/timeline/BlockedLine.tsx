/** In place of what somebody wrote who is blocked: it has the shape of a message, so that nothing jumps when it is shown. */
import { ShieldBan } from 'lucide-react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './Message.module.css'

export interface BlockedLineProps {
  event: TimelineEvent
  active: boolean
  onShow: () => void
}

export function BlockedLine({ event, active, onShow }: BlockedLineProps) {
  const t = useT()
  const format = useFormat()
  return (
    <p className={styles.topic}>
      <Icon icon={ShieldBan} size={15} />
      <span>{t('block.message')}</span>
      <button type='button' className={styles.link} tabIndex={active ? 0 : -1} onClick={onShow}>
        {t('block.show')}
      </button>
      <time dateTime={new Date(event.sentAt).toISOString()}>{format.time(event.sentAt)}</time>
    </p>
  )
}
