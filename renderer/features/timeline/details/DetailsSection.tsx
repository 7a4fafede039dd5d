/** A part of the details under its name. */
import type { ReactNode } from 'react'
import styles from './Details.module.css'

export function Section({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>
        {title}
        {beside !== undefined && <small>{beside}</small>}
      </h3>
      {children}
    </section>
  )
}
