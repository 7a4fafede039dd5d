/** One line that is saved when it is left or Enter is pressed, and never while it is wrong. Esc takes the typing back. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Field } from '../../../ui/Field.tsx'

export interface LineFieldProps {
  label: string
  /** As it is known. */
  value: string
  /** The line as it would be kept, or undefined when it may not be said. */
  parse: (text: string) => string | undefined
  /** What to say then. */
  wrong: string
  hint?: ReactNode
  onType?: (text: string) => void
  onCommit: (value: string) => void
}

export function LineField({ label, value, parse, wrong, hint, onType, onCommit }: LineFieldProps) {
  const [text, setText] = useState(value)
  const editing = useRef(false)
  useEffect(() => {
    if (!editing.current) setText(value)
  }, [value])

  const parsed = parse(text)
  const type = (next: string): void => {
    editing.current = next !== value
    setText(next)
    onType?.(next)
  }
  const commit = (): void => {
    if (parsed === undefined) return
    editing.current = false
    setText(parsed)
    if (parsed !== value) onCommit(parsed)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape' && text !== value) type(value)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Field
      label={label}
      value={text}
      dir='auto'
      autoComplete='off'
      spellCheck={false}
      maxLength={1024}
      hint={hint}
      error={parsed === undefined ? wrong : undefined}
      onChange={event => type(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
