/** Who is in the channel, nearest first. */
import type { Me, Person } from '../../../../shared/model.ts'
import { useNearWords } from '../../../i18n/useNearWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { EarshotMark } from '../../../ui/EarshotMark.tsx'
import { VerifiedMark } from '../../../ui/VerifiedMark.tsx'
import message from '../Message.module.css'
import { keyHint } from '../roomContext.ts'
import styles from './Details.module.css'

export function MemberList({ me, members }: { me: Me; members: readonly Person[] }) {
  const t = useT()
  return (
    <ul className={styles.people} aria-label={t('timeline.membersTitle')}>
      <li className={styles.person}>
        <Avatar name={me.name} hue={me.hue} />
        <div className={styles.words}>
          <b>
            <span>{me.name}</span>
            <i>{t('person.you')}</i>
          </b>
          <small>{me.status === '' ? me.deviceName : me.status}</small>
        </div>
      </li>
      {members.map(person => (
        <MemberRow key={person.account} person={person} />
      ))}
    </ul>
  )
}

function MemberRow({ person }: { person: Person }) {
  const t = useT()
  const words = useNearWords()
  const { nearness } = person
  return (
    <li className={styles.person}>
      <Avatar name={person.name} hue={person.hue} nearness={nearness} />
      <div className={styles.words}>
        <b>
          <span>{person.name}</span>
          {person.verified !== null && <VerifiedMark label={t('verified.mark')} size={15} />}
          {person.lookalike && <span className={message.key}>{keyHint(person.account)}</span>}
        </b>
        <small className={styles.near}>
          <EarshotMark nearness={nearness} size={14} />
          {words.whole(person)}
        </small>
      </div>
    </li>
  )
}
