/** The head of a section: folds it by press and by ← →, and adds to it. */
import { ChevronDown, Plus } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './Sidebar.module.css'

export interface SectionHeadProps {
  folded: boolean
  onFold: (folded: boolean) => void
  /** Without it nothing can be added. */
  add?: { readonly label: string; readonly shortcut: string; readonly run: () => void }
  children: ReactNode
}

export function SectionHead({ folded, onFold, add, children }: SectionHeadProps) {
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    onFold((event.key === 'ArrowLeft') !== rtl)
  }
  return (
    <div className={styles.head}>
      <h2>
        <button
          type='button'
          className={styles.fold}
          aria-expanded={!folded}
          onClick={() => onFold(!folded)}
          onKeyDown={keys}
        >
          <span className={classNames(styles.chevron, folded && styles.folded)}>
            <Icon icon={ChevronDown} size={14} />
          </span>
          {children}
        </button>
      </h2>
      {add !== undefined && (
        <IconButton icon={Plus} size='xs' label={add.label} shortcut={add.shortcut} onClick={add.run} />
      )}
    </div>
  )
}
