/** Whether the next answer stands in the room as well. */
import type { Room } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import styles from './ThreadPanel.module.css'

export interface AlsoInRoomProps {
  room: Room
  checked: boolean
  onChange: (checked: boolean) => void
}

export function AlsoInRoom({ room, checked, onChange }: AlsoInRoomProps) {
  const t = useT()
  return (
    <label className={styles.also}>
      <input
        type='checkbox'
        className={styles.box}
        checked={checked}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span>{room.kind === 'direct' ? t('thread.alsoDirect') : t('thread.also', { name: `#${room.name}` })}</span>
    </label>
  )
}
