/** Asking for the passphrase again: after a while without use, or now. */
import { Lock, Timer } from 'lucide-react'
import { DEFAULT_SETTINGS } from '../../../../shared/defaultSettings.ts'
import { useSettings } from '../../../bridge/queries.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Card, Row, SectionTitle } from './parts.tsx'

const AFTER = ['1', '5', '15', '60', 'null'] as const
type After = (typeof AFTER)[number]

/** Another host may have set something between. */
const nearest = (minutes: number | null): After =>
  minutes === null ? 'null' : (AFTER.find(one => Number(one) >= minutes) ?? '60')

export function LockSection({ hasPassphrase }: { hasPassphrase: boolean }) {
  const t = useT()
  const { lockAfter } = useSettings().data ?? DEFAULT_SETTINGS
  const save = useCall('settings.set')
  const lock = useCall('core.lock')
  const error = save.error ?? lock.error
  return (
    <>
      <SectionTitle>{t('settings.locking')}</SectionTitle>
      {error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={error} />
        </Notice>
      )}
      <Card>
        <Row
          icon={Timer}
          title={t('settings.lock')}
          text={t(hasPassphrase ? 'settings.lockText' : 'settings.lockNeeds')}
        >
          {hasPassphrase && (
            <Segmented
              label={t('settings.lock')}
              value={nearest(lockAfter)}
              options={AFTER.map(value => ({ value, label: t(`settings.lock.${value}`) }))}
              onChange={next => void save.run({ lockAfter: next === 'null' ? null : Number(next) })}
            />
          )}
        </Row>
        {hasPassphrase && (
          <Row icon={Lock} title={t('settings.lockNow')} text={t('settings.lockNowText')}>
            <Kbd keys='Ctrl Shift K' />
            <Button busy={lock.busy} onClick={() => void lock.run({})}>
              {t('settings.lockNow')}
            </Button>
          </Row>
        )}
      </Card>
    </>
  )
}
