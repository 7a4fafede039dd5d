/** The text area with its bar and its list: writing a message and changing one look and work the same. */
import type { LucideIcon } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useState } from 'react'
import { refuseText, tidyText } from '../../../../shared/messageText.ts'
import styles from './Composer.module.css'
import { ComposerFoot, SubmitButton } from './ComposerFoot.tsx'
import type { Choice, Offer } from './choices.ts'
import { FormatBar } from './FormatBar.tsx'
import { InsertBar } from './InsertBar.tsx'
import { SuggestionList, suggestionId } from './SuggestionList.tsx'
import { type Autocomplete, useAutocomplete } from './useAutocomplete.ts'
import { useAutoGrow } from './useAutoGrow.ts'
import { useComposerKeys } from './useComposerKeys.ts'

export interface ComposerFieldProps {
  field: RefObject<HTMLTextAreaElement | null>
  initial: string
  /** Names the field and stands in it while it is empty. */
  label: string
  enterSends: boolean
  offer: Offer
  submit: { readonly label: string; readonly icon: LucideIcon }
  /** Why it cannot be handed over, in words; null when it can. */
  reason: string | null
  /** What was handed over has not been answered for so long that it is worth showing. */
  busy?: boolean
  autoFocus?: boolean
  /** Above everything: what is to be known before one writes. */
  banner?: ReactNode
  /** Above the field: what is answered or changed. */
  head?: ReactNode
  headId?: string
  /** Below it, beside the counter. */
  foot?: ReactNode
  problem?: ReactNode
  onText: (text: string) => void
  onChosen: (choice: Choice) => void
  onSubmit: () => void
  onBlur?: () => void
  /** Whether the key was for something else than the text. */
  onOtherKey?: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
}

export function ComposerField(props: ComposerFieldProps) {
  const { field, initial, label, enterSends, offer, submit, reason, busy = false, autoFocus = false } = props
  const saysId = useId()
  const [text, setText] = useState(initial)
  const refused = refuseText(tidyText(text))
  const grow = useAutoGrow(field, text)
  const list = useAutocomplete(field, offer, props.onChosen)
  const onKeyDown = useKeyOrder(list, { ...props, enterSends })
  useFocusAtEnd(field, autoFocus)
  const open = list.choices.length > 0
  return (
    <>
      <div className={styles.composer}>
        {props.banner}
        {props.head}
        <SuggestionList {...list} />
        <textarea
          ref={field}
          className={styles.input}
          rows={1}
          data-region-focus
          dir='auto'
          aria-label={label}
          placeholder={label}
          defaultValue={initial}
          aria-invalid={refused === 'msg.too-long' || refused === 'msg.characters' || undefined}
          aria-describedby={props.headId === undefined ? saysId : `${props.headId} ${saysId}`}
          aria-autocomplete='list'
          aria-controls={open ? list.listId : undefined}
          aria-activedescendant={open ? suggestionId(list.listId, list.active) : undefined}
          spellCheck
          onInput={event => {
            grow()
            setText(event.currentTarget.value)
            props.onText(event.currentTarget.value)
            list.look()
          }}
          onSelect={list.look}
          onBlur={() => {
            list.close()
            props.onBlur?.()
          }}
          onKeyDown={onKeyDown}
        />
        <div className={styles.bar}>
          <FormatBar field={field} />
          <InsertBar field={field} />
          <span className={styles.grow} />
          <SubmitButton {...submit} reason={reason} busy={busy} onPress={props.onSubmit} />
        </div>
      </div>
      <div className={styles.foot}>
        {props.foot}
        <p className={styles.says} id={saysId}>
          <ComposerFoot text={text} refused={refused} slow={busy} problem={props.problem} />
        </p>
      </div>
    </>
  )
}

/** The list first, then what the mode makes of a key, then the keys of writing. Input methods keep theirs. */
function useKeyOrder(list: Autocomplete, { enterSends, onSubmit, onOtherKey }: ComposerFieldProps) {
  const writing = useComposerKeys({ enterSends, send: onSubmit })
  return (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // 229 is what older input methods report while they compose
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (list.onKeyDown(event) || onOtherKey?.(event) === true) return
    writing(event)
  }
}

function useFocusAtEnd(field: RefObject<HTMLTextAreaElement | null>, wanted: boolean): void {
  useEffect(() => {
    const area = field.current
    if (area === null || !wanted) return
    area.focus({ preventScroll: true })
    area.setSelectionRange(area.value.length, area.value.length)
  }, [wanted, field])
}
