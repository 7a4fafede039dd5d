/** Who is around: the people within earshot, further away and out of earshot; one of them in a panel; or what to do alone. */
import { Ear, Search, TriangleAlert, UserPlus } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { AccountId, Me, NetworkState, Person, RoomId } from '../../../shared/model.ts'
import { useNetwork, usePeople, useRooms } from '../../bridge/queries.ts'
import { ErrorText } from '../../i18n/errorText.tsx'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PanelFrame } from '../../ui/SidePanel.tsx'
import { EmptyNearby } from './EmptyNearby.tsx'
import { matches } from './groups.ts'
import styles from './NearbyView.module.css'
import { PeopleList } from './PeopleList.tsx'
import { useSayHello } from './useSayHello.ts'

export interface NearbyViewProps {
  me: Me
  /** Whose panel is open, whoever was chosen before. */
  person?: AccountId | undefined
  onOpenRoom: (roomId: RoomId) => void
  /** The panel of somebody. */
  renderProfile: (person: Person, onClose: () => void) => ReactNode
  onAdd: () => void
  /** Whom it is about; null: everybody. */
  onDoctor: (about: AccountId | null) => void
  onSettings: () => void
}

export function NearbyView(props: NearbyViewProps) {
  const { me, person: opened, onOpenRoom, renderProfile, onAdd, onDoctor, onSettings } = props
  const t = useT()
  const people = usePeople()
  const rooms = useRooms().data ?? []
  const network = useNetwork().data
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<AccountId | null>(opened ?? null)
  const hello = useSayHello(onOpenRoom)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (opened !== undefined) setChosen(opened)
  }, [opened])

  const all = people.data
  const shown = useMemo(() => (all ?? []).filter(person => matches(person, text)), [all, text])
  const person = all?.find(one => one.account === chosen)
  const closePanel = useCallback(() => {
    list.current?.querySelector<HTMLElement>(`[data-person="${chosen}"]`)?.focus()
    setChosen(null)
  }, [chosen])
  const nobody = all !== undefined && all.length === 0

  return (
    <PanelFrame open={person !== undefined}>
      <section className={styles.view} aria-label={t('nearby.title')}>
        <header className={styles.head} data-region='header'>
          <h1>{t('nearby.title')}</h1>
          <p>{all === undefined || nobody ? listeningOn(t, network) : t('nearby.count', { count: all.length })}</p>
          {!nobody && all !== undefined && (
            <Field
              className={styles.find}
              size='sm'
              type='search'
              data-find
              label={t('nearby.find')}
              hideLabel
              placeholder={t('nearby.find')}
              icon={Search}
              value={text}
              onChange={event => setText(event.currentTarget.value)}
              onKeyDown={event => {
                if (event.key !== 'Escape' || text === '') return
                event.preventDefault()
                event.stopPropagation()
                setText('')
              }}
            />
          )}
          <Button icon={UserPlus} onClick={onAdd}>
            {t('nearby.add')}
          </Button>
        </header>
        {network !== undefined && <PortNotice network={network} />}
        {people.error !== undefined && all === undefined && (
          <Notice tone='bad' role='alert'>
            <ErrorText error={people.error} />
          </Notice>
        )}
        {nobody && (
          <EmptyNearby
            me={me}
            network={network}
            onAdd={onAdd}
            onDoctor={() => onDoctor(null)}
            onSettings={onSettings}
          />
        )}
        {!nobody && all?.every(one => one.nearness === 'out') && (
          <div className={styles.notice}>
            <Notice
              icon={Ear}
              title={t('nearby.allOut')}
              action={<Button onClick={() => onDoctor(null)}>{t('nearby.empty.doctor')}</Button>}
            >
              {t('nearby.allOutText')}
            </Notice>
          </div>
        )}
        {!nobody && all !== undefined && (
          <PeopleList
            ref={list}
            people={shown}
            rooms={rooms}
            text={text}
            chosen={chosen}
            onChoose={setChosen}
            onHello={hello}
            onClear={() => setText('')}
          />
        )}
      </section>
      {person !== undefined && renderProfile(person, closePanel)}
    </PanelFrame>
  )
}

function listeningOn(t: ReturnType<typeof useT>, network: NetworkState | undefined): string {
  if (network === undefined) return t('nearby.listening')
  if (!network.online) return t('nearby.off')
  const [first] = network.interfaces
  return first === undefined ? t('nearby.listening') : t('nearby.listeningOn', { network: first.name })
}

function PortNotice({ network: { portTaken, port } }: { network: NetworkState }) {
  if (portTaken === null || port === null) return null
  return (
    <div className={styles.notice}>
      <Notice tone='wait' icon={TriangleAlert}>
        {/* ports are names, not amounts: no thousands separator */}
        <Trans id='nearby.portTaken' values={{ taken: `${portTaken}`, port: `${port}` }} />
      </Notice>
    </div>
  )
}
