/** A few choices side by side: arrows move and choose. A tablist when it swaps a panel, else a radiogroup. */
import { type KeyboardEvent, useRef } from 'react'
import { classNames } from './classNames.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import styles from './Segmented.module.css'

export interface SegmentedOption<V extends string> {
  value: V
  label: string
  icon?: LucideIcon
}

export interface SegmentedProps<V extends string> {
  label: string
  value: V
  options: readonly SegmentedOption<V>[]
  onChange: (value: V) => void
  as?: 'radiogroup' | 'tablist'
  /** Of the panel that a tablist swaps; tabs get the ids `${panelId}-${value}`. */
  panelId?: string
  /** As wide as its place. */
  full?: boolean
}

export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  as = 'radiogroup',
  panelId,
  full = false
}: SegmentedProps<V>) {
  const group = useRef<HTMLDivElement>(null)
  const tab = as === 'tablist'

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const target = targetOf(
      event.key,
      options.findIndex(option => option.value === value),
      options.length,
      group.current
    )
    const option = target === undefined ? undefined : options[target]
    if (target === undefined || option === undefined) return
    event.preventDefault()
    onChange(option.value)
    group.current?.querySelectorAll('button')[target]?.focus()
  }

  return (
    <div
      ref={group}
      role={as}
      aria-label={label}
      className={classNames(styles.group, full && styles.full)}
      onKeyDown={move}
    >
      {options.map(option => {
        const on = option.value === value
        return (
          <button
            key={option.value}
            type='button'
            role={tab ? 'tab' : 'radio'}
            id={tab && panelId !== undefined ? `${panelId}-${option.value}` : undefined}
            aria-controls={tab && on ? panelId : undefined}
            aria-selected={tab ? on : undefined}
            aria-checked={tab ? undefined : on}
            tabIndex={on ? 0 : -1}
            className={classNames(styles.option, on && styles.on)}
            onClick={() => onChange(option.value)}
          >
            {option.icon !== undefined && <Icon icon={option.icon} size={15} />}
            {option.label}
          </button>
        )
      })}
    </div>
  )
}

function targetOf(key: string, at: number, count: number, group: HTMLElement | null): number | undefined {
  const rtl = group !== null && getComputedStyle(group).direction === 'rtl'
  const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowDown: 1, ArrowUp: -1 }[key]
  if (step !== undefined) return (at + step + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}
