/** What changes the whole window stands above it: the core is gone, the network is gone. */
import { Unplug, WifiOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useConnection } from '../../bridge/BridgeProvider.tsx'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './Bars.module.css'

/** Nothing while the core answers; once it answers again, readers are told. */
export function ConnectionBar() {
  const { status } = useConnection()
  const t = useT()
  const announce = useAnnounce()
  const wasLost = useRef(false)
  useEffect(() => {
    if (status === 'open' && wasLost.current) announce(t('shell.coreBack'))
    wasLost.current = status === 'lost'
  }, [status, announce, t])
  if (status !== 'lost') return null
  return (
    <div className={styles.bad} role='alert'>
      <Icon icon={Unplug} size={16} />
      <span>
        <Trans id='shell.coreGone' />
      </span>
      <Spinner size={14} />
    </div>
  )
}

/** This computer has no interface that others could be on. */
export function NetworkBar({ online }: { online: boolean }) {
  if (online) return null
  return (
    <div className={styles.wait} role='status'>
      <Icon icon={WifiOff} size={16} />
      <span>
        <Trans id='shell.offNetwork' />
      </span>
    </div>
  )
}
