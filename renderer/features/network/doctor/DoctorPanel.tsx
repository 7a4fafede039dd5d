/** The network doctor: a question, an answer in one sentence, and what was looked at for it. */
import { RefreshCw, Stethoscope } from 'lucide-react'
import { useEffect } from 'react'
import type { AccountId, NetworkState, Person } from '../../../../shared/model.ts'
import type { NetworkDetail } from '../../../../shared/networkModel.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { type Doctor, useDoctor } from '../../../bridge/useDoctor.ts'
import type { Probe } from '../../../bridge/useProbe.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useNames } from '../../../i18n/names.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { Spinner } from '../../../ui/Spinner.tsx'
import { Interfaces } from '../list/Interfaces.tsx'
import { Answer } from './Answer.tsx'
import type { Ways } from './actions.ts'
import { Check } from './Check.tsx'
import styles from './Doctor.module.css'
import { ProbeBox } from './ProbeBox.tsx'
import { Question } from './Question.tsx'

export interface DoctorPanelProps {
  people: readonly Person[]
  detail: NetworkDetail | undefined
  network: NetworkState | undefined
  /** Whom it is asked about as soon as it opens; null: everybody; undefined: it waits for a question. */
  about: AccountId | null | undefined
  probe: Probe
  /** Whether it takes the focus. */
  called: boolean
  onClose: () => void
  onAdd: () => void
  onSettings: () => void
}

/** Dials that a check of somebody's address shows. */
const SHOWN_ATTEMPTS = 3

export function DoctorPanel({
  people,
  detail,
  network,
  about,
  probe,
  called,
  onClose,
  onAdd,
  onSettings
}: DoctorPanelProps) {
  const t = useT()
  const doctor = useDoctor()
  const settings = useCall('settings.set')
  const { run } = doctor
  useEffect(() => {
    if (about !== undefined) void run(about)
  }, [about, run])
  const chosen = doctor.about ?? null
  const again = (): void => void run(chosen)
  const ways: Ways = {
    probe: () => void probe.start(),
    add: onAdd,
    networkSettings: onSettings,
    beHeard: () => void settings.run({ beHeard: true }).then(done => done && again()),
    again
  }
  return (
    <SidePanel
      label={t('network.doctor')}
      title={t('network.doctor')}
      closeLabel={t('network.doctor.close')}
      onClose={onClose}
      focusInside={!called}
      actions={
        <IconButton
          icon={RefreshCw}
          label={t('network.doctor.again')}
          disabledReason={doctor.busy ? t('network.doctor.running') : undefined}
          onClick={again}
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <div className={styles.scroll} tabIndex={0} role='region' aria-label={t('network.doctor')}>
        <div className={styles.top}>
          <Question people={people} about={chosen} onAsk={account => void run(account)} />
          <Outcome doctor={doctor} ways={ways} onRun={again} />
          <ProbeBox probe={probe} />
        </div>
        <Checks doctor={doctor} detail={detail} network={network} ways={ways} />
        {detail !== undefined && (
          <div className={styles.section}>
            <h3>{t('network.interfaces')}</h3>
            <Interfaces detail={detail} brief />
          </div>
        )}
      </div>
    </SidePanel>
  )
}

/** The answer; while there is none, what is going on. */
function Outcome({ doctor, ways, onRun }: { doctor: Doctor; ways: Ways; onRun: () => void }) {
  const t = useT()
  const names = useNames()
  const { report, busy, error } = doctor
  if (!busy && error !== undefined) {
    return (
      <Notice tone='bad' role='alert' action={<Button onClick={onRun}>{t('common.tryAgain')}</Button>}>
        <ErrorText error={error} />
      </Notice>
    )
  }
  if (report !== undefined && !report.running && !busy) {
    const name = report.account === null ? undefined : names.short(report.account)
    return <Answer report={report} name={name} ways={ways} />
  }
  if (busy) {
    return (
      <p className={styles.looking} role='status'>
        <Spinner size={16} />
        {t('network.doctor.running')}
      </p>
    )
  }
  return (
    <div className={styles.idle}>
      <p>{t('network.doctor.idle')}</p>
      <Button kind='primary' icon={Stethoscope} onClick={onRun}>
        {t('network.doctor.run')}
      </Button>
    </div>
  )
}

function Checks({
  doctor: { report },
  detail,
  network,
  ways
}: { doctor: Doctor; ways: Ways } & Pick<DoctorPanelProps, 'detail' | 'network'>) {
  const t = useT()
  const format = useFormat()
  if (report === undefined || report.checks.length === 0) return null
  const attempts = (detail?.attempts ?? []).filter(one => one.account !== null && one.account === report.account)
  return (
    <section className={styles.section} aria-labelledby='doctor-checks'>
      <h3 id='doctor-checks'>{t('network.doctor.checked', { when: format.when(report.at) })}</h3>
      <ol className={styles.checks}>
        {report.checks.map(check => (
          <Check
            key={check.id}
            check={check}
            attempts={check.id === 'address' ? attempts.slice(0, SHOWN_ATTEMPTS) : []}
            network={network}
            ways={ways}
          />
        ))}
      </ol>
    </section>
  )
}
