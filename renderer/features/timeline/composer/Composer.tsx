/** Where messages are written: Markdown source in a plain text area, with its draft, its limit and its keys. */
import { ArrowUp } from 'lucide-react'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { MAX_TEXT_CHARS } from '../../../../shared/limits.ts'
import { refuseText, tidyText } from '../../../../shared/messageText.ts'
import type { Room } from '../../../../shared/model.ts'
import { length } from '../../../../shared/names.ts'
import type { MessageId } from '../../../i18n/catalogue.ts'
import { useT } from '../../../i18n/useT.ts'
import { classNames } from '../../../ui/classNames.ts'
import { DeliveryGlyph } from '../../../ui/DeliveryGlyph.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import styles from './Composer.module.css'
import { withoutSent } from './edits.ts'
import { FormatBar } from './FormatBar.tsx'
import { useAutoGrow } from './useAutoGrow.ts'
import { useComposerKeys } from './useComposerKeys.ts'
import { useDraft } from './useDraft.ts'
import type { Sending } from './useSend.ts'

/** From here on the counter shows. */
const COUNT_FROM = MAX_TEXT_CHARS - 400

export interface ComposerProps {
  room: Room
  sending: Sending
  enterSends: boolean
  autoFocus?: boolean
  field: RefObject<HTMLTextAreaElement | null>
}

export function Composer({ room, sending, enterSends, autoFocus = false, field }: ComposerProps) {
  const t = useT()
  const saysId = useId()
  const draft = useDraft(room)
  const [text, setText] = useState(draft.initial)
  const given = useRef(0) // characters of the text that were handed over and not yet answered
  const refused = refuseText(tidyText(text))
  const grow = useAutoGrow(field, text)

  useEffect(() => {
    const area = field.current
    if (area === null || !autoFocus) return
    area.focus({ preventScroll: true })
    area.setSelectionRange(area.value.length, area.value.length)
  }, [autoFocus, field])

  const changed = (value: string): void => {
    setText(value)
    draft.change(value)
  }
  function send(): void {
    const area = field.current
    if (area === null) return
    const rest = area.value.slice(given.current)
    if (refuseText(tidyText(rest)) !== undefined) return
    given.current = area.value.length
    void sending.send(tidyText(rest)).then(() => {
      // the text leaves once the core has answered; what was typed meanwhile stays
      const value = withoutSent(area.value, rest)
      given.current = Math.max(0, given.current - (area.value.length - value.length))
      if (value === area.value) given.current = 0
      area.value = value
      changed(value)
      draft.flush()
    })
  }

  const onKeyDown = useComposerKeys({ enterSends, send })
  const reason = reasonOf(refused, text)
  const label = t('composer.label', { name: room.name })
  return (
    <div className={styles.wrap}>
      <div className={styles.composer} role='group' aria-label={t('composer.group')} data-region='composer'>
        <textarea
          ref={field}
          className={styles.input}
          rows={1}
          data-region-focus
          dir='auto'
          aria-label={label}
          placeholder={label}
          defaultValue={draft.initial}
          aria-invalid={refused === 'msg.too-long' || refused === 'msg.characters' || undefined}
          aria-describedby={saysId}
          spellCheck
          onInput={event => {
            grow()
            changed(event.currentTarget.value)
          }}
          onBlur={draft.flush}
          onKeyDown={onKeyDown}
        />
        <div className={styles.bar}>
          <FormatBar field={field} />
          <span className={styles.grow} />
          <SendButton reason={reason === null ? null : t(reason)} busy={sending.slow} onSend={send} />
        </div>
      </div>
      <p className={styles.foot} id={saysId}>
        <Foot text={text} refused={refused} slow={sending.slow} />
      </p>
    </div>
  )
}

function Foot({ text, refused, slow }: { text: string; refused: ReturnType<typeof refuseText>; slow: boolean }) {
  const t = useT()
  const count = text.length > COUNT_FROM / 2 ? length(tidyText(text)) : 0
  if (slow) {
    return (
      <span className={styles.says}>
        <DeliveryGlyph state='sending' size={14} />
        {t('timeline.delivery.sending')}
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

function SendButton({ reason, busy, onSend }: { reason: string | null; busy: boolean; onSend: () => void }) {
  const t = useT()
  const label = t('composer.send')
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
        onClick={() => reason === null && onSend()}
      >
        <Icon icon={ArrowUp} size={18} />
      </button>
    </Tooltip>
  )
}

function reasonOf(refused: ReturnType<typeof refuseText>, text: string): MessageId | null {
  if (refused === undefined) return null
  if (refused === 'msg.empty') return text === '' ? 'composer.empty' : 'composer.blank'
  return refused === 'msg.too-long' ? 'composer.tooLong' : 'composer.characters'
}
