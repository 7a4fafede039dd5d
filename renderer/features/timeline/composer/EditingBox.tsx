/** An own message being changed. What was being written waits meanwhile. */
import { Check } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { refuseText, tidyText } from '../../../../shared/messageText.ts'
import type { TimelineEvent } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { ComposerField } from './ComposerField.tsx'
import { reasonOf } from './ComposerFoot.tsx'
import { EditHead } from './ComposerHead.tsx'
import type { Offer } from './choices.ts'
import { choose, chosenIn, forget } from './mentions.ts'

export interface EditingBoxProps {
  event: TimelineEvent
  /** Holds the field that is in use: this one, while it is there. */
  field: RefObject<HTMLTextAreaElement | null>
  enterSends: boolean
  offer: Offer
  /** Saved, or given up. */
  onLeave: () => void
  /** Saved without any text: whether it shall be deleted is asked. */
  onEmptied: () => void
}

export function EditingBox({ event, field, enterSends, offer, onLeave, onEmptied }: EditingBoxProps) {
  const t = useT()
  const bridge = useBridge()
  const headId = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const place = `edit ${event.eventId}`
  const [text, setText] = useState(event.body)
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false })
  const refused = refuseText(tidyText(text))
  useInPlaceOf(field, area)
  useEffect(() => {
    for (const mention of event.mentions) choose(place, mention)
    return () => forget(place)
  }, [place, event.mentions])

  async function save(): Promise<void> {
    const body = tidyText(area.current?.value ?? '')
    const wrong = refuseText(body)
    if (state.busy) return
    if (wrong === 'msg.empty') return onEmptied()
    if (wrong !== undefined) return
    if (body === event.body) return onLeave()
    setState({ busy: true })
    try {
      const mentions = chosenIn(place, body)
      await bridge.call('timeline.edit', {
        eventId: event.eventId,
        body,
        ...(mentions === undefined ? {} : { mentions })
      })
      onLeave()
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  const otherKey = (key: KeyboardEvent): boolean => {
    if (key.key !== 'Escape' || key.ctrlKey || key.metaKey || key.altKey || key.shiftKey) return false
    key.preventDefault()
    key.stopPropagation()
    onLeave()
    return true
  }
  const reason = refused === 'msg.empty' ? null : reasonOf(refused, text)
  return (
    <ComposerField
      field={area}
      initial={event.body}
      label={t('composer.editLabel')}
      enterSends={enterSends}
      offer={offer}
      submit={{ label: t('composer.save'), icon: Check }}
      reason={reason === null ? null : t(reason)}
      busy={state.busy}
      autoFocus
      head={<EditHead id={headId} onCancel={onLeave} />}
      headId={headId}
      {...(state.error === undefined ? {} : { problem: <ErrorText error={state.error} /> })}
      onText={value => {
        setText(value)
        setState(now => (now.error === undefined ? now : { busy: now.busy }))
      }}
      onChosen={choice => choice.kind === 'person' && choose(place, choice.person)}
      onSubmit={() => void save()}
      onOtherKey={otherKey}
    />
  )
}

/** Whoever wants the focus in the composer gets it into the field that is in use. */
function useInPlaceOf(field: RefObject<HTMLTextAreaElement | null>, area: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const other = field.current
    field.current = area.current
    return () => {
      field.current = other
    }
  }, [field, area])
}
