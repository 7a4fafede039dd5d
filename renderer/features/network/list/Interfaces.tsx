/** The networks this computer is on: what went out and came in on each, which ways of hearing work, and whether it is used. */
import { Cable, EthernetPort, type LucideIcon, Network, ShieldEllipsis, Wifi } from 'lucide-react'
import { useId } from 'react'
import type { LanInterface, NetworkDetail } from '../../../../shared/networkModel.ts'
import { useInterfaceRule } from '../../../bridge/useInterfaceRule.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/useT.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import styles from './Lists.module.css'

const ICONS: Record<LanInterface['kind'], LucideIcon> = {
  ethernet: EthernetPort,
  wifi: Wifi,
  vpn: ShieldEllipsis,
  virtual: Cable,
  other: Network
}

export interface InterfacesProps {
  detail: NetworkDetail
  /** Addresses and people alone, for beside the doctor. */
  brief?: boolean
}

export function Interfaces({ detail: { interfaces }, brief = false }: InterfacesProps) {
  const t = useT()
  const rule = useInterfaceRule()
  return (
    <>
      {rule.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={rule.error} />
        </Notice>
      )}
      {interfaces.length === 0 && <p className={styles.quiet}>{t('network.interfaces.none')}</p>}
      <ul className={styles.interfaces}>
        {interfaces.map(one => (
          <OneInterface key={one.name} lan={one} brief={brief} onUse={use => rule.set(one.name, use)} />
        ))}
      </ul>
    </>
  )
}

function OneInterface({ lan, brief, onUse }: { lan: LanInterface; brief: boolean; onUse: (use: boolean) => void }) {
  const t = useT()
  const id = useId()
  const on = lan.rule === null ? lan.used : lan.rule === 'use'
  const addresses = lan.addresses
    .filter(one => !brief || !/^fe80:/i.test(one.address))
    .map(one => (brief ? one.address : `${one.address}/${one.prefix}`))
  return (
    <li className={styles.interface}>
      <Icon icon={ICONS[lan.kind]} size={17} />
      <div className={styles.lanWords}>
        <b id={id}>{lan.name}</b>
        <small>
          {t(`network.kind.${lan.kind}`)}
          <i aria-hidden='true'> · </i>
          {addresses.join(', ') || t('network.interfaces.noAddress')}
          <i aria-hidden='true'> · </i>
          {t('network.interfaces.people', { count: lan.people })}
        </small>
        {!brief && lan.used && <Counts lan={lan} />}
        {!brief && !lan.used && <small>{t('network.interfaces.unused')}</small>}
      </div>
      {lan.fixed ? (
        <small className={styles.fixed}>{t(on ? 'network.interfaces.fixedOn' : 'network.interfaces.fixedOff')}</small>
      ) : (
        <Switch label={t('network.interfaces.use', { name: lan.name })} checked={on} onChange={onUse} />
      )}
    </li>
  )
}

function Counts({ lan }: { lan: LanInterface }) {
  const t = useT()
  const format = useFormat()
  const heard = lan.heardAt === null ? '' : format.when(lan.heardAt)
  return (
    <>
      <dl className={styles.counts}>
        {(['sent', 'heard', 'dialled', 'failed'] as const).map(what => (
          <div key={what}>
            <dt>{t(`network.count.${what}`)}</dt>
            <dd>{format.number(lan[what])}</dd>
          </div>
        ))}
      </dl>
      <small>
        {t('network.hearing', {
          multicast: t(`network.hearing.${lan.multicast}`),
          broadcast: t(`network.hearing.${lan.broadcast}`)
        })}
        {heard !== '' && ` ${t('network.heardLast', { when: heard })}`}
      </small>
    </>
  )
}
