/** The top of the window: it drags, what stands on it does not. The system draws its own buttons over its ends. */
import { Menu, Search } from 'lucide-react'
import { isDesktop } from '../../bridge/carriers.ts'
import { useT } from '../../i18n/useT.ts'
import { Badge } from '../../ui/Badge.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { ariaKeys, isMac } from '../../ui/keys.ts'
import { Logo } from '../../ui/Logo.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './TitleBar.module.css'

export interface TitleBarProps {
  /** Whether the sidebar is behind the menu button. */
  folded: boolean
  open: boolean
  onMenu: () => void
  /** Opens the palette. */
  onSearch: () => void
  /** Unread messages that call this person, and how many people write to them alone. */
  mentions: number
  direct: number
}

export function TitleBar({ folded, open, onMenu, onSearch, mentions, direct }: TitleBarProps) {
  const t = useT()
  return (
    <header className={classNames(styles.bar, isDesktop() && isMac() && styles.lights)} data-region='title'>
      {folded && (
        <span className={styles.menu}>
          <IconButton icon={Menu} label={t('shell.menu')} shortcut='Ctrl \' aria-expanded={open} onClick={onMenu} />
          {mentions + direct > 0 && !open && (
            <span className={styles.count}>
              <Badge count={mentions + direct} tone={direct > 0 ? 'direct' : 'call'} />
              <VisuallyHidden>
                {direct > 0
                  ? t('shell.callsTotal', { count: mentions + direct })
                  : t('shell.mentionsTotal', { count: mentions })}
              </VisuallyHidden>
            </span>
          )}
        </span>
      )}
      <span className={styles.brand}>
        <Logo size={22} />
        <b>{t('app.name')}</b>
      </span>
      <button
        type='button'
        className={styles.search}
        aria-haspopup='dialog'
        aria-keyshortcuts={ariaKeys('Ctrl K')}
        onClick={onSearch}
      >
        <Icon icon={Search} size={15} />
        <span>{t('shell.search')}</span>
        <Kbd keys='Ctrl K' />
      </button>
      <span className={styles.end} />
    </header>
  )
}
