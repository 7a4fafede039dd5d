/** A new channel: its name, and what being public means. */
import { Hash } from 'lucide-react'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './ChannelDialog.module.css'
import { NameField, type NameFieldProps } from './NameField.tsx'

export function CreateTab(props: Omit<NameFieldProps, 'label' | 'hint'>) {
  const t = useT()
  return (
    <>
      <NameField {...props} label={t('channels.name')} hint={t('channels.hint')} />
      <section className={styles.who}>
        <h3>{t('channels.who')}</h3>
        <div className={styles.card}>
          <b>
            <Icon icon={Hash} size={16} />
            {t('channels.public')}
          </b>
          <small>{t('channels.publicText')}</small>
        </div>
      </section>
    </>
  )
}
