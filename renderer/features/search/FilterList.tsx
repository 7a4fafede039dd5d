/** What a filter can be set to: arrows choose, Enter takes, and where there is much of it, typing narrows it. */
import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from 'react'
import { classNames } from '../../ui/classNames.ts'
import { fit } from '../../ui/fuzzy.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Marked } from '../../ui/Marked.tsx'
import { isComposing, optionStep } from '../../ui/optionKeys.ts'
import styles from './FilterBar.module.css'

export interface FilterOption<V extends string> {
  readonly value: V
  readonly label: string
  readonly icon?: ReactNode
  readonly chosen: boolean
}

export interface FilterListProps<V extends string> {
  label: string
  options: readonly FilterOption<V>[]
  several: boolean
  onChoose: (value: V) => void
  find?: { label: string; none: (text: string) => string }
  /** What has the focus while the list is open. */
  focus: RefObject<HTMLElement | null>
}

export function FilterList<V extends string>({ label, options, several, onChoose, find, focus }: FilterListProps<V>) {
  const id = useId()
  const [text, setText] = useState('')
  const shown = narrowed(options, text)
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      options.findIndex(option => option.chosen)
    )
  )
  const active = Math.min(at, shown.length - 1)
  const idOf = (index: number): string => `${id}-${index}`

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = optionStep(event, active, shown.length)
    const option = shown[active]?.option
    if (next !== undefined) {
      setAt(next)
      document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' })
    } else if (
      option !== undefined &&
      !isComposing(event) &&
      (event.key === 'Enter' || (event.key === ' ' && find === undefined))
    )
      onChoose(option.value)
    else return
    event.preventDefault()
  }
  const keys = { onKeyDown, 'aria-activedescendant': active < 0 ? undefined : idOf(active) }
  return (
    <>
      {find !== undefined && (
        <input
          ref={focus as RefObject<HTMLInputElement | null>}
          className={styles.find}
          role='combobox'
          aria-expanded='true'
          aria-controls={id}
          aria-label={find.label}
          placeholder={find.label}
          autoComplete='off'
          spellCheck={false}
          value={text}
          onChange={event => {
            setText(event.currentTarget.value)
            setAt(0)
          }}
          {...keys}
        />
      )}
      {shown.length === 0 && find !== undefined && <p className={styles.none}>{find.none(text.trim())}</p>}
      <div
        id={id}
        role='listbox'
        aria-label={label}
        aria-multiselectable={several || undefined}
        className={styles.list}
        {...(find === undefined && { ref: focus as RefObject<HTMLDivElement | null>, tabIndex: 0, ...keys })}
      >
        {shown.map(({ option, ranges }, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field or the list
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={option.value}
            id={idOf(i)}
            role='option'
            tabIndex={-1}
            aria-selected={option.chosen}
            className={classNames(styles.option, i === active && styles.active)}
            onPointerMove={() => setAt(i)}
            onMouseDown={event => event.preventDefault()} // the focus stays where the keys are
            onClick={() => onChoose(option.value)}
          >
            {option.icon}
            <span className={styles.words}>
              <Marked text={option.label} ranges={ranges} />
            </span>
            {option.chosen && <Icon icon={Check} size={15} />}
          </div>
        ))}
      </div>
    </>
  )
}

/** Those that fit what was typed, the best first, else as they were. */
function narrowed<V extends string>(options: readonly FilterOption<V>[], text: string) {
  return options
    .flatMap(option => {
      const how = fit(option.label, text)
      return how === undefined ? [] : [{ option, ...how }]
    })
    .sort((a, b) => a.tier - b.tier)
}
