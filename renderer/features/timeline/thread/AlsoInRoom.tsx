/** Whether the next answer stands in the room as well. */
import { useT } from '../../../i18n/useT.ts'
import styles from './ThreadPanel.module.css'

export interface AlsoInRoomProps {
  /** Of the room. */
  name: string
  checked: boolean
  onChange: (checked: boolean) => void
}

export function AlsoInRoom({ name, checked, onChange }: AlsoInRoomProps) {
  const t = useT()
  return (
    <label className={styles.also}>
      <input
        type='checkbox'
        className={styles.box}
        checked={checked}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span>{t('thread.also', { name })}</span>
    </label>
  )
}
