/** A list of emoji to choose one from: typing filters, arrows move, Enter picks. The field keeps the focus throughout. */
import { Search } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { classNames } from './classNames.ts'
import styles from './EmojiPicker.module.css'
import { Icon } from './Icon.tsx'
import { Popover } from './Popover.tsx'

export const COLUMNS = 8

export interface PickerEmoji {
  readonly emoji: string
  readonly name: string
  readonly words: readonly string[]
}

export interface PickerGroup {
  readonly id: string
  readonly title: string
  readonly emoji: readonly PickerEmoji[]
}

export interface EmojiPickerProps {
  /** What it stands at. Null: closed. */
  anchor: Element | null
  groups: readonly PickerGroup[]
  find: (query: string) => readonly PickerEmoji[]
  words: { title: string; find: string; found: string; none: string }
  onPick: (emoji: string) => void
  onClose: () => void
  finalFocus?: (anchor: Element | null) => HTMLElement | null
}

export function EmojiPicker({ anchor, words, onClose, finalFocus, ...rest }: EmojiPickerProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Popover
      anchor={anchor}
      label={words.title}
      onClose={onClose}
      initialFocus={field}
      className={styles.picker}
      {...(finalFocus === undefined ? {} : { finalFocus })}
    >
      <Picker words={words} field={field} {...rest} />
    </Popover>
  )
}

type PickerProps = Pick<EmojiPickerProps, 'groups' | 'find' | 'words' | 'onPick'> & {
  field: RefObject<HTMLInputElement | null>
}

/** One cell of the list, by its place in all of it. */
interface Cell extends PickerEmoji {
  readonly index: number
}

function Picker({ groups, find, words, onPick, field }: PickerProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const shown = useMemo(() => {
    const some = query.trim() === '' ? groups : [{ id: 'found', title: words.found, emoji: find(query) }]
    return placed(some)
  }, [groups, find, query, words.found])
  // at once: whoever opened it by a key types on
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), [field])
  const cells = shown.flatMap(group => group.rows.flat())
  const chosen = cells[active]
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      if (chosen !== undefined) onPick(chosen.emoji)
    } else {
      const next = moved(shown, active, event.key, getComputedStyle(event.currentTarget).direction === 'rtl')
      if (next === undefined) return
      setActive(next)
    }
    event.preventDefault()
  }
  return (
    <>
      <div className={styles.field}>
        <Icon icon={Search} size={16} />
        <input
          ref={field}
          type='text'
          role='combobox'
          aria-expanded='true'
          aria-haspopup='grid'
          aria-autocomplete='list'
          aria-controls={`${id}-grid`}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.index}`}
          aria-label={words.find}
          placeholder={words.find}
          autoComplete='off'
          spellCheck={false}
          value={query}
          onChange={event => {
            setQuery(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.scroll}>
        <div role='grid' id={`${id}-grid`} aria-label={words.title} className={styles.grid}>
          {shown.map(group => (
            <div key={group.id} role='rowgroup' aria-label={group.title}>
              <div className={styles.title} aria-hidden='true'>
                {group.title}
              </div>
              {group.rows.map(row => (
                <Row key={row[0]?.index} row={row} id={id} active={active} onActive={setActive} onPick={onPick} />
              ))}
            </div>
          ))}
        </div>
        {cells.length === 0 && (
          <p className={styles.none} role='status'>
            {words.none}
          </p>
        )}
      </div>
      <footer className={styles.foot} aria-hidden='true'>
        {chosen !== undefined && (
          <>
            <span className={styles.large}>{chosen.emoji}</span>
            <b>{chosen.name}</b>
            {chosen.words[0] !== undefined && <code>:{chosen.words[0]}</code>}
          </>
        )}
      </footer>
    </>
  )
}

interface RowProps {
  row: readonly Cell[]
  id: string
  active: number
  onActive: (index: number) => void
  onPick: (emoji: string) => void
}

function Row({ row, id, active, onActive, onPick }: RowProps) {
  return (
    <div role='row' className={styles.row}>
      {row.map(({ emoji, name, index }) => (
        <button
          key={emoji}
          id={`${id}-${index}`}
          type='button'
          role='gridcell'
          tabIndex={-1}
          aria-label={name}
          aria-selected={index === active}
          className={classNames(styles.cell, index === active && styles.active)}
          // the field keeps the focus
          onPointerDown={event => event.preventDefault()}
          onPointerMove={() => onActive(index)}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  )
}

interface Placed {
  readonly id: string
  readonly title: string
  readonly rows: readonly (readonly Cell[])[]
}

/** Groups in rows, each cell with its place in the whole. */
function placed(groups: readonly PickerGroup[]): Placed[] {
  let index = 0
  return groups
    .filter(group => group.emoji.length > 0)
    .map(({ id, title, emoji }) => {
      const cells = emoji.map(one => ({ ...one, index: index++ }))
      const rows = Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, i) =>
        cells.slice(i * COLUMNS, (i + 1) * COLUMNS)
      )
      return { id, title, rows }
    })
}

/** Where an arrow leads from a cell; undefined for other keys, and where the field's own cursor moves instead. */
function moved(groups: readonly Placed[], from: number, key: string, rtl: boolean): number | undefined {
  const rows = groups.flatMap(group => group.rows)
  const last = (rows.at(-1)?.at(-1)?.index ?? -1) + 1
  if (last === 0) return undefined
  const forward = rtl ? 'ArrowLeft' : 'ArrowRight'
  const backward = rtl ? 'ArrowRight' : 'ArrowLeft'
  if (key === forward) return Math.min(from + 1, last - 1)
  if (key === backward) return from === 0 ? undefined : from - 1
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined
  const at = rows.findIndex(row => row.some(cell => cell.index === from))
  const column = rows[at]?.findIndex(cell => cell.index === from) ?? 0
  const next = rows[at + (key === 'ArrowDown' ? 1 : -1)]
  return next?.[Math.min(column, next.length - 1)]?.index ?? from
}
