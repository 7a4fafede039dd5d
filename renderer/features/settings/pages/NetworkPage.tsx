/** How others reach this computer: its port, the networks it is on, and its addresses to hand on. */
import { EthernetPort, Megaphone, Network, TriangleAlert } from 'lucide-react'
import type { NetworkState } from '../../../../shared/model.ts'
import { useNetwork } from '../../../bridge/queries.ts'
import { Trans } from '../../../i18n/Trans.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Notice } from '../../../ui/Notice.tsx'
import styles from './parts.module.css'
import { Card, CopyValue, PageTitle, Row, SectionTitle } from './parts.tsx'

export function NetworkPage() {
  const t = useT()
  const network = useNetwork().data
  return (
    <>
      <PageTitle title={t('settings.network')} lead={t('settings.network.lead')} />
      {network !== undefined && <Reach network={network} />}
    </>
  )
}

function Reach({ network: { port, portTaken, discovery, interfaces, addresses } }: { network: NetworkState }) {
  const t = useT()
  return (
    <>
      {portTaken !== null && port !== null && (
        <Notice tone='wait' icon={TriangleAlert}>
          <Trans id='settings.network.portTaken' values={{ taken: `${portTaken}`, port: `${port}` }} />
        </Notice>
      )}
      <Card>
        <Row
          icon={EthernetPort}
          title={t('settings.network.port')}
          text={port === null ? t('settings.network.portClosed') : t('settings.network.portOpen', { port: `${port}` })}
        />
        <Row
          icon={Megaphone}
          title={t('settings.network.announce')}
          text={t(discovery ? 'settings.network.announceOn' : 'settings.network.announceOff')}
        />
      </Card>
      <SectionTitle>{t('settings.network.networks')}</SectionTitle>
      {interfaces.length === 0 ? (
        <p className={styles.hint}>{t('settings.network.networksNone')}</p>
      ) : (
        <Card>
          {interfaces.map(one => (
            <Row key={`${one.name} ${one.address}`} icon={Network} title={one.name} text={one.address} />
          ))}
        </Card>
      )}
      <SectionTitle>{t('settings.network.addresses')}</SectionTitle>
      <p className={styles.hint}>
        {t(addresses.length === 0 ? 'settings.network.addressesNone' : 'settings.network.addressesText')}
      </p>
      {addresses.map(address => (
        <CopyValue key={address} value={address} what={address} />
      ))}
    </>
  )
}
