/** One person beside a list or a conversation: their picture in its keyprint, how near they are, whether it is really them. */
import { MessageSquareText, Monitor, ShieldBan, Stethoscope } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Person, Room, RoomId } from '../../../shared/model.ts'
import { useDetail } from '../../bridge/useDetail.ts'
import { useWindowActions } from '../../bridge/windowActions.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useShortName } from '../../i18n/useShortName.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { EarshotMark } from '../../ui/EarshotMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Keyprint } from '../../ui/Keyprint.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { VerifiedMark } from '../../ui/VerifiedMark.tsx'
import { BlockedNotice } from './BlockedNotice.tsx'
import { KeySection } from './KeySection.tsx'
import styles from './ProfilePanel.module.css'

export interface ProfilePanelProps {
  person: Person
  rooms: readonly Room[]
  /** Whether the conversation with them is what stands beside it. */
  inDirect?: boolean
  onClose: () => void
  onOpenRoom: (roomId: RoomId) => void
  /** Asks the doctor why they cannot be heard. */
  onWhy: () => void
}

export function ProfilePanel({ person, rooms, inDirect = false, onClose, onOpenRoom, onWhy }: ProfilePanelProps) {
  const t = useT()
  const { block } = useWindowActions()
  const name = useShortName()(person)
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
        <Top person={person} inDirect={inDirect} onWhy={onWhy} />
        {person.blocked && (
          <section className={styles.section}>
            <BlockedNotice person={person} />
          </section>
        )}
        {person.lookalike && (
          <section className={styles.section}>
            <Notice tone='wait'>{t('nearby.lookalike')}</Notice>
          </section>
        )}
        <KeySection person={person} />
        <Section title={t('nearby.profile.computer')}>
          <p className={styles.computer}>
            <Icon icon={Monitor} size={17} />
            {person.deviceName}
          </p>
        </Section>
        <Section title={t('nearby.profile.common')}>
          <Common person={person} rooms={rooms} onOpenRoom={onOpenRoom} />
        </Section>
        {!person.blocked && (
          <section className={styles.section}>
            <Button kind='ghost' className={styles.block ?? ''} icon={ShieldBan} onClick={() => block(person.account)}>
              {t('block.person', { name })}
            </Button>
          </section>
        )}
      </div>
    </SidePanel>
  )
}

function Top({ person, inDirect, onWhy }: Required<Pick<ProfilePanelProps, 'person' | 'inDirect' | 'onWhy'>>) {
  const t = useT()
  const words = useNearWords()
  const { message } = useWindowActions()
  const path = useDetail().data?.paths.find(one => one.account === person.account)
  return (
    <div className={styles.top}>
      <Keyprint seed={person.keyprint} hue={person.hue} size={140}>
        <Avatar name={person.name} hue={person.hue} size='xl' grey={person.nearness === 'out'} />
      </Keyprint>
      <h3>
        <span>{person.name}</span>
        {person.verified !== null && <VerifiedMark label={t('verified.mark')} size={18} />}
      </h3>
      {person.status !== '' && <p className={styles.status}>{person.status}</p>}
      <p className={styles.near}>
        <EarshotMark nearness={person.nearness} />
        {words.whole(person, path?.interface)}
      </p>
      <div className={styles.buttons}>
        {!inDirect && !person.blocked && (
          <Button kind='primary' icon={MessageSquareText} onClick={() => message(person.account)}>
            {t('direct.message')}
          </Button>
        )}
        {person.nearness === 'out' && (
          <Button icon={Stethoscope} onClick={onWhy}>
            {t('nearby.profile.why')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h4>{title}</h4>
      {children}
    </section>
  )
}

function Common({ person, rooms, onOpenRoom }: Pick<ProfilePanelProps, 'person' | 'rooms' | 'onOpenRoom'>) {
  const t = useT()
  const common = rooms.filter(room => room.kind === 'public' && person.channels.includes(room.name))
  if (common.length === 0) return <p className={styles.quiet}>{t('nearby.profile.commonNone')}</p>
  return (
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
  )
}
