/** A filter as a chip: its name opens what can be chosen, its cross or Delete takes it away. */
import { Popover } from '@base-ui/react/popover'
import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useT } from '../../i18n/useT.ts'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './FilterBar.module.css'
import { FilterList, type FilterOption } from './FilterList.tsx'

interface ChipProps {
  icon: ReactNode
  /** What it filters by now, or, while it does not, could. */
  words: string
  on: boolean
  onClear: () => void
}

export interface FilterChipProps<V extends string> extends ChipProps {
  /** Names the list. */
  label: string
  options: readonly FilterOption<V>[]
  /** Several may be chosen: the list stays open. */
  several?: boolean
  onToggle: (value: V) => void
  /** A field above the list narrows it. */
  find?: { label: string; none: (text: string) => string }
  hint?: string
}

/** A filter with a list to choose from. */
export function FilterChip<V extends string>({
  icon,
  words,
  on,
  onClear,
  label,
  options,
  several = false,
  onToggle,
  find,
  hint
}: FilterChipProps<V>) {
  const [open, setOpen] = useState(false)
  const list = useRef<HTMLElement>(null)
  const choose = (value: V): void => {
    onToggle(value)
    if (!several) setOpen(false)
  }
  return (
    <Removable words={words} on={on} onClear={onClear}>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger className={styles.label} onKeyDown={removes(on, onClear)}>
          {icon}
          <span>{words}</span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Positioner className={styles.place} align='start' sideOffset={6} collisionPadding={8}>
            <Popover.Popup className={styles.popup} aria-label={label} initialFocus={list}>
              <FilterList
                focus={list}
                label={label}
                options={options}
                several={several}
                onChoose={choose}
                {...(find && { find })}
              />
              {hint !== undefined && <p className={styles.hint}>{hint}</p>}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </Removable>
  )
}

/** A filter that is on or off. */
export function ToggleChip({ icon, words, on, onToggle }: Omit<ChipProps, 'onClear'> & { onToggle: () => void }) {
  return (
    <span className={classNames(styles.chip, on && styles.on)}>
      <button
        type='button'
        className={styles.label}
        aria-pressed={on}
        onClick={onToggle}
        onKeyDown={removes(on, onToggle)}
      >
        {icon}
        <span>{words}</span>
      </button>
    </span>
  )
}

const removes = (on: boolean, clear: () => void) => (event: KeyboardEvent) => {
  if (!on || (event.key !== 'Delete' && event.key !== 'Backspace')) return
  event.preventDefault()
  clear()
}

function Removable({ words, on, onClear, children }: Omit<ChipProps, 'icon'> & { children: ReactNode }) {
  const t = useT()
  const chip = useRef<HTMLSpanElement>(null)
  const clear = (): void => {
    chip.current?.querySelector('button')?.focus() // the cross goes away
    onClear()
  }
  return (
    <span ref={chip} className={classNames(styles.chip, on && styles.on)}>
      {children}
      {on && (
        <button type='button' className={styles.cross} aria-label={t('search.remove', { what: words })} onClick={clear}>
          <Icon icon={X} size={13} />
        </button>
      )}
    </span>
  )
}
