/** All of it in words: everybody, the networks, what was tried, what was ignored. */
import { Radar } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountId, Person } from '../../../shared/model.ts'
import type { NetworkDetail } from '../../../shared/networkModel.ts'
import type { Probe } from '../../bridge/useProbe.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { ProbeBox } from './doctor/ProbeBox.tsx'
import { Attempts, Ignored } from './list/Events.tsx'
import { Interfaces } from './list/Interfaces.tsx'
import styles from './list/Lists.module.css'
import { PeopleTable } from './list/PeopleTable.tsx'

export interface ListsProps {
  people: readonly Person[]
  detail: NetworkDetail | undefined
  probe: Probe
  /** Whether how far it has come is shown here; else it is beside. */
  probing: boolean
  onProfile: (account: AccountId) => void
  onWhy: (account: AccountId) => void
}

export function Lists({ people, detail, probe, probing, onProfile, onWhy }: ListsProps) {
  const t = useT()
  if (detail === undefined) return null
  return (
    <div className={styles.lists} data-region='lists'>
      <Part id='people' title={t('network.list.people')}>
        {people.length === 0 ? (
          <p className={styles.quiet}>{t('network.list.nobody')}</p>
        ) : (
          <PeopleTable people={people} detail={detail} onProfile={onProfile} onWhy={onWhy} />
        )}
      </Part>
      <Part id='networks' title={t('network.interfaces')}>
        <Interfaces detail={detail} />
        <div className={styles.probing}>
          <Button icon={Radar} busy={probe.busy} onClick={() => void probe.start()}>
            {t('network.action.probe')}
          </Button>
          {probing && <ProbeBox probe={probe} />}
        </div>
      </Part>
      <Part id='attempts' title={t('network.attempts')}>
        <Attempts attempts={detail.attempts} />
      </Part>
      <Part id='ignored' title={t('network.ignored')}>
        <Ignored ignored={detail.ignored} />
      </Part>
    </div>
  )
}

const Part = ({ id, title, children }: { id: string; title: string; children: ReactNode }) => (
  <section aria-labelledby={`network-${id}`}>
    <h2 id={`network-${id}`}>{title}</h2>
    {children}
  </section>
)
