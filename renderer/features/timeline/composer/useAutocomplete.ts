/** The list that opens while a name is typed: what it offers, which row is active, what its keys do. */
import { type KeyboardEvent, type RefObject, useCallback, useId, useMemo, useRef, useState } from 'react'
import { replaceText } from './applyEdit.ts'
import { type Choice, choicesOf, type Offer } from './choices.ts'
import { type Token, tokenAt } from './tokens.ts'

export interface Autocomplete {
  readonly listId: string
  readonly choices: readonly Choice[]
  /** The index of the active one. */
  readonly active: number
  /** Call when the text or the caret has changed. */
  look(): void
  close(): void
  choose(choice: Choice): void
  /** Whether the key was for the list. */
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean
}

interface Open {
  readonly token: Token
  readonly choices: readonly Choice[]
  readonly active: number
}

/** A token that the list does not open for again: it was chosen from, or Esc was pressed. */
interface Settled {
  readonly start: number
  /** From so many characters on. */
  readonly length: number
}

export function useAutocomplete(
  field: RefObject<HTMLTextAreaElement | null>,
  offer: Offer,
  onChosen: (choice: Choice) => void
): Autocomplete {
  const listId = useId()
  const [open, setOpen] = useState<Open | null>(null)
  const settled = useRef<Settled | null>(null)
  const latest = useRef({ open, offer, onChosen })
  latest.current = { open, offer, onChosen }

  const close = useCallback(() => setOpen(null), [])
  const look = useCallback(() => {
    const area = field.current
    const caret = area !== null && area.selectionStart === area.selectionEnd ? area.selectionStart : -1
    const token = area === null || caret < 0 ? undefined : tokenAt(area.value, caret)
    if (token?.start !== settled.current?.start) settled.current = null
    const quiet = settled.current !== null && token !== undefined && token.query.length >= settled.current.length
    const choices = token === undefined || quiet ? [] : choicesOf(token, latest.current.offer)
    setOpen(before => {
      if (token === undefined || choices.length === 0) return null
      if (before?.token.start === token.start && before.token.query === token.query) return before
      return { token, choices, active: 0 }
    })
  }, [field])

  const choose = useCallback(
    (choice: Choice) => {
      const area = field.current
      const { open, onChosen } = latest.current
      if (area === null || open === null) return
      const { start } = open.token
      settled.current = { start, length: choice.text.length - 1 }
      replaceText(area, { from: start, to: open.token.end, insert: choice.text })
      setOpen(null)
      onChosen(choice)
    },
    [field]
  )

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
      const { open } = latest.current
      if (open === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
      const count = open.choices.length
      const active = open.choices[open.active]
      if (event.key === 'ArrowDown') setOpen({ ...open, active: (open.active + 1) % count })
      else if (event.key === 'ArrowUp') setOpen({ ...open, active: (open.active + count - 1) % count })
      else if ((event.key === 'Enter' || event.key === 'Tab') && active !== undefined) choose(active)
      else if (event.key === 'Escape') {
        settled.current = { start: open.token.start, length: 0 }
        setOpen(null)
      } else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
    [choose]
  )
  const choices = open?.choices
  return useMemo(
    () => ({ listId, choices: choices ?? [], active: open?.active ?? 0, look, close, choose, onKeyDown }),
    [listId, choices, open?.active, look, close, choose, onKeyDown]
  )
}
