/** The line one types what is searched for into. The list of hits below belongs to it: arrows go through that. */
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { isComposing } from '../../ui/optionKeys.ts'
import styles from './SearchView.module.css'

export interface SearchFieldProps {
  field: RefObject<HTMLInputElement | null>
  words: string
  /** What was typed, and where the caret stands in it. Returns where it should stand. */
  onType: (words: string, caret: number, composing: boolean) => number
  /** The list it is the field of, and the hit that arrows have led to. */
  list: { id: string; shown: boolean; active: string | undefined }
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
}

export function SearchField({ field, words, onType, list, onKeyDown }: SearchFieldProps) {
  const t = useT()
  const caret = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caret.current !== null) field.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  const typed = (input: HTMLInputElement, composing: boolean): void => {
    const at = input.selectionStart ?? input.value.length
    const next = onType(input.value, at, composing)
    caret.current = next === at ? null : next
  }
  return (
    <div className={styles.field}>
      <Icon icon={Search} size={18} />
      <input
        ref={field}
        role='combobox'
        type='text'
        data-find
        data-region-focus
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        aria-expanded={list.shown}
        aria-controls={list.shown ? list.id : undefined}
        aria-autocomplete='list'
        aria-activedescendant={list.active}
        autoComplete='off'
        spellCheck={false}
        dir='auto'
        maxLength={MOST_CHARS}
        value={words}
        onChange={event =>
          typed(event.currentTarget, event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)
        }
        onCompositionEnd={event => typed(event.currentTarget, false)}
        onKeyDown={event => !isComposing(event) && onKeyDown(event)}
      />
      {words !== '' && (
        <IconButton
          icon={X}
          size='xs'
          label={t('search.clear')}
          onClick={() => {
            onType('', 0, false)
            field.current?.focus()
          }}
        />
      )}
    </div>
  )
}

/** Longer than anybody types; the contract takes lines of 4,096. */
const MOST_CHARS = 1_000
