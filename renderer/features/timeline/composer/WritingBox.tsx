/** A new message, or an answer to one: its draft, and handing it over. */
import { ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useState } from 'react'
import { refuseText, tidyText } from '../../../../shared/messageText.ts'
import type { TimelineEvent } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import { ComposerField } from './ComposerField.tsx'
import { reasonOf } from './ComposerFoot.tsx'
import { ReplyHead } from './ComposerHead.tsx'
import type { Offer } from './choices.ts'
import { choose, chosenIn, forget } from './mentions.ts'
import { type DraftPlace, useDraft } from './useDraft.ts'
import type { Sending } from './useSend.ts'

export interface WritingBoxProps {
  field: RefObject<HTMLTextAreaElement | null>
  draft: DraftPlace
  label: string
  sending: Sending
  offer: Offer
  enterSends: boolean
  autoFocus: boolean
  replyTo: TimelineEvent | null
  /** Stands in the room too, though it is written in a thread. */
  alsoInRoom: boolean
  foot?: ReactNode
  banner?: ReactNode
  /** A text was handed over, or the answer was given up. */
  onReplied: () => void
  /** ↑ in an empty field. Whether there was something to change. */
  onEditLast: () => boolean
}

export function WritingBox({ field, draft: place, label, sending, replyTo, ...rest }: WritingBoxProps) {
  const t = useT()
  const headId = useId()
  const draft = useDraft(place)
  const [text, setText] = useState(draft.initial)
  useFocusOn(field, replyTo)

  const changed = (value: string): void => {
    setText(value)
    draft.change(value)
  }
  function send(): void {
    const area = field.current
    if (area === null) return
    const body = tidyText(area.value)
    if (refuseText(body) !== undefined) return
    const mentions = chosenIn(place.key, body)
    forget(place.key)
    const handed = draft.hand(body)
    area.value = '' // what is typed from now on is another text, however long the core takes
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
    void sending
      .send(body, {
        ...(mentions === undefined ? {} : { mentions }),
        ...(replyTo === null ? {} : { replyTo: replyTo.eventId }),
        ...(rest.alsoInRoom ? { alsoInRoom: true } : {})
      })
      .then(handed.answered)
    rest.onReplied()
  }
  const otherKey = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    const taken =
      plain &&
      ((event.key === 'Escape' && replyTo !== null) ||
        (event.key === 'ArrowUp' && event.currentTarget.value === '' && rest.onEditLast()))
    if (!taken) return false
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') rest.onReplied()
    return true
  }
  const reason = reasonOf(refuseText(tidyText(text)), text)
  return (
    <ComposerField
      field={field}
      initial={draft.initial}
      label={label}
      enterSends={rest.enterSends}
      offer={rest.offer}
      submit={{ label: t('composer.send'), icon: ArrowUp }}
      reason={reason === null ? null : t(reason)}
      busy={sending.slow}
      autoFocus={rest.autoFocus}
      foot={rest.foot}
      banner={rest.banner}
      {...(replyTo === null
        ? {}
        : { head: <ReplyHead id={headId} event={replyTo} onCancel={rest.onReplied} />, headId })}
      onText={changed}
      onChosen={choice => choice.kind === 'person' && choose(place.key, choice.person)}
      onSubmit={send}
      onBlur={draft.flush}
      onOtherKey={otherKey}
    />
  )
}

/** Answering a message is writing: the caret goes behind what is there already. */
function useFocusOn(field: RefObject<HTMLTextAreaElement | null>, replyTo: TimelineEvent | null): void {
  useEffect(() => {
    if (replyTo !== null) field.current?.focus({ preventScroll: true })
  }, [replyTo, field])
}
