/** Who is heard already, before anybody has heard us: you in the middle, they around. */
import { type CSSProperties, useState } from 'react'
import type { Person } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { classNames } from '../../ui/classNames.ts'
import { Keyprint } from '../../ui/Keyprint.tsx'
import { Ripple } from '../../ui/Ripple.tsx'
import styles from './ListeningMap.module.css'
import { placeAround } from './placeAround.ts'

export interface ListeningMapProps {
  people: readonly Person[]
  name: string
  hue: number
  /** Null until the key is made. */
  keyprint: string | null
}

export function ListeningMap({ people, name, hue, keyprint }: ListeningMapProps) {
  const t = useT()
  const { placed, more } = placeAround(people)
  // Those who were there from the start do not each announce themselves.
  const [before] = useState(() => new Set(people.map(person => person.account)))
  return (
    <section className={styles.map} aria-label={t('onboarding.mapName', { count: people.length })}>
      <div className={styles.stage}>
        <Ripple />
        <div className={styles.me}>
          {keyprint !== null && name.trim() !== '' ? (
            <Keyprint seed={keyprint} size={176} hue={hue} drawIn>
              <Avatar name={name} hue={hue} size='xl' />
            </Keyprint>
          ) : (
            <Avatar name={name} hue={hue} size='xl' />
          )}
        </div>
        <ul>
          {placed.map(({ person, x, y, ring }) => (
            <li
              key={person.account}
              className={classNames(styles.person, !before.has(person.account) && styles.appears)}
              style={{ '--x': `${x}%`, '--y': `${y}%` } as CSSProperties}
            >
              <span className={styles.picture}>
                <Avatar name={person.name} hue={person.hue} size={ring === 2 ? 'sm' : 'md'} />
              </span>
              <span className={styles.name}>{shortName(person.name)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.caption} aria-live='off'>
        <b>{people.length === 0 ? t('onboarding.none') : t('onboarding.heard', { count: people.length })}</b>
        {more > 0 && <span className={styles.more}> {t('onboarding.more', { count: more })}</span>}
        <p>{people.length === 0 ? t('onboarding.noneText') : t('onboarding.heardText')}</p>
      </div>
    </section>
  )
}

/** On the map the first word is enough. */
const shortName = (name: string): string => name.split(' ')[0] ?? name
