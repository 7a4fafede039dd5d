/** The one button. A disabled one can still be focused and says why. */
import { type ComponentProps, type MouseEvent, useId } from 'react'
import styles from './Button.module.css'
import { classNames } from './classNames.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import { Spinner } from './Spinner.tsx'
import { Tooltip } from './Tooltip.tsx'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  kind?: 'primary' | 'plain' | 'ghost' | 'danger' | 'dangerSolid'
  size?: 'sm' | 'md' | 'lg'
  icon?: LucideIcon
  /** Something it started is under way: a spinner takes the icon's place, and presses do nothing. */
  busy?: boolean
  /** Why it cannot be pressed now. */
  disabledReason?: string | undefined
}

export function Button({
  kind = 'plain',
  size = 'md',
  icon,
  busy = false,
  disabledReason,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const off = busy || disabledReason !== undefined
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (off) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      {...rest}
      type={type}
      className={classNames(styles.button, styles[kind], styles[size], busy && styles.busy, className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-describedby={disabledReason === undefined ? rest['aria-describedby'] : reasonId}
      onClick={press}
    >
      {busy ? (
        <span className={icon === undefined ? styles.over : undefined}>
          <Spinner size={16} />
        </span>
      ) : (
        icon !== undefined && <Icon icon={icon} size={16} />
      )}
      <span className={styles.words}>{children}</span>
      {disabledReason !== undefined && <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>}
    </button>
  )
  return disabledReason === undefined ? button : <Tooltip label={disabledReason}>{button}</Tooltip>
}
