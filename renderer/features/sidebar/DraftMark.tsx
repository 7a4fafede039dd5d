/** Something was begun to be written here. The name of the row says so too. */
import { Pencil } from 'lucide-react'
import { Icon } from '../../ui/Icon.tsx'
import styles from './Sidebar.module.css'

export const DraftMark = () => (
  <span className={styles.draft}>
    <Icon icon={Pencil} size={13} />
  </span>
)
