/** One's own code to be scanned, and the camera for theirs: what is the same verifies them at once. */
import { Hash } from 'lucide-react'
import { useState } from 'react'
import type { Person } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { Trans } from '../../i18n/Trans.tsx'
import { useScanWords } from '../../i18n/useScanWords.ts'
import { useShortName } from '../../i18n/useShortName.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Scan } from '../../ui/scan/Scan.tsx'
import styles from './Verify.module.css'

export interface ScanViewProps {
  person: Person
  /** What they scan here. */
  code: string | undefined
  onSame: () => void
  onChanged: () => void
}

type Wrong = 'somebody-else' | 'own' | 'no-code'

export function ScanView({ person, code, onSame, onChanged }: ScanViewProps) {
  const t = useT()
  const { account } = person
  const name = useShortName()(person)
  const words = useScanWords()
  const scan = useCall('people.scan')
  const [wrong, setWrong] = useState<Wrong>()
  const look = (): void => {
    scan.clear()
    setWrong(undefined)
  }
  const scanned = async (text: string): Promise<void> => {
    look()
    const answer = await scan.run({ account, text: text.slice(0, 4_096) })
    if (answer === undefined) return
    if (answer.result === 'same') onSame()
    else if (answer.result === 'changed') onChanged()
    else setWrong(answer.result)
  }
  return (
    <div className={styles.halves}>
      <section className={styles.half} aria-labelledby='verify-own'>
        <div className={styles.picture}>
          {code !== undefined && <QrCode text={code} label={t('verify.ownName', { name })} />}
        </div>
        <div>
          <h3 id='verify-own'>{t('verify.own')}</h3>
          <p className={styles.quiet}>{t('verify.ownText', { name })}</p>
        </div>
      </section>
      <section className={styles.half} aria-labelledby='verify-theirs'>
        <Scan words={words} onCode={text => void scanned(text)} onLook={look}>
          <div>
            <h3 id='verify-theirs'>{t('verify.theirs')}</h3>
            <p className={styles.quiet}>{t('verify.theirsText')}</p>
          </div>
        </Scan>
        {(wrong !== undefined || scan.error !== undefined) && (
          <p role='alert' className={styles.wrong}>
            {wrong === undefined ? (
              <ErrorText error={scan.error} />
            ) : (
              <Trans id={`verify.scan.${wrong}`} values={{ name }} />
            )}
          </p>
        )}
      </section>
    </div>
  )
}

export function ScanFoot({ onCompare }: { onCompare: () => void }) {
  const t = useT()
  return (
    <Button className={styles.start ?? ''} kind='ghost' size='lg' icon={Hash} onClick={onCompare}>
      {t('verify.compare')}
    </Button>
  )
}
