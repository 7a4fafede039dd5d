/** What only a private channel has: its name to change, what newcomers read, its invites, and what everybody in it is. */
import { UserPlus } from 'lucide-react'
import type { Me, Person, Room } from '../../../../shared/model.ts'
import { useWindowActions } from '../../../bridge/windowActions.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from './Details.module.css'
import { Section } from './DetailsSection.tsx'
import { InviteList } from './InviteList.tsx'
import { NewcomersChoice } from './NewcomersChoice.tsx'
import { RenameEditor } from './RenameEditor.tsx'
import { RoleList } from './RoleList.tsx'
import { useRoles } from './useRoles.ts'

export interface PrivateSectionsProps {
  room: Room
  me: Me
  members: readonly Person[]
}

export function PrivateSections({ room, me, members }: PrivateSectionsProps) {
  const t = useT()
  const { addPeople } = useWindowActions()
  const roles = useRoles(room.roomId)
  const open = room.closed === null
  const leads = open && (room.role === 'owner' || room.role === 'admin')
  const counts = { reachable: room.reachable, members: room.members }
  return (
    <>
      <Section title={t('timeline.membersTitle')} beside={t('timeline.members', counts)}>
        {leads && (
          <div>
            <Button size='sm' icon={UserPlus} onClick={() => addPeople(room.roomId)}>
              {t('private.add')}
            </Button>
          </div>
        )}
        <RoleList room={room} me={me} people={members} roles={roles} may={leads} />
      </Section>
      {leads && (
        <Section title={t('invite.section')}>
          <InviteList room={room} me={me} />
        </Section>
      )}
      {room.newcomers !== null && (
        <Section title={t('private.newcomers')}>
          <NewcomersChoice room={room} newcomers={room.newcomers} may={leads} />
        </Section>
      )}
      {leads && (
        <Section title={t('private.renameField')}>
          <RenameEditor room={room} />
        </Section>
      )}
    </>
  )
}

/** The way out, below everything else. */
export function LeaveSection({ room }: { room: Room }) {
  const t = useT()
  const { leave } = useWindowActions()
  if (room.closed !== null) return null
  return (
    <section className={styles.section}>
      <div>
        <Button kind='danger' onClick={() => leave(room.roomId)}>
          {t('timeline.leave')}
        </Button>
      </div>
    </section>
  )
}
