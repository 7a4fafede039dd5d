/** Choosing several people by typing parts of their names. Backspace takes the last one off again. */
import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { AccountId, Person } from '../../../shared/model.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KeyHint, keyPart } from '../../ui/KeyHint.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { isComposing, optionStep } from '../../ui/optionKeys.ts'
import { VerifiedMark } from '../../ui/VerifiedMark.tsx'
import styles from './PeoplePicker.module.css'
import { suggested } from './suggested.ts'

export interface PeoplePickerProps {
  label: string
  /** Behind the label, quietly. */
  note?: string
  /** Who can be chosen. */
  people: readonly Person[]
  chosen: readonly AccountId[]
  onChange: (chosen: readonly AccountId[]) => void
}

export function PeoplePicker({ label, note, people, chosen, onChange }: PeoplePickerProps) {
  const t = useT()
  const id = useId()
  const announce = useAnnounce()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const rows = suggested(people, chosen, text)
  const active = Math.min(at, rows.length - 1)
  const picked = chosen.flatMap(account => people.find(person => person.account === account) ?? [])

  const add = (person: Person): void => {
    onChange([...chosen, person.account])
    announce(t('people.picked', { name: person.name }))
    setText('')
    setAt(0)
  }
  const remove = (person: Person): void => {
    onChange(chosen.filter(account => account !== person.account))
    announce(t('people.unpicked', { name: person.name }))
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    const last = picked.at(-1)
    const row = rows[active]
    const step = open ? optionStep(event, active, rows.length) : undefined
    if (step !== undefined) setAt(step)
    else if (event.key === 'ArrowDown' && !open) setOpen(true)
    else if (event.key === 'Enter' && open && row !== undefined && !event.ctrlKey && !event.metaKey) add(row)
    else if (event.key === 'Backspace' && text === '' && last !== undefined) remove(last)
    else if (event.key === 'Escape' && open) {
      setOpen(false)
      event.stopPropagation() // the list, not the dialog
    } else return
    event.preventDefault()
  }
  return (
    <div className={styles.picker}>
      <label htmlFor={id}>
        {label} {note !== undefined && <small>{note}</small>}
      </label>
      <div className={styles.frame}>
        {picked.map(person => (
          <span key={person.account} className={styles.token}>
            <Avatar name={person.name} hue={person.hue} size='xs' />
            <span>{person.name}</span>
            <button
              type='button'
              aria-label={t('people.pickRemove', { name: person.name })}
              onClick={() => remove(person)}
            >
              <Icon icon={X} size={13} />
            </button>
          </span>
        ))}
        <input
          ref={field}
          id={id}
          role='combobox'
          aria-expanded={open && rows.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete='list'
          aria-activedescendant={open && rows[active] !== undefined ? `${id}-${active}` : undefined}
          autoComplete='off'
          spellCheck={false}
          dir='auto'
          maxLength={200}
          placeholder={t('people.pickPlaceholder')}
          value={text}
          onChange={event => {
            setText(event.currentTarget.value)
            setAt(0)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
      </div>
      {open && rows.length > 0 && (
        <div id={`${id}-list`} role='listbox' aria-label={label} className={styles.list}>
          {rows.map((person, i) => (
            <Choice
              key={person.account}
              id={`${id}-${i}`}
              person={person}
              on={i === active}
              onChoose={() => add(person)}
            />
          ))}
        </div>
      )}
      {open && rows.length === 0 && text.trim() !== '' && (
        <p role='status' className={styles.none}>
          {t('people.pickNone', { text: text.trim() })}
        </p>
      )}
    </div>
  )
}

function Choice({ id, person, on, onChoose }: { id: string; person: Person; on: boolean; onChoose: () => void }) {
  const t = useT()
  const near = useNearWords()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role='option'
      tabIndex={-1}
      aria-selected={on}
      className={classNames(styles.row, on && styles.on)}
      onPointerDown={event => event.preventDefault()} // the focus stays in the field
      onClick={onChoose}
    >
      <Avatar name={person.name} hue={person.hue} size='sm' nearness={person.nearness} />
      <b>{person.name}</b>
      {person.verified !== null && <VerifiedMark label={t('verified.mark')} size={15} />}
      {person.lookalike && <KeyHint label={keyPart(person.account)} />}
      <small>{near.short(person)}</small>
    </div>
  )
}
