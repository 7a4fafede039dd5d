/** What is in the palette while it is open: nothing of it is kept when it closes. */
import { Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useState } from 'react'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import { isComposing, optionStep } from '../../ui/optionKeys.ts'
import { type Entry, scopeOf } from './entries.ts'
import { follow } from './follow.ts'
import { Group } from './Group.tsx'
import styles from './Palette.module.css'
import type { PaletteProps } from './Palette.tsx'
import { PaletteFoot } from './PaletteFoot.tsx'
import { Row } from './Row.tsx'
import { useOffer } from './useOffer.ts'
import { useSayCount } from './useSayCount.ts'

/** Longer than any name, shorter than what the core takes. */
const MOST_CHARS = 300

export interface PaletteBodyProps extends Omit<PaletteProps, 'open' | 'onClose'> {
  field: RefObject<HTMLInputElement | null>
  /** What had the focus when it opened. */
  before: RefObject<Element | null>
  /** Closes, and goes to what was chosen. */
  onLeave: (go: () => void) => void
}

export function PaletteBody({ field, before, onLeave, ...props }: PaletteBodyProps) {
  const t = useT()
  const id = useId()
  const [typed, setTyped] = useState(props.begin ?? '')
  const [composing, setComposing] = useState(false)
  const [at, setAt] = useState<string>()
  const offered = useOffer(typed, composing, props)
  const entries = offered.sections.flatMap(section => section.entries)
  const active = Math.max(
    0,
    entries.findIndex(entry => entry.key === at)
  )
  const idOf = (entry: Entry): string => `${id}-${entry.key}`
  useSayCount(typed, entries.length)
  // at once: whoever opened it by a key types on
  useLayoutEffect(() => {
    const had = document.activeElement
    const isInside = had === document.body || field.current?.closest('[role=dialog]')?.contains(had) === true
    if (!isInside) before.current = had
    field.current?.focus({ preventScroll: true })
  }, [field, before])

  const choose = (entry: Entry): void => onLeave(() => follow(entry, typed, props))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    const next = optionStep(event, active, entries.length)
    const entry = entries[next ?? active]
    if (event.code === 'KeyF' && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      onLeave(() => props.onSearch(scopeOf(typed).text))
    } else if (entry === undefined) return
    else if (next !== undefined) {
      setAt(entry.key)
      document.getElementById(idOf(entry))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) choose(entry)
    else return
    event.preventDefault()
  }
  const type = (text: string, byMethod: boolean): void => {
    setTyped(text)
    setComposing(byMethod)
    setAt(undefined)
  }
  const current = entries[active]
  return (
    <>
      <div className={styles.line}>
        <Icon icon={Search} size={20} />
        <input
          ref={field}
          role='combobox'
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          aria-expanded='true'
          aria-controls={id}
          aria-autocomplete='list'
          aria-activedescendant={current && idOf(current)}
          autoComplete='off'
          spellCheck={false}
          dir='auto'
          maxLength={MOST_CHARS}
          value={typed}
          onChange={event => type(event.currentTarget.value, isUnfinished(event.nativeEvent))}
          onCompositionEnd={event => type(event.currentTarget.value, false)}
          onKeyDown={onKeyDown}
        />
      </div>
      {offered.nothing !== undefined && (
        <p className={styles.nothing}>{t('palette.none', { text: offered.nothing })}</p>
      )}
      <div id={id} role='listbox' aria-label={t('palette.results')} className={styles.list}>
        {offered.sections.map(section => (
          <Group key={section.name} section={section} id={`${id}-${section.name}`}>
            {section.entries.map(entry => (
              <Row
                key={entry.key}
                id={idOf(entry)}
                entry={entry}
                rooms={props.rooms}
                people={props.people}
                on={entry === current}
                onPoint={() => setAt(entry.key)}
                onChoose={() => choose(entry)}
              />
            ))}
          </Group>
        ))}
      </div>
      <PaletteFoot />
    </>
  )
}

/** An input method has not finished the word yet. */
const isUnfinished = (event: Event): boolean => event instanceof InputEvent && event.isComposing
