/** What changes the whole window stands above it: the core is gone, the network is gone, the clock is wrong. */
import { ClockAlert, EyeOff, Unplug, WifiOff, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useConnection } from '../../bridge/BridgeProvider.tsx'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
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
export function NetworkBar({ online, onWhy }: { online: boolean; onWhy: () => void }) {
  const t = useT()
  if (online) return null
  return (
    <div className={styles.wait} role='status'>
      <Icon icon={WifiOff} size={16} />
      <span>
        <Trans id='shell.offNetwork' />
      </span>
      <Button size='sm' onClick={onWhy}>
        {t('shell.whatHappened')}
      </Button>
    </div>
  )
}

/** By choice, this computer is not announced: only oneself knows. */
export function HiddenBar({ hidden }: { hidden: boolean }) {
  const t = useT()
  const settings = useCall('settings.set')
  if (!hidden) return null
  return (
    <div className={styles.plain} role='status'>
      <Icon icon={EyeOff} size={16} />
      <span>{settings.error === undefined ? <Trans id='shell.hidden' /> : <ErrorText error={settings.error} />}</span>
      <Button size='sm' busy={settings.busy} onClick={() => void settings.run({ beHeard: true })}>
        {t('shell.beHeard')}
      </Button>
    </div>
  )
}

const MINUTE_MS = 60_000
const UNITS = [
  { unit: 'days', ms: 1_440 * MINUTE_MS },
  { unit: 'hours', ms: 60 * MINUTE_MS },
  { unit: 'minutes', ms: MINUTE_MS }
] as const

/** The clock here is far from everybody else's. Said once: whoever closed it is told again only when it was right meanwhile. */
export function ClockBar({ offMs }: { offMs: number | null }) {
  const t = useT()
  const [closed, setClosed] = useState(false)
  useEffect(() => {
    if (offMs === null) setClosed(false)
  }, [offMs])
  if (offMs === null || closed) return null
  const far = Math.abs(offMs)
  const { unit, ms } = UNITS.find(one => far >= 2 * one.ms) ?? UNITS[2]
  return (
    <div className={styles.wait} role='status'>
      <Icon icon={ClockAlert} size={16} />
      <span>
        <Trans id={`shell.clockOff.${unit}`} values={{ count: Math.round(far / ms) }} />
      </span>
      <IconButton icon={X} size='sm' label={t('common.dismiss')} onClick={() => setClosed(true)} />
    </div>
  )
}
