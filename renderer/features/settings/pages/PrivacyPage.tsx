/** What others learn of oneself, who can reach one, what this computer does for others, and who is kept away. */
import { CheckCheck, Package } from 'lucide-react'
import { useId } from 'react'
import { DEFAULT_SETTINGS } from '../../../../shared/defaultSettings.ts'
import { useSettings } from '../../../bridge/queries.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { RadioCards } from '../../../ui/RadioCards.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { BlockedList } from './BlockedList.tsx'
import { Card, PageTitle, Row, SectionTitle } from './parts.tsx'

const WHO = ['everybody', 'shared', 'contacts'] as const

export function PrivacyPage() {
  const t = useT()
  const id = useId()
  const { readReceipts, whoMayWrite, carryForOthers } = useSettings().data ?? DEFAULT_SETTINGS
  const save = useCall('settings.set')
  return (
    <>
      <PageTitle title={t('settings.privacy')} lead={t('settings.privacy.lead')} />
      {save.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={save.error} />
        </Notice>
      )}
      <Card>
        <Row
          icon={CheckCheck}
          title={t('settings.receipts')}
          titleId={id}
          textId={`${id}-text`}
          text={t(readReceipts ? 'settings.receiptsOn' : 'settings.receiptsOff')}
        >
          <Switch
            labelledBy={id}
            describedBy={`${id}-text`}
            checked={readReceipts}
            onChange={next => void save.run({ readReceipts: next })}
          />
        </Row>
        <Row
          icon={Package}
          title={t('settings.carry')}
          titleId={`${id}-carry`}
          textId={`${id}-carryText`}
          text={t(carryForOthers ? 'settings.carryOn' : 'settings.carryOff')}
        >
          <Switch
            labelledBy={`${id}-carry`}
            describedBy={`${id}-carryText`}
            checked={carryForOthers}
            onChange={next => void save.run({ carryForOthers: next })}
          />
        </Row>
      </Card>
      <SectionTitle>{t('settings.whoMayWrite')}</SectionTitle>
      <RadioCards
        label={t('settings.whoMayWrite')}
        hideLabel
        stacked
        value={whoMayWrite}
        options={WHO.map(value => ({
          value,
          label: t(`settings.whoMayWrite.${value}`),
          text: t(`settings.whoMayWrite.${value}Text`)
        }))}
        onChange={next => void save.run({ whoMayWrite: next })}
      />
      <SectionTitle>{t('settings.blocked')}</SectionTitle>
      <BlockedList />
    </>
  )
}
