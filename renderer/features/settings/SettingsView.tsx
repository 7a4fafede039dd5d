/** The settings: one page per topic, everything applies at once, no save buttons. */
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useT } from '../../i18n/useT.ts'
import { classNames } from '../../ui/classNames.ts'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { GROUPS, type SettingsPage } from './pageNames.ts'
import { AboutPage } from './pages/AboutPage.tsx'
import { AppearancePage } from './pages/AppearancePage.tsx'
import { NetworkPage } from './pages/NetworkPage.tsx'
import { PrivacyPage } from './pages/PrivacyPage.tsx'
import { ProfilePage } from './pages/ProfilePage.tsx'
import { SecurityPage } from './pages/SecurityPage.tsx'
import { ShortcutsPage } from './pages/ShortcutsPage.tsx'
import { StoragePage } from './pages/StoragePage.tsx'
import styles from './SettingsView.module.css'

export interface SettingsViewProps {
  page: SettingsPage
  onPage: (page: SettingsPage) => void
  onClose: () => void
}

const PAGES = {
  profile: ProfilePage,
  privacy: PrivacyPage,
  appearance: AppearancePage,
  storage: StoragePage,
  security: SecurityPage,
  network: NetworkPage,
  shortcuts: ShortcutsPage,
  about: AboutPage
}

export function SettingsView({ page, onPage, onClose }: SettingsViewProps) {
  const t = useT()
  const Page = PAGES[page]
  const scroll = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    if (scroll.current !== null) scroll.current.scrollTop = 0
  }, [page])
  return (
    <section className={styles.frame} aria-label={t('settings.title')}>
      <header className={styles.head}>
        <h1>{t('settings.title')}</h1>
        <IconButton icon={X} label={t('settings.close')} onClick={onClose} />
      </header>
      <div className={styles.set}>
        <nav className={styles.nav} aria-label={t('settings.nav')} data-region='settings-nav'>
          {GROUPS.map(group => (
            <div key={group.name} className={styles.group}>
              <h2>{t(`settings.group.${group.name}`)}</h2>
              <ul>
                {group.pages.map(one => (
                  <li key={one.page}>
                    <button
                      type='button'
                      className={classNames(styles.item, one.page === page && styles.on)}
                      aria-current={one.page === page ? 'page' : undefined}
                      onClick={() => onPage(one.page)}
                    >
                      <Icon icon={one.icon} size={17} />
                      <span>{t(`settings.${one.page}`)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
        <div
          ref={scroll}
          className={styles.scroll}
          role='region'
          aria-label={t(`settings.${page}`)}
          tabIndex={0}
          data-region='settings-page'
        >
          <div className={styles.page}>
            <Page />
          </div>
        </div>
      </div>
    </section>
  )
}
