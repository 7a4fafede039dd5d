/** The head of a section: folds it by press and by ← →, and adds to it. */
import { ChevronDown, Plus } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useT } from '../../i18n/useT.ts'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './Sidebar.module.css'

export interface SectionHeadProps {
  folded: boolean
  onFold: (folded: boolean) => void
  /** Without it nothing can be added. */
  onAdd?: () => void
  children: ReactNode
}

export function SectionHead({ folded, onFold, onAdd, children }: SectionHeadProps) {
  const t = useT()
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
      {onAdd !== undefined && (
        <IconButton icon={Plus} size='xs' label={t('sidebar.add')} shortcut='Ctrl Shift N' onClick={onAdd} />
      )}
    </div>
  )
}
