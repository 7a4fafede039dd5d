/** The map with the card of whoever is chosen; alone, what to do about it. */
import { useState } from 'react'
import type { AccountId, Me, NetworkState, Person } from '../../../shared/model.ts'
import type { NetworkDetail } from '../../../shared/networkModel.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { GroupCard } from './GroupCard.tsx'
import { type Dot, dotOf, gather, type MapPerson } from './map/gather.ts'
import { NetworkMap } from './map/NetworkMap.tsx'
import styles from './NetworkView.module.css'
import { PersonCard } from './PersonCard.tsx'

export interface MapTabProps {
  me: Me
  people: readonly Person[]
  shown: readonly MapPerson[]
  detail: NetworkDetail | undefined
  network: NetworkState | undefined
  onProfile: (account: AccountId) => void
  onDoctor: () => void
}

export function MapTab({ me, people, shown, detail, network, onProfile, onDoctor }: MapTabProps) {
  const t = useT()
  /** A dot, or somebody of a dot of many. */
  const [chosen, setChosen] = useState<{ dot: string; account: AccountId | null } | null>(null)
  const dot = chosen === null ? undefined : gather(shown).find(one => one.id === chosen.dot)
  const choose = (next: Dot): void =>
    setChosen({ dot: next.id, account: next.people.length === 1 ? (next.people[0]?.person.account ?? null) : null })
  const close = (): void => {
    document.querySelector<HTMLElement>(`[data-dot="${chosen?.dot}"]`)?.focus()
    setChosen(null)
  }
  // whoever joins or leaves a dot of many is still the one who is shown
  const account = chosen?.account ?? null
  const person = account === null ? undefined : people.find(one => one.account === account)
  const stands = person === undefined ? dot : dotOf(gather(shown)).get(person.account)
  return (
    <NetworkMap me={me} people={shown} selected={stands?.id ?? null} onSelect={choose}>
      {shown.length === 0 && (
        <div className={styles.alone}>
          <p>{t(network?.online === false ? 'network.aloneOff' : 'network.alone')}</p>
          <Button onClick={onDoctor}>{t('network.doctor.run')}</Button>
        </div>
      )}
      {person !== undefined && (
        <PersonCard
          key={person.account}
          me={me}
          person={person}
          path={detail?.paths.find(path => path.account === person.account)}
          people={people}
          onClose={close}
          onProfile={() => onProfile(person.account)}
        />
      )}
      {person === undefined && dot !== undefined && (
        <GroupCard dot={dot} onClose={close} onChoose={one => setChosen({ dot: dot.id, account: one })} />
      )}
    </NetworkMap>
  )
}
