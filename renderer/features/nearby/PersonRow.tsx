/** One person: who, what they do, how near, and a greeting while they are new. */
import { memo } from 'react'
import type { AccountId, Person, Room } from '../../../shared/model.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/classNames.ts'
import { EarshotMark } from '../../ui/EarshotMark.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { KeyHint } from './KeyHint.tsx'
import styles from './NearbyView.module.css'
import { isNew } from './newcomers.ts'
import { greetingRoom } from './useSayHello.ts'

export interface PersonRowProps {
  person: Person
  rooms: readonly Room[]
  now: number
  /** Shown in the panel. */
  on: boolean
  /** The list's tab stop. */
  stop: boolean
  onChoose: (account: AccountId) => void
  onHello: (room: Room, person: Person) => void
  onStop: (account: AccountId) => void
}

export const PersonRow = memo(function PersonRow(props: PersonRowProps) {
  const { person, rooms, now, on, stop, onChoose, onHello, onStop } = props
  const t = useT()
  const words = useNearWords()
  const room = isNew(person, now) ? greetingRoom(rooms, person) : undefined
  const detail = person.status === '' ? person.deviceName : person.status
  return (
    <li className={classNames(styles.row, on && styles.on)}>
      <button
        type='button'
        className={styles.person}
        data-person={person.account}
        aria-expanded={on}
        tabIndex={stop ? 0 : -1}
        onFocus={() => onStop(person.account)}
        onClick={() => onChoose(person.account)}
      >
        <Avatar name={person.name} hue={person.hue} nearness={person.nearness} />
        <span className={styles.words}>
          <span className={styles.name}>
            <b>{person.name}</b>
            {person.lookalike && <KeyHint account={person.account} />}
          </span>
          {detail !== '' && (
            <small>
              <VisuallyHidden>, </VisuallyHidden>
              {detail}
            </small>
          )}
        </span>
        <span className={styles.near}>
          <EarshotMark nearness={person.nearness} />
          <span aria-hidden='true'>{words.short(person)}</span>
          <VisuallyHidden>, {words.spoken(person)}</VisuallyHidden>
        </span>
      </button>
      {room !== undefined && (
        <Button aria-label={t('nearby.helloTo', { name: person.name })} onClick={() => onHello(room, person)}>
          {t('nearby.hello')}
        </Button>
      )}
    </li>
  )
})
