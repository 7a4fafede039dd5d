/** What the pages are made of: a title with a lead, cards of rows, a value that can be copied. */
import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useT } from '../../../i18n/useT.ts'
import { Icon, type LucideIcon } from '../../../ui/Icon.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useAnnounce } from '../../../ui/LiveRegion.tsx'
import styles from './parts.module.css'

export function PageTitle({ title, lead }: { title: string; lead: string }) {
  return (
    <>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.lead}>{lead}</p>
    </>
  )
}

export function SectionTitle({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <h3 className={styles.section} id={id}>
      {children}
    </h3>
  )
}

export function Card({ children }: { children: ReactNode }) {
  return <div className={styles.card}>{children}</div>
}

export interface RowProps {
  icon: LucideIcon
  title: ReactNode
  titleId?: string
  text?: ReactNode
  textId?: string
  children?: ReactNode
}

export function Row({ icon, title, titleId, text, textId, children }: RowProps) {
  return (
    <div className={styles.row}>
      <span className={styles.tile}>
        <Icon icon={icon} size={18} />
      </span>
      <div className={styles.words}>
        <b id={titleId}>{title}</b>
        {text !== undefined && <small id={textId}>{text}</small>}
      </div>
      {children}
    </div>
  )
}

const SHOWN_MS = 1_600

export function CopyValue({ value, what }: { value: string; what: string }) {
  const t = useT()
  const announce = useAnnounce()
  const [copied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(
      () => {
        clearTimeout(timer.current)
        setCopied(true)
        timer.current = setTimeout(() => setCopied(false), SHOWN_MS)
        announce(t('settings.copied'))
      },
      () => setCopied(false) // the value is there to be selected
    )
  }
  return (
    <span className={styles.value}>
      <code>{value}</code>
      <IconButton
        icon={copied ? Check : Copy}
        size='sm'
        label={copied ? t('settings.copied') : t('settings.copyOf', { what })}
        onClick={copy}
      />
    </span>
  )
}
