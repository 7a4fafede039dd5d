/** One person: who, what they do, how near, a greeting while they are new, and writing to them. */
import { MessageSquareText } from 'lucide-react'
import { memo } from 'react'
import type { AccountId, Person, Room } from '../../../shared/model.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/classNames.ts'
import { EarshotMark } from '../../ui/EarshotMark.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { KeyHint, keyPart } from '../../ui/KeyHint.tsx'
import { VerifiedMark } from '../../ui/VerifiedMark.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
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
  const { message } = useWindowActions()
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
            {person.verified !== null && <VerifiedMark label={t('verified.mark')} />}
            {person.lookalike && <KeyHint label={t('nearby.key', { key: keyPart(person.account) })} />}
            {person.blocked && <span className={styles.blocked}>{t('nearby.blocked')}</span>}
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
      {person.blocked ? (
        <span className={styles.noMessage} />
      ) : (
        <IconButton
          className={styles.message ?? ''}
          icon={MessageSquareText}
          label={t('direct.messageTo', { name: person.name })}
          onClick={() => message(person.account)}
        />
      )}
    </li>
  )
})
