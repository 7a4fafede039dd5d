/** One of the ten colours. Arrows move and choose; every colour has a name. */
import { Check } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useId, useRef } from 'react'
import styles from './HuePicker.module.css'
import { Icon } from './Icon.tsx'

export interface HuePickerProps<H extends number> {
  label: string
  hues: readonly H[]
  value: H
  nameOf: (hue: H) => string
  onChange: (hue: H) => void
}

export function HuePicker<H extends number>({ label, hues, value, nameOf, onChange }: HuePickerProps<H>) {
  const labelId = useId()
  const group = useRef<HTMLDivElement>(null)
  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const rtl = group.current !== null && getComputedStyle(group.current).direction === 'rtl'
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const to = (hues.indexOf(value) + step + hues.length) % hues.length
    const hue = hues[to]
    if (hue === undefined) return
    onChange(hue)
    group.current?.querySelectorAll('button')[to]?.focus()
  }
  return (
    <div className={styles.field}>
      <span id={labelId} className={styles.label}>
        {label}
      </span>
      <div ref={group} role='radiogroup' aria-labelledby={labelId} className={styles.hues} onKeyDown={move}>
        {hues.map(hue => (
          <button
            key={hue}
            type='button'
            role='radio'
            aria-checked={hue === value}
            aria-label={nameOf(hue)}
            title={nameOf(hue)}
            tabIndex={hue === value ? 0 : -1}
            className={styles.hue}
            style={{ '--h': hue } as CSSProperties}
            onClick={() => onChange(hue)}
          >
            {hue === value && <Icon icon={Check} size={16} />}
          </button>
        ))}
      </div>
    </div>
  )
}
