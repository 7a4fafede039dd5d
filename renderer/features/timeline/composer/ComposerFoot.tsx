/** What stands below a text while it is written: how long it is, what is wrong with it, what became of it; and its button. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { MAX_TEXT_CHARS } from '../../../../shared/limits.ts'
import { type refuseText, tidyText } from '../../../../shared/messageText.ts'
import { length } from '../../../../shared/names.ts'
import type { MessageId } from '../../../i18n/catalogue.ts'
import { useT } from '../../../i18n/useT.ts'
import { classNames } from '../../../ui/classNames.ts'
import { DeliveryGlyph } from '../../../ui/DeliveryGlyph.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import styles from './Composer.module.css'

/** From here on the counter shows. */
const COUNT_FROM = MAX_TEXT_CHARS - 400

type Refused = ReturnType<typeof refuseText>

/** Why a text cannot be handed over as it is. */
export function reasonOf(refused: Refused, text: string): MessageId | null {
  if (refused === undefined) return null
  if (refused === 'msg.empty') return text === '' ? 'composer.empty' : 'composer.blank'
  return refused === 'msg.too-long' ? 'composer.tooLong' : 'composer.characters'
}

export interface ComposerFootProps {
  text: string
  refused: Refused
  slow: boolean
  problem: ReactNode
}

export function ComposerFoot({ text, refused, slow, problem }: ComposerFootProps) {
  const t = useT()
  const count = text.length > COUNT_FROM / 2 ? length(tidyText(text)) : 0
  if (slow) {
    return (
      <span className={styles.sending}>
        <DeliveryGlyph state='sending' size={14} />
        {t('timeline.delivery.sending')}
      </span>
    )
  }
  if (problem !== undefined && problem !== null) {
    return (
      <span role='alert' className={styles.bad}>
        {problem}
      </span>
    )
  }
  if (refused === 'msg.characters') return <span className={styles.bad}>{t('composer.characters')}</span>
  if (count < COUNT_FROM) return null
  return (
    <span className={classNames(styles.count, count > MAX_TEXT_CHARS && styles.bad)}>
      {t('composer.count', { count, limit: MAX_TEXT_CHARS })}
    </span>
  )
}

export interface SubmitButtonProps {
  label: string
  icon: LucideIcon
  reason: string | null
  busy: boolean
  onPress: () => void
}

export function SubmitButton({ label, icon, reason, busy, onPress }: SubmitButtonProps) {
  return (
    <Tooltip label={reason ?? label} shortcut={reason === null ? 'Ctrl Enter' : ''} side='top'>
      <button
        type='button'
        className={classNames(styles.send, reason === null && styles.ready)}
        aria-label={reason === null ? label : `${label}. ${reason}`}
        aria-disabled={reason !== null || undefined}
        aria-busy={busy || undefined}
        // the text keeps the focus
        onPointerDown={event => event.preventDefault()}
        onClick={() => reason === null && onPress()}
      >
        <Icon icon={icon} size={18} />
      </button>
    </Tooltip>
  )
}
