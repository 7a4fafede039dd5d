/** Groups to be read aloud and compared: large in a dialog, small in a panel. Left to right in every language. */
import { classNames } from './classNames.ts'
import styles from './Digits.module.css'

export interface DigitsProps {
  /** What they are, for readers. */
  label: string
  groups: readonly string[]
  look: 'large' | 'small' | 'words'
}

export function Digits({ label, groups, look }: DigitsProps) {
  return (
    <ol className={classNames(styles.digits, styles[look])} aria-label={label} dir='ltr'>
      {groups.map((group, i) => (
        // two groups may be the same
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <li key={i}>{group}</li>
      ))}
    </ol>
  )
}
