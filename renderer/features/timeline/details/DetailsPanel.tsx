/** What there is to know of a channel: its topic, how long its history is kept here, and who is in it. */
import type { Me, Person, Room } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import styles from './Details.module.css'
import { Section } from './DetailsSection.tsx'
import { KeepChoice } from './KeepChoice.tsx'
import { MemberList } from './MemberList.tsx'
import { LeaveSection, PrivateSections } from './PrivateSections.tsx'
import { TopicEditor } from './TopicEditor.tsx'

export interface DetailsPanelProps {
  room: Room
  me: Me
  members: readonly Person[]
  onClose: () => void
}

export function DetailsPanel({ room, me, members, onClose }: DetailsPanelProps) {
  const t = useT()
  const counts = { reachable: room.reachable, members: room.members }
  return (
    <SidePanel
      label={t('room.details')}
      title={
        <>
          {t('room.details')}
          <small dir='ltr'>#{room.name}</small>
        </>
      }
      closeLabel={t('room.detailsClose')}
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard */}
      <div className={styles.scroll} tabIndex={0} role='group' aria-label={t('room.details')}>
        <Section title={t('room.topic')}>
          <TopicEditor room={room} />
        </Section>
        {room.kind === 'private' && <PrivateSections room={room} me={me} members={members} />}
        <Section title={t('room.keep')}>
          <KeepChoice room={room} />
        </Section>
        {room.kind === 'public' && (
          <Section title={t('timeline.membersTitle')} beside={t('timeline.members', counts)}>
            <MemberList me={me} members={members} />
          </Section>
        )}
        {room.kind === 'private' && <LeaveSection room={room} />}
      </div>
    </SidePanel>
  )
}
