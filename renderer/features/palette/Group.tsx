/** A section of the palette under its name. */
import type { ReactNode } from 'react'
import { useT } from '../../i18n/useT.ts'
import type { Section } from './entries.ts'
import styles from './Palette.module.css'

export function Group({ section, id, children }: { section: Section; id: string; children: ReactNode }) {
  const t = useT()
  return (
    <div role='group' aria-labelledby={id}>
      <div id={id} role='presentation' className={styles.name}>
        {t(`palette.${section.name}`)}
      </div>
      {children}
    </div>
  )
}
