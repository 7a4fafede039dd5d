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
        <Sign keys='#' /> {t('palette.channels')}
      </span>
      <span>
        <Sign keys='@' /> {t('palette.people')}
      </span>
      <span>
        <Sign keys='&gt;' /> {t('palette.actions')}
      </span>
    </footer>
  )
}

/** As it is typed, whatever the direction of the words: > is no <. */
const Sign = ({ keys }: { keys: string }) => (
  <span dir='ltr'>
    <Kbd keys={keys} />
  </span>
)
