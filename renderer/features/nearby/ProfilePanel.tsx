/** One person beside the list: their picture in its keyprint, how near they are, and what is shared. */
import { Monitor, Stethoscope } from 'lucide-react'
import type { Person, Room, RoomId } from '../../../shared/model.ts'
import { useDetail } from '../../bridge/useDetail.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { EarshotMark } from '../../ui/EarshotMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Keyprint } from '../../ui/Keyprint.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { KeyHint } from './KeyHint.tsx'
import styles from './ProfilePanel.module.css'
import { greetingRoom } from './useSayHello.ts'

export interface ProfilePanelProps {
  person: Person
  rooms: readonly Room[]
  onClose: () => void
  onOpenRoom: (roomId: RoomId) => void
  onHello: (room: Room, person: Person) => void
  /** Asks the doctor why they cannot be heard. */
  onWhy: () => void
}

export function ProfilePanel({ person, rooms, onClose, onOpenRoom, onHello, onWhy }: ProfilePanelProps) {
  const t = useT()
  const format = useFormat()
  const words = useNearWords()
  const path = useDetail().data?.paths.find(one => one.account === person.account)
  const common = rooms.filter(room => person.channels.includes(room.name))
  const greeting = greetingRoom(rooms, person)
  return (
    <SidePanel
      label={t('nearby.profile.label', { name: person.name })}
      title={person.name}
      closeLabel={t('nearby.profile.close')}
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <div
        className={styles.scroll}
        tabIndex={0}
        role='region'
        aria-label={t('nearby.profile.label', { name: person.name })}
      >
        <div className={styles.top}>
          <Keyprint seed={person.keyprint} hue={person.hue} size={140}>
            <Avatar name={person.name} hue={person.hue} size='xl' grey={person.nearness === 'out'} />
          </Keyprint>
          <h3>{person.name}</h3>
          {person.status !== '' && <p className={styles.status}>{person.status}</p>}
          <p className={styles.near}>
            <EarshotMark nearness={person.nearness} />
            {words.whole(person, path?.interface)}
          </p>
          {person.nearness === 'out' && (
            <Button icon={Stethoscope} onClick={onWhy}>
              {t('nearby.profile.why')}
            </Button>
          )}
          {greeting !== undefined && person.nearness !== 'out' && (
            <Button kind='primary' onClick={() => onHello(greeting, person)}>
              {t('nearby.hello')}
            </Button>
          )}
        </div>
        {person.lookalike && (
          <section className={styles.section}>
            <Notice tone='wait'>{t('nearby.lookalike')}</Notice>
          </section>
        )}
        <section className={styles.section}>
          <h4>{t('nearby.profile.computer')}</h4>
          <p className={styles.computer}>
            <Icon icon={Monitor} size={17} />
            {person.deviceName}
          </p>
        </section>
        <section className={styles.section}>
          <h4>{t('nearby.profile.common')}</h4>
          {common.length === 0 && <p className={styles.quiet}>{t('nearby.profile.commonNone')}</p>}
          <ul className={styles.chips}>
            {common.map(room => (
              <li key={room.roomId}>
                <button
                  type='button'
                  className={styles.chip}
                  aria-label={t('nearby.profile.openChannel', { name: room.name })}
                  onClick={() => onOpenRoom(room.roomId)}
                >
                  #{room.name}
                </button>
              </li>
            ))}
          </ul>
        </section>
        <section className={styles.section}>
          <h4>{t('nearby.profile.key')}</h4>
          <p>{t('nearby.profile.sameKey', { when: format.when(person.firstHeardAt) })}</p>
          <p className={styles.quiet}>{t('nearby.profile.sameKeyText')}</p>
          <KeyHint account={person.account} />
        </section>
      </div>
    </SidePanel>
  )
}
