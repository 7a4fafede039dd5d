/** Everybody in a private channel, what they are there, since when and by whom; for those who lead it, what can be done. */
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Me, Member, Person, Role, Room } from '../../../../shared/model.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useNames } from '../../../i18n/names.ts'
import { useNearWords } from '../../../i18n/useNearWords.ts'
import { useShortName } from '../../../i18n/useShortName.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { EarshotMark } from '../../../ui/EarshotMark.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { KeyHint, keyPart } from '../../../ui/KeyHint.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { VerifiedMark } from '../../../ui/VerifiedMark.tsx'
import styles from './Details.module.css'
import { HandOverDialog } from './HandOverDialog.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { type RoleDeed, roleItems } from './roleItems.ts'

export interface RoleListProps {
  room: Room
  me: Me
  people: readonly Person[]
  roles: readonly Member[]
  /** Whether this account leads it. */
  may: boolean
}

type Asked = { readonly kind: 'remove' | 'handOver'; readonly member: Member }

export function RoleList({ room, me, people, roles, may }: RoleListProps) {
  const t = useT()
  const names = useNames()
  const set = useCall('rooms.role')
  const [asked, setAsked] = useState<Asked | null>(null)
  const nameOf = (member: Member): string => names.whole(member.account) ?? t('direct.unknown')
  const act = (deed: RoleDeed, member: Member): void => {
    if (deed === 'remove' || deed === 'handOver') setAsked({ kind: deed, member })
    else void set.run({ roomId: room.roomId, account: member.account, role: deed })
  }
  return (
    <>
      {set.error !== undefined && (
        <Notice tone='bad' role='alert'>
          <ErrorText error={set.error} />
        </Notice>
      )}
      <ul className={styles.people} aria-label={t('timeline.membersTitle')}>
        {roles.map(member => (
          <RoleRow
            key={member.account}
            member={member}
            name={nameOf(member)}
            person={people.find(one => one.account === member.account)}
            me={me}
            own={may ? room.role : null}
            onDeed={deed => act(deed, member)}
          />
        ))}
      </ul>
      {asked?.kind === 'remove' && (
        <RemoveDialog room={room} member={asked.member} name={nameOf(asked.member)} onClose={() => setAsked(null)} />
      )}
      {asked?.kind === 'handOver' && (
        <HandOverDialog room={room} member={asked.member} name={nameOf(asked.member)} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

interface RoleRowProps {
  member: Member
  name: string
  person: Person | undefined
  me: Me
  /** What this account is, where it leads the channel. */
  own: Role | null
  onDeed: (deed: RoleDeed) => void
}

function RoleRow({ member, name, person, me, own, onDeed }: RoleRowProps) {
  const t = useT()
  const format = useFormat()
  const near = useNearWords()
  const short = useShortName()
  const isMe = member.account === me.account
  const items = isMe ? [] : roleItems(t, own, member.role, onDeed)
  const since = format.when(member.since)
  return (
    <li className={styles.person}>
      <Avatar
        name={name}
        hue={isMe ? me.hue : (person?.hue ?? 230)}
        {...(isMe ? {} : { nearness: person?.nearness ?? 'out' })}
      />
      <div className={styles.words}>
        <b>
          <span>{name}</span>
          {isMe && <i>{t('person.you')}</i>}
          {person?.verified != null && <VerifiedMark label={t('verified.mark')} size={15} />}
          {person?.lookalike === true && <KeyHint label={keyPart(person.account)} />}
        </b>
        {person !== undefined && (
          <small className={styles.near}>
            <EarshotMark nearness={person.nearness} size={14} />
            {near.whole(person)}
          </small>
        )}
        <small className={styles.since}>
          {member.addedBy === null
            ? t('role.since', { when: since })
            : t('role.sinceBy', { when: since, name: short(member.addedBy) })}
        </small>
        {member.waiting && <small className={styles.wait}>{t('role.waiting')}</small>}
      </div>
      {member.role !== 'member' && <span className={styles.role}>{t(`role.${member.role}`)}</span>}
      {items.length > 0 && (
        <Menu
          align='end'
          trigger={<IconButton icon={Ellipsis} size='sm' label={t('role.menu', { name })} />}
          items={items}
        />
      )}
    </li>
  )
}
