/** Always visible: how many are around, and who one is here. */
import type { Me, NetworkState, Person } from '../../../shared/model.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Dial, type DialProps } from '../../ui/Dial.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import styles from './Foot.module.css'

export interface FootProps {
  me: Me
  near: readonly Person[]
  network: NetworkState | undefined
  onGo: (to: { kind: 'network' } | { kind: 'settings'; page: 'profile' }) => void
}

const RING = { direct: 0, via: 1, far: 2 } as const

export function Foot({ me, near, network, onGo }: FootProps) {
  const t = useT()
  const dots = near.flatMap<DialProps['people'][number]>(({ account, nearness }) =>
    nearness === 'out' ? [] : [{ id: account, ring: RING[nearness] }]
  )
  const direct = near.filter(person => person.nearness === 'direct').length
  const within = t('sidebar.within', { count: direct })
  const further = furtherLine(t, near.length - direct, network)
  return (
    <div className={styles.foot}>
      <button type='button' className={styles.button} onClick={() => onGo({ kind: 'network' })}>
        <VisuallyHidden>{t('sidebar.dialName', { within, further })}</VisuallyHidden>
        <Dial people={dots} size={34} />
        <span className={styles.words} aria-hidden='true'>
          <b>{within}</b>
          <small>{further}</small>
        </span>
      </button>
      <button type='button' className={styles.button} onClick={() => onGo({ kind: 'settings', page: 'profile' })}>
        <VisuallyHidden>{t('sidebar.me', { name: me.name, device: me.deviceName })}</VisuallyHidden>
        <span className={styles.me}>
          <Avatar name={me.name} hue={me.hue} size='sm' />
        </span>
        <span className={styles.words} aria-hidden='true'>
          <b>{me.name}</b>
          <small>{me.deviceName}</small>
        </span>
      </button>
    </div>
  )
}

function furtherLine(t: T, count: number, network: NetworkState | undefined): string {
  if (count > 0) return t('sidebar.further', { count })
  if (network?.online === false) return t('sidebar.offNetwork')
  const name = network?.interfaces.length === 1 ? network.interfaces[0]?.name : undefined
  return name === undefined ? t('sidebar.listening') : t('sidebar.listeningOn', { network: name })
}
