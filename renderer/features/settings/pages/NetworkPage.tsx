/** How others reach this computer, and how far it reaches: networks, port, addresses, being heard, passing things on. */
import { Ear, EthernetPort, Fence, TriangleAlert, Waypoints } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { DEFAULT_SETTINGS } from '../../../../shared/defaultSettings.ts'
import type { NetworkState, Settings } from '../../../../shared/model.ts'
import { useNetwork, useSettings } from '../../../bridge/queries.ts'
import { type Call, useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { Trans } from '../../../i18n/Trans.tsx'
import { useT } from '../../../i18n/useT.ts'
import { classNames } from '../../../ui/classNames.ts'
import type { LucideIcon } from '../../../ui/Icon.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { InterfaceRules } from './InterfaceRules.tsx'
import styles from './parts.module.css'
import { Card, CopyValue, PageTitle, Row, SectionTitle } from './parts.tsx'
import { StopDialog } from './StopDialog.tsx'

export function NetworkPage() {
  const t = useT()
  const network = useNetwork().data
  const settings = useSettings().data ?? DEFAULT_SETTINGS
  const save = useCall('settings.set')
  return (
    <>
      <PageTitle title={t('settings.network')} lead={t('settings.network.lead')} />
      {save.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={save.error} />
        </Notice>
      )}
      {network !== undefined && <Port network={network} />}
      <Card>
        <Heard settings={settings} network={network} save={save} />
        <Choice
          icon={Waypoints}
          title={t('settings.network.bridge')}
          text={t(network?.bridging === true ? 'settings.network.bridging' : 'settings.network.bridgeText')}
          checked={settings.bridge}
          onChange={bridge => void save.run({ bridge })}
        />
        <Choice
          icon={Fence}
          title={t('settings.network.lan')}
          text={t('settings.network.lanText')}
          checked={settings.onlyThisLan}
          onChange={onlyThisLan => void save.run({ onlyThisLan })}
        />
        {network !== undefined && (
          <Row
            icon={EthernetPort}
            title={t('settings.network.port')}
            text={
              network.port === null
                ? t('settings.network.portClosed')
                : t('settings.network.portOpen', { port: `${network.port}` })
            }
          />
        )}
      </Card>
      <SectionTitle>{t('settings.network.interfaces')}</SectionTitle>
      <p className={classNames(styles.hint, styles.before)}>{t('settings.network.interfacesText')}</p>
      <InterfaceRules />
      {network !== undefined && <Addresses addresses={network.addresses} />}
    </>
  )
}

function Port({ network: { port, portTaken } }: { network: NetworkState }) {
  if (portTaken === null || port === null) return null
  return (
    <div className={styles.before}>
      <Notice tone='wait' icon={TriangleAlert}>
        {/* ports are names, not amounts: no thousands separator */}
        <Trans id='settings.network.portTaken' values={{ taken: `${portTaken}`, port: `${port}` }} />
      </Notice>
    </div>
  )
}

interface HeardProps {
  settings: Settings
  network: NetworkState | undefined
  save: Call<'settings.set'>
}

/** Whoever stops being heard may cut others off: that is asked about first. */
function Heard({ settings, network, save }: HeardProps) {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const text = !settings.beHeard
    ? t('settings.network.heardOff')
    : t(network?.discovery === false ? 'settings.network.heardStart' : 'settings.network.heardOn')
  return (
    <>
      <Choice
        icon={Ear}
        title={t('settings.network.heard')}
        text={text}
        checked={settings.beHeard}
        onChange={next => (next ? void save.run({ beHeard: true }) : setAsking(true))}
      />
      {asking && (
        <StopDialog
          onClose={() => setAsking(false)}
          onStop={() => {
            setAsking(false)
            void save.run({ beHeard: false })
          }}
        />
      )}
    </>
  )
}

interface ChoiceProps {
  icon: LucideIcon
  title: string
  text: ReactNode
  checked: boolean
  onChange: (next: boolean) => void
}

function Choice({ icon, title, text, checked, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <Row icon={icon} title={title} titleId={id} text={text} textId={`${id}-text`}>
      <Switch labelledBy={id} describedBy={`${id}-text`} checked={checked} onChange={onChange} />
    </Row>
  )
}

function Addresses({ addresses }: { addresses: readonly string[] }) {
  const t = useT()
  return (
    <>
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
