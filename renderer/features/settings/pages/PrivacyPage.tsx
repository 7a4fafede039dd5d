/** What others learn of oneself here: for now whether they are told what was read. */
import { CheckCheck } from 'lucide-react'
import { useId } from 'react'
import { DEFAULT_SETTINGS } from '../../../../shared/defaultSettings.ts'
import { useSettings } from '../../../bridge/queries.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { Card, PageTitle, Row } from './parts.tsx'

export function PrivacyPage() {
  const t = useT()
  const id = useId()
  const { readReceipts } = useSettings().data ?? DEFAULT_SETTINGS
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
      </Card>
    </>
  )
}
