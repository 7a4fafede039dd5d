/** On or off, at once. */
import styles from './Switch.module.css'

export interface SwitchProps {
  checked: boolean
  onChange: (checked: boolean) => void
  /** Its name; or the id of what stands beside it. */
  label?: string
  labelledBy?: string
  describedBy?: string
  id?: string
}

export function Switch({ checked, onChange, label, labelledBy, describedBy, id }: SwitchProps) {
  return (
    <button
      type='button'
      role='switch'
      id={id}
      className={styles.switch}
      aria-checked={checked}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onClick={() => onChange(!checked)}
    />
  )
}
