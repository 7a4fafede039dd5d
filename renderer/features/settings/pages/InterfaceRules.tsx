/** The networks this computer is on, and whether each is used. */
import { Cable, EthernetPort, type LucideIcon, Network, ShieldEllipsis, Wifi } from 'lucide-react'
import type { LanInterface } from '../../../../shared/networkModel.ts'
import { useDetail } from '../../../bridge/useDetail.ts'
import { useInterfaceRule } from '../../../bridge/useInterfaceRule.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import styles from './parts.module.css'
import { Card, Row } from './parts.tsx'

const ICONS: Record<LanInterface['kind'], LucideIcon> = {
  ethernet: EthernetPort,
  wifi: Wifi,
  vpn: ShieldEllipsis,
  virtual: Cable,
  other: Network
}

export function InterfaceRules() {
  const t = useT()
  const detail = useDetail()
  const rule = useInterfaceRule()
  const error = rule.error ?? (detail.data === undefined ? detail.error : undefined)
  return (
    <>
      {error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={error} />
        </Notice>
      )}
      {detail.data?.interfaces.length === 0 && <p className={styles.hint}>{t('network.interfaces.none')}</p>}
      {detail.data !== undefined && detail.data.interfaces.length > 0 && (
        <Card>
          {detail.data.interfaces.map(lan => (
            <OneRule key={lan.name} lan={lan} onUse={use => rule.set(lan.name, use)} />
          ))}
        </Card>
      )}
    </>
  )
}

function OneRule({ lan, onUse }: { lan: LanInterface; onUse: (use: boolean) => void }) {
  const t = useT()
  const on = lan.rule === null ? lan.used : lan.rule === 'use'
  const addresses = lan.addresses.map(({ address }) => address).join(', ')
  return (
    <Row
      icon={ICONS[lan.kind]}
      title={lan.name}
      text={`${t(`network.kind.${lan.kind}`)}, ${addresses || t('network.interfaces.noAddress')}`}
    >
      {lan.fixed ? (
        <small className={styles.hint}>{t(on ? 'network.interfaces.fixedOn' : 'network.interfaces.fixedOff')}</small>
      ) : (
        <Switch label={t('network.interfaces.use', { name: lan.name })} checked={on} onChange={onUse} />
      )}
    </Row>
  )
}
