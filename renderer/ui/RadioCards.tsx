/** A choice whose consequences need words: cards with a radio each. Arrows move and choose, as in any group of radios. */
import { useId } from 'react'
import { classNames } from './classNames.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import styles from './RadioCards.module.css'

export interface RadioCard<V extends string> {
  value: V
  label: string
  text: string
  icon?: LucideIcon
}

export interface RadioCardsProps<V extends string> {
  label: string
  value: V
  options: readonly RadioCard<V>[]
  onChange: (value: V) => void
  /** Below each other. */
  stacked?: boolean
  /** Its name stands elsewhere. */
  hideLabel?: boolean
}

export function RadioCards<V extends string>(props: RadioCardsProps<V>) {
  const { label, value, options, onChange, stacked = false, hideLabel = false } = props
  const name = useId()
  return (
    <fieldset
      className={classNames(styles.cards, stacked && styles.stacked)}
      aria-label={hideLabel ? label : undefined}
    >
      {!hideLabel && <legend>{label}</legend>}
      {options.map(option => (
        <label key={option.value} htmlFor={`${name}-${option.value}`} className={styles.card}>
          <input
            type='radio'
            id={`${name}-${option.value}`}
            name={name}
            aria-labelledby={`${name}-${option.value}-name`}
            checked={option.value === value}
            aria-describedby={`${name}-${option.value}-text`}
            onChange={() => onChange(option.value)}
          />
          <span>
            <b id={`${name}-${option.value}-name`}>
              {option.icon !== undefined && <Icon icon={option.icon} size={16} />}
              {option.label}
            </b>
            <small id={`${name}-${option.value}-text`}>{option.text}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
