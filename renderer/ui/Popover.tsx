/** A card at an element, over everything: below it, above where there is more room. Esc and a press elsewhere close it. */
import { Popover as Base } from '@base-ui/react/popover'
import { type ReactNode, type RefObject, useState } from 'react'
import { classNames } from './classNames.ts'
import styles from './Popover.module.css'

export interface PopoverProps {
  /** What it stands at. Null: closed. */
  anchor: Element | null
  onClose: () => void
  /** Names the dialog. */
  label: string
  align?: 'start' | 'end'
  className?: string | undefined
  initialFocus?: RefObject<HTMLElement | null>
  /** What has the focus afterwards; else the anchor. */
  finalFocus?: (anchor: Element | null) => HTMLElement | null
  children: ReactNode
}

export function Popover({
  anchor,
  onClose,
  label,
  align = 'end',
  className,
  initialFocus,
  finalFocus,
  children
}: PopoverProps) {
  // while it goes it stands where it stood, and the focus goes back there
  const [last, setLast] = useState(anchor)
  if (anchor !== null && anchor !== last) setLast(anchor)
  const back = (): HTMLElement | true => finalFocus?.(last) ?? (last instanceof HTMLElement ? last : true)
  return (
    <Base.Root open={anchor !== null} onOpenChange={open => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner
          className={styles.place}
          anchor={last}
          side='bottom'
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          <Base.Popup
            className={classNames(styles.card, className)}
            aria-label={label}
            finalFocus={back}
            {...(initialFocus === undefined ? {} : { initialFocus })}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
