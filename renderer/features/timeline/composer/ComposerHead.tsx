/** Above the field: the message that is answered, or that the own one is being changed; and the way back. */
import { Pencil, X } from 'lucide-react'
import type { TimelineEvent } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { plainText } from '../plainText.ts'
import styles from './Composer.module.css'

const SHOWN = 200

interface HeadProps {
  id: string
  onCancel: () => void
}

export function ReplyHead({ id, event, onCancel }: HeadProps & { event: TimelineEvent }) {
  const t = useT()
  const { name, hue } = event.sender
  return (
    <div className={styles.head}>
      <p id={id} className={styles.quote}>
        <span>{t('composer.replying')}</span>
        <Avatar name={name} hue={hue} size='xs' />
        <b>{name}</b>
        <span className={styles.quoted}>{plainText(t, event.body).slice(0, SHOWN)}</span>
      </p>
      <IconButton icon={X} size='xs' label={t('composer.replyCancel')} shortcut='Esc' onClick={onCancel} />
    </div>
  )
}

export function EditHead({ id, onCancel }: HeadProps) {
  const t = useT()
  return (
    <div className={styles.head}>
      <p id={id} className={styles.quote}>
        <Icon icon={Pencil} size={14} />
        <b>{t('composer.editing')}</b>
        <span className={styles.quoted}>{t('composer.editHint')}</span>
      </p>
      <IconButton icon={X} size='xs' label={t('composer.editCancel')} shortcut='Esc' onClick={onCancel} />
    </div>
  )
}
