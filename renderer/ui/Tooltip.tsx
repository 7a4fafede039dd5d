/** A hint on hover and focus. Never the only place of a fact: what it hints at has the same words as its name. */
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'
import styles from './Tooltip.module.css'

export interface TooltipProps {
  label: ReactNode
  shortcut?: string
  side?: 'top' | 'bottom' | 'inline-start' | 'inline-end'
  /** The one element that it belongs to; it receives the pointer and focus handlers. */
  children: ReactElement
}

export function Tooltip({ label, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root
      onOpenChange={(_, why) => {
        // the hint promises what Esc closes: that goes, and the hint with it
        if (why.reason !== 'escape-key' || shortcut !== 'Esc') return
        why.cancel()
        why.allowPropagation()
      }}
    >
      <Base.Trigger delay={400} render={children} />
      <Base.Portal>
        <Base.Positioner className={styles.place} side={side} sideOffset={6} collisionPadding={8}>
          <Base.Popup className={styles.tip} role='tooltip'>
            <span>{label}</span>
            {shortcut !== undefined && <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Above everything that has tooltips: while one is open, the next appears at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider delay={400} closeDelay={0} timeout={300}>
      {children}
    </Base.Provider>
  )
}
