/** What can be done where somebody could not be reached. */
import { errorCode } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './AddDialog.module.css'
import type { Add } from './useAdd.ts'

export interface WaysOutProps {
  add: Add
  onDoctor: () => void
  onSettings: () => void
}

export function WaysOut({ add, onDoctor, onSettings }: WaysOutProps) {
  const t = useT()
  if (add.error === undefined || add.busy) return null
  const code = errorCode(add.error)
  if (code === 'net.outside') return <Ways options={[{ label: t('add.settings'), run: onSettings }]} />
  const unreached = code === 'peer.timeout' || code === 'peer.refused' || code === 'net.none'
  if (!unreached) return null
  return (
    <Ways
      options={[
        { label: t('common.tryAgain'), run: add.again },
        { label: t('add.doctor'), run: onDoctor }
      ]}
    />
  )
}

const Ways = ({ options }: { options: readonly { label: string; run: () => void }[] }) => (
  <div className={styles.ways}>
    {options.map(({ label, run }) => (
      <Button key={label} size='sm' onClick={run}>
        {label}
      </Button>
    ))}
  </div>
)
