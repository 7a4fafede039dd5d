/** A part of somebody's key, to tell two people of one name apart. */
import type { AccountId } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import styles from './NearbyView.module.css'

export function KeyHint({ account }: { account: AccountId }) {
  const t = useT()
  return <span className={styles.key}>{t('nearby.key', { key: `${account.slice(0, 4)} ${account.slice(4, 8)}` })}</span>
}
