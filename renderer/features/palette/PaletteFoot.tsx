/** The keys of the palette, and the signs that narrow it. */
import { useT } from '../../i18n/useT.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import styles from './Palette.module.css'

export function PaletteFoot() {
  const t = useT()
  return (
    <footer className={styles.foot}>
      <span>
        <Kbd keys='↑ ↓' /> {t('palette.choose')}
      </span>
      <span>
        <Kbd keys='Enter' /> {t('palette.open')}
      </span>
      <i />
      <span>
        <Kbd keys='#' /> {t('palette.channels')}
      </span>
      <span>
        <Kbd keys='@' /> {t('palette.people')}
      </span>
      <span>
        <Kbd keys='&gt;' /> {t('palette.actions')}
      </span>
    </footer>
  )
}
