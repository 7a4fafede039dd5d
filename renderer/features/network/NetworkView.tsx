/** The network place: who is reached how, as a map or as lists; and the doctor beside it. */
import { List, Orbit, Stethoscope, UserPlus } from 'lucide-react'
import { useMemo } from 'react'
import type { AccountId, Me, NetworkState, Person } from '../../../shared/model.ts'
import { useNetwork, usePeople } from '../../bridge/queries.ts'
import { useDetail } from '../../bridge/useDetail.ts'
import { useProbe } from '../../bridge/useProbe.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { type T, useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { PanelFrame } from '../../ui/SidePanel.tsx'
import { DoctorPanel } from './doctor/DoctorPanel.tsx'
import { Lists } from './Lists.tsx'
import { MapTab } from './MapTab.tsx'
import { mapPeople } from './map/gather.ts'
import styles from './NetworkView.module.css'
import { usePanel } from './usePanel.ts'

type NetworkTab = 'map' | 'list'

export interface NetworkViewProps {
  me: Me
  tab: NetworkTab
  /** Whom the doctor is asked about at once; null: everybody; undefined: nobody yet. */
  doctor: AccountId | null | undefined
  onTab: (tab: NetworkTab) => void
  onDoctor: (about: AccountId | null) => void
  onAdd: () => void
  onProfile: (account: AccountId) => void
  onSettings: () => void
}

const NO_PEOPLE: Person[] = []

export function NetworkView({ me, tab, doctor, onTab, onDoctor, onAdd, onProfile, onSettings }: NetworkViewProps) {
  const t = useT()
  const people = usePeople().data ?? NO_PEOPLE
  const network = useNetwork().data
  const detail = useDetail()
  const probe = useProbe()
  const panel = usePanel(doctor !== undefined)
  const shown = useMemo(() => mapPeople(people, detail.data?.paths ?? []), [people, detail.data])
  return (
    <PanelFrame open={panel.open !== undefined}>
      <section className={styles.view} aria-label={t('network.title')}>
        <header className={styles.head} data-region='header'>
          <h1>{t('network.title')}</h1>
          <p>{countsLine(t, people, network)}</p>
          <Segmented
            label={t('network.show')}
            as='tablist'
            panelId='network-tab'
            value={tab}
            options={[
              { value: 'map', label: t('network.map'), icon: Orbit },
              { value: 'list', label: t('network.list'), icon: List }
            ]}
            onChange={onTab}
          />
          <Button icon={UserPlus} className={styles.add ?? ''} onClick={onAdd}>
            {t('network.add')}
          </Button>
          {panel.open === undefined && (
            <IconButton ref={panel.caller} icon={Stethoscope} label={t('network.doctor.open')} onClick={panel.call} />
          )}
        </header>
        {detail.error !== undefined && (
          <div className={styles.notice}>
            <Notice tone='bad' role='alert' action={<Button onClick={detail.retry}>{t('common.tryAgain')}</Button>}>
              <ErrorText error={detail.error} />
            </Notice>
          </div>
        )}
        <div className={styles.tab} id='network-tab' role='tabpanel' aria-labelledby={`network-tab-${tab}`}>
          {tab === 'map' ? (
            <MapTab
              me={me}
              people={people}
              shown={shown}
              detail={detail.data}
              network={network}
              onProfile={onProfile}
              onDoctor={() => onDoctor(null)}
            />
          ) : (
            <Lists
              people={people}
              detail={detail.data}
              probe={probe}
              probing={panel.open === undefined}
              onProfile={onProfile}
              onWhy={onDoctor}
            />
          )}
        </div>
      </section>
      {panel.open !== undefined && (
        <DoctorPanel
          people={people}
          detail={detail.data}
          network={network}
          about={doctor}
          probe={probe}
          called={panel.open === 'called'}
          onClose={panel.close}
          onAdd={onAdd}
          onSettings={onSettings}
        />
      )}
    </PanelFrame>
  )
}

/** '8 direct, 3 through one person, 1 further away'; what there is none of is left out. */
function countsLine(t: T, people: readonly Person[], network: NetworkState | undefined): string {
  const parts = (['direct', 'via', 'far'] as const).flatMap(nearness => {
    const count = people.filter(person => person.nearness === nearness).length
    return count === 0 ? [] : [t(`network.count.${nearness}`, { count })]
  })
  if (parts.length > 0) return parts.join(', ')
  return t(network?.online === false ? 'network.off' : 'network.nobody')
}
