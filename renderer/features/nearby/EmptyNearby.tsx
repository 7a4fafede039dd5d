/** Nobody is around: whether this side is well, as far as the doctor could tell, and what to do about it. */
import { CircleCheck, CircleDashed, type LucideIcon, QrCode, Stethoscope, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import type { Me, NetworkState } from '../../../shared/model.ts'
import type { DoctorCheck } from '../../../shared/networkModel.ts'
import { useDoctor } from '../../bridge/useDoctor.ts'
import { useDoctorWords } from '../../i18n/useDoctorWords.ts'
import { type T, useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Ripple } from '../../ui/Ripple.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './EmptyNearby.module.css'
import { selfTest } from './selfTest.ts'

export interface EmptyNearbyProps {
  me: Me
  network: NetworkState | undefined
  onAdd: () => void
  onDoctor: () => void
  onSettings: () => void
}

export function EmptyNearby({ me, network, onAdd, onDoctor, onSettings }: EmptyNearbyProps) {
  const t = useT()
  const off = network !== undefined && !network.online
  const { report, run, busy } = useDoctor()
  const online = network?.online
  useEffect(() => {
    if (online === true) void run(null)
  }, [online, run])
  const test = off || report === undefined ? undefined : selfTest(report)
  const trouble = test?.failed
  return (
    <div className={styles.empty}>
      <div className={styles.stage}>
        <Ripple rings={[195, 297, 400]} listening={!off} />
        <Avatar name={me.name} hue={me.hue} size='xl' grey={off} />
      </div>
      <div className={styles.words}>
        <Head off={off} trouble={trouble} onFix={onDoctor} onSettings={onSettings} />
        <Way icon={QrCode} title={t('nearby.empty.addTitle')} text={t('nearby.empty.addText')}>
          <Button onClick={onAdd}>{t('nearby.addShort')}</Button>
        </Way>
        <Way icon={Stethoscope} title={t('nearby.empty.doctorTitle')} text={t('nearby.empty.doctorText')}>
          <Button onClick={onDoctor}>{t('nearby.empty.doctor')}</Button>
        </Way>
        {!off && trouble === undefined && (
          <p className={styles.foot} role='status'>
            {test === undefined || (busy && !test.well) ? (
              busy && (
                <>
                  <Spinner size={16} />
                  {t('nearby.empty.checking')}
                </>
              )
            ) : (
              <>
                <Icon icon={test.well ? CircleCheck : CircleDashed} size={16} />
                {footWords(t, test.well, network)}
              </>
            )}
          </p>
        )}
      </div>
    </div>
  )
}

const footWords = (t: T, well: boolean, network: NetworkState | undefined): string =>
  well && network?.port != null ? t('nearby.empty.ok', { port: `${network.port}` }) : t('nearby.empty.unchecked')

interface HeadProps {
  off: boolean
  trouble: DoctorCheck | undefined
  onFix: () => void
  onSettings: () => void
}

/** What is the case, in one sentence. */
function Head({ off, trouble, onFix, onSettings }: HeadProps) {
  const t = useT()
  const words = useDoctorWords()
  if (trouble !== undefined) {
    const { title, text } = words.check(trouble)
    return (
      <>
        <h2>{t('nearby.trouble.title')}</h2>
        <p className={styles.lead}>
          <Icon icon={TriangleAlert} size={18} className={styles.caution} />
          <span>
            <b>{title}</b>
            {text}
          </span>
        </p>
        <p className={styles.fix}>
          <Button kind='primary' onClick={onFix}>
            {t('nearby.trouble.fix')}
          </Button>
        </p>
      </>
    )
  }
  return (
    <>
      <h2>{t(off ? 'nearby.offline.title' : 'nearby.empty.title')}</h2>
      <p className={styles.lead}>{t(off ? 'nearby.offline.text' : 'nearby.empty.text')}</p>
      {off && (
        <p className={styles.fix}>
          <Button onClick={onSettings}>{t('nearby.offline.settings')}</Button>
        </p>
      )}
    </>
  )
}

function Way({ icon, title, text, children }: { icon: LucideIcon; title: string; text: string; children: ReactNode }) {
  return (
    <div className={styles.way}>
      <Icon icon={icon} size={20} />
      <div>
        <b>{title}</b>
        <p>{text}</p>
      </div>
      {children}
    </div>
  )
}
