/** One person of the map: the way to them, who can read along, how they were found, what was tried last. */
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Me, Person } from '../../../shared/model.ts'
import type { PersonPath } from '../../../shared/networkModel.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './Card.module.css'
import { useWays, type Ways } from './useWays.ts'

export interface PersonCardProps {
  me: Me
  person: Person
  path: PersonPath | undefined
  people: readonly Person[]
  onClose: () => void
  onProfile: () => void
}

export function PersonCard({ me, person, path, people, onClose, onProfile }: PersonCardProps) {
  const t = useT()
  const ways = useWays()
  const { name, hue, status } = person
  return (
    <CardFrame label={t('network.card.name', { name })} onClose={onClose}>
      <header className={styles.head}>
        <Avatar name={name} hue={hue} />
        <div className={styles.who}>
          <b>{name}</b>
          {status !== '' && <small>{status}</small>}
        </div>
      </header>
      <Way me={me} person={person} people={people} />
      {path !== undefined && (
        <dl className={styles.facts}>
          {facts(ways, path).map(([id, text]) => (
            <div key={id}>
              <dt>{t(id)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <Button size='sm' className={styles.profile ?? ''} onClick={onProfile}>
        {t('network.card.profile')}
      </Button>
    </CardFrame>
  )
}

/** A card over the map: Escape closes it, wherever in it one is. */
export function CardFrame({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const t = useT()
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus({ preventScroll: true }), [])
  return (
    <section
      className={styles.card}
      aria-label={label}
      data-region='card'
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <IconButton
        ref={close}
        icon={X}
        size='sm'
        label={t('network.card.close')}
        shortcut='Esc'
        className={styles.close}
        onClick={onClose}
      />
      {children}
    </section>
  )
}

/** You, those in between, they; with the round trip to each. */
function Way({ me, person, people }: Pick<PersonCardProps, 'me' | 'person' | 'people'>) {
  const t = useT()
  const { near } = useWays()
  const between = person.via.flatMap(account => people.find(one => one.account === account) ?? [])
  return (
    <ol className={styles.way} aria-label={t('network.card.way')}>
      <li>
        <Avatar name={me.name} hue={me.hue} size='xs' />
        <span>{t('network.you')}</span>
      </li>
      {[...between, person].map(one => (
        <li key={one.account}>
          <Avatar name={one.name} hue={one.hue} size='xs' />
          <span>{one.name}</span>
          {one.latencyMs !== null && <small>{near.latency(one.latencyMs)}</small>}
        </li>
      ))}
    </ol>
  )
}

type FactId =
  | 'network.fact.transport'
  | 'network.fact.secrecy'
  | 'network.fact.network'
  | 'network.fact.since'
  | 'network.fact.found'
  | 'network.fact.address'
  | 'network.fact.attempt'
  | 'network.fact.version'

/** What is known, in order; what is not known is left out. */
function facts(ways: Ways, path: PersonPath): readonly (readonly [FactId, ReactNode])[] {
  const all: readonly (readonly [FactId, ReactNode, boolean])[] = [
    ['network.fact.transport', ways.transport(path), path.transport !== null],
    ['network.fact.secrecy', ways.secrecy(path), path.transport !== null],
    ['network.fact.network', path.interface, path.interface !== null],
    ['network.fact.since', ways.since(path), path.since !== null],
    ['network.fact.found', ways.found(path), path.found !== null],
    ['network.fact.address', <code key='address'>{path.address}</code>, path.address !== null],
    ['network.fact.attempt', path.lastAttempt && ways.attempt(path.lastAttempt), path.lastAttempt !== null],
    ['network.fact.version', path.version, path.version !== null]
  ]
  return all.flatMap(([id, text, known]) => (known ? [[id, text] as const] : []))
}
