/** Who can open what is stored here, in plain words: a passphrase, a lock, and a way to leave nothing behind. */
import { KeyRound, Lock, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { CoreState } from '../../../../shared/model.ts'
import { useCoreState } from '../../../bridge/queries.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { LockSection } from './LockSection.tsx'
import { type PassphraseChange, PassphraseDialog } from './PassphraseDialog.tsx'
import styles from './parts.module.css'
import { Card, PageTitle, Row, SectionTitle } from './parts.tsx'
import { WipeSection } from './WipeSection.tsx'

const ICONS = { system: Lock, file: TriangleAlert, passphrase: KeyRound }

export function SecurityPage() {
  const t = useT()
  const core = useCoreState().data
  return (
    <>
      <PageTitle title={t('settings.security')} lead={t('settings.security.lead')} />
      {core !== undefined && (
        <>
          <Keeper keeper={core.keyKeeper} />
          <LockSection hasPassphrase={core.keyKeeper === 'passphrase'} />
          {core.me !== null && <WipeSection name={core.me.name} />}
        </>
      )}
    </>
  )
}

function Keeper({ keeper }: { keeper: CoreState['keyKeeper'] }) {
  const t = useT()
  const [change, setChange] = useState<PassphraseChange | null>(null)
  return (
    <>
      <SectionTitle>{t('settings.keeper')}</SectionTitle>
      <Card>
        <Row icon={ICONS[keeper]} title={t(`settings.keeper.${keeper}`)} text={t(`settings.keeper.${keeper}Text`)}>
          <div className={styles.buttons}>
            {keeper === 'passphrase' ? (
              <>
                <Button onClick={() => setChange('change')}>{t('settings.passphrase.change')}</Button>
                <Button kind='danger' onClick={() => setChange('remove')}>
                  {t('settings.passphrase.remove')}
                </Button>
              </>
            ) : (
              <Button onClick={() => setChange('set')}>{t('settings.passphrase.set')}</Button>
            )}
          </div>
        </Row>
      </Card>
      {change !== null && <PassphraseDialog change={change} onClose={() => setChange(null)} />}
    </>
  )
}
