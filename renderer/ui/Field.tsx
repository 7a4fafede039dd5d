/** One line to type, with its label, a hint, and what is wrong with it in words. */
import { TriangleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './classNames.ts'
import styles from './Field.module.css'
import { Icon, type LucideIcon } from './Icon.tsx'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface FieldProps extends Omit<ComponentProps<'input'>, 'size' | 'prefix'> {
  label: string
  /** Named for readers only. */
  hideLabel?: boolean
  hint?: ReactNode
  /** What is wrong: the field turns red and says it. */
  error?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  icon?: LucideIcon
  /** Beside the text, inside the frame. */
  suffix?: ReactNode
}

export function Field({
  label,
  hideLabel = false,
  hint,
  error,
  size = 'md',
  icon,
  suffix,
  className,
  id,
  ...input
}: FieldProps) {
  const generated = useId()
  const inputId = id ?? generated
  const wrong = error !== undefined && error !== null && error !== false
  const saysId = `${inputId}-says`
  const says = wrong || (hint !== undefined && hint !== null)
  return (
    <div className={classNames(styles.field, className)}>
      <label htmlFor={inputId} className={styles.label}>
        {hideLabel ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      <div className={classNames(styles.frame, styles[size], wrong && styles.wrong)}>
        {icon !== undefined && <Icon icon={icon} size={15} />}
        <input
          {...input}
          id={inputId}
          className={styles.input}
          aria-invalid={wrong || undefined}
          aria-describedby={says ? saysId : undefined}
        />
        {suffix}
      </div>
      {says && (
        <p id={saysId} className={wrong ? styles.error : styles.hint}>
          {wrong && <Icon icon={TriangleAlert} size={14} />}
          <span>{wrong ? error : hint}</span>
        </p>
      )}
    </div>
  )
}
