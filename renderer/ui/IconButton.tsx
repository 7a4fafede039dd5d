/** A button with an icon alone. Its label is its name and its tooltip. */
import { type ComponentProps, type MouseEvent, useId } from 'react'
import { classNames } from './classNames.ts'
import { Icon, type LucideIcon } from './Icon.tsx'
import styles from './IconButton.module.css'
import { ariaKeys } from './keys.ts'
import { Tooltip } from './Tooltip.tsx'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'children' | 'aria-label'> {
  icon: LucideIcon
  label: string
  size?: 'xs' | 'sm' | 'md'
  /** 'Ctrl Shift N' */
  shortcut?: string
  /** Only for one that stays on: shown and announced. */
  pressed?: boolean
  disabledReason?: string | undefined
}

const ICON_SIZE = { xs: 16, sm: 17, md: 18 }

export function IconButton({
  icon,
  label,
  size = 'md',
  shortcut,
  pressed,
  disabledReason,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const reasonId = useId()
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (disabledReason === undefined) onClick?.(event)
  }
  return (
    <Tooltip label={disabledReason ?? label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type='button'
        {...rest}
        className={classNames(styles.button, styles[size], className)}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={shortcut === undefined ? undefined : ariaKeys(shortcut)}
        aria-disabled={disabledReason === undefined ? undefined : true}
        aria-describedby={disabledReason === undefined ? rest['aria-describedby'] : reasonId}
        onClick={press}
      >
        <Icon icon={icon} size={ICON_SIZE[size]} />
        {disabledReason !== undefined && <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>}
      </button>
    </Tooltip>
  )
}
