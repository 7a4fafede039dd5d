/** One thing the doctor looked at: how it is, the evidence, and one way out. */
import { CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { NetworkState } from '../../../../shared/model.ts'
import type { Attempt, DoctorCheck } from '../../../../shared/networkModel.ts'
import { useDoctorWords } from '../../../i18n/useDoctorWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { classNames } from '../../../ui/classNames.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Spinner } from '../../../ui/Spinner.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { useWays } from '../useWays.ts'
import { act, type Explained, isExplained, systemOf, type Ways } from './actions.ts'
import styles from './Doctor.module.css'

const ICONS: Record<Exclude<DoctorCheck['state'], 'checking'>, LucideIcon> = {
  ok: CircleCheck,
  bad: CircleX,
  caution: TriangleAlert,
  unchecked: CircleDashed
}

export interface CheckProps {
  check: DoctorCheck
  /** Dials to whom it is about, where the check is about their address. */
  attempts: readonly Attempt[]
  network: NetworkState | undefined
  ways: Ways
}

export function Check({ check, attempts, network, ways }: CheckProps) {
  const words = useDoctorWords()
  const { title, text } = words.check(check)
  const { state, action } = check
  const said = words.state(check)
  return (
    <li className={classNames(styles.check, styles[state])} data-check={check.id} data-state={state}>
      {state === 'checking' ? <Spinner size={18} /> : <Icon icon={ICONS[state]} size={18} />}
      <div className={styles.checkWords}>
        {/* what was not checked says so itself */}
        {!title.startsWith(said) && <VisuallyHidden>{`${said}: `}</VisuallyHidden>}
        <b>{title}</b>
        {text !== '' && <p>{text}</p>}
        {attempts.length > 0 && <ShownAttempts attempts={attempts} />}
        {action !== null && state !== 'ok' && <WayOut action={action} network={network} ways={ways} />}
      </div>
    </li>
  )
}

function WayOut({
  action,
  network,
  ways
}: { action: NonNullable<DoctorCheck['action']> } & Pick<CheckProps, 'network' | 'ways'>) {
  const t = useT()
  if (!isExplained(action)) {
    return (
      <button type='button' className={styles.link} onClick={() => act(action, ways)}>
        {t(`network.action.${action}`)}
      </button>
    )
  }
  return (
    <Disclosure label={t(`network.action.${action}`)}>
      <p className={styles.explained}>{explained(t, action, network)}</p>
    </Disclosure>
  )
}

function explained(t: ReturnType<typeof useT>, action: Explained, network: NetworkState | undefined): string {
  if (action !== 'allow-firewall') return t(`network.explain.${action}`)
  const port = `${network?.port ?? 47100}`
  return t(`network.explain.firewall.${systemOf(navigator.platform)}`, { port })
}

function ShownAttempts({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useT()
  const ways = useWays()
  return (
    <Disclosure label={t('network.attempt.show', { count: attempts.length })}>
      <ul className={styles.attempts}>
        {attempts.map(attempt => (
          <li key={`${attempt.at} ${attempt.address}`}>
            <code>{attempt.address}</code>
            <span>{ways.attempt(attempt)}</span>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** A line that unfolds what belongs to it. */
function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type='button'
        className={styles.link}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      <div id={id} hidden={!open}>
        {children}
      </div>
    </>
  )
}
