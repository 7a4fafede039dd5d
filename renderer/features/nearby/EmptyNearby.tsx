/** Nobody was ever heard: why that may be, and what to do about it. */
import { CircleCheck, Link, TriangleAlert } from 'lucide-react'
import type { Me, NetworkState } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Ripple } from '../../ui/Ripple.tsx'
import styles from './EmptyNearby.module.css'

export interface EmptyNearbyProps {
  me: Me
  network: NetworkState | undefined
  onAdd: () => void
}

export function EmptyNearby({ me, network, onAdd }: EmptyNearbyProps) {
  const t = useT()
  const off = network !== undefined && !network.online
  return (
    <div className={styles.empty}>
      <div className={styles.stage}>
        <Ripple rings={[195, 297, 400]} listening={!off} />
        <Avatar name={me.name} hue={me.hue} size='xl' grey={off} />
      </div>
      <div className={styles.words}>
        <h2>{t(off ? 'nearby.offline.title' : 'nearby.empty.title')}</h2>
        <p className={styles.lead}>{t(off ? 'nearby.offline.text' : 'nearby.empty.text')}</p>
        <div className={styles.way}>
          <Icon icon={Link} size={20} />
          <div>
            <b>{t('nearby.empty.addTitle')}</b>
            <p>{t('nearby.empty.addText')}</p>
          </div>
          <Button onClick={onAdd}>{t('nearby.addShort')}</Button>
        </div>
        {network !== undefined && !off && <Foot network={network} />}
      </div>
    </div>
  )
}

function Foot({ network: { port, discovery } }: { network: NetworkState }) {
  const t = useT()
  if (port === null) {
    return (
      <p className={styles.foot}>
        <Icon icon={TriangleAlert} size={16} className={styles.caution} />
        {t('nearby.empty.closed')}
      </p>
    )
  }
  return (
    <p className={styles.foot}>
      <Icon icon={CircleCheck} size={16} />
      {t(discovery ? 'nearby.empty.ok' : 'nearby.empty.quiet', { port: `${port}` })}
    </p>
  )
}
