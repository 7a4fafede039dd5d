/** A shortcut as keys: 'Ctrl Shift N'. */
import styles from './Kbd.module.css'
import { shownKeys } from './keys.ts'

export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {shownKeys(keys).map(key => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}
