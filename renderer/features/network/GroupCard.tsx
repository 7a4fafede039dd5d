/** The people of one counted dot, to choose one of. */

import type { AccountId } from '../../../shared/model.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import styles from './Card.module.css'
import type { Dot } from './map/gather.ts'
import { CardFrame } from './PersonCard.tsx'

export interface GroupCardProps {
  dot: Dot
  onClose: () => void
  onChoose: (account: AccountId) => void
}

export function GroupCard({ dot, onClose, onChoose }: GroupCardProps) {
  const t = useT()
  const words = useNearWords()
  const title = t(dot.network === null ? 'network.card.group' : 'network.card.groupOn', {
    count: dot.people.length,
    network: dot.network ?? ''
  })
  return (
    <CardFrame label={title} onClose={onClose}>
      <header className={styles.head}>
        <b>{title}</b>
      </header>
      <ul className={styles.members}>
        {dot.people.map(({ person }) => (
          <li key={person.account}>
            <button type='button' onClick={() => onChoose(person.account)}>
              <Avatar name={person.name} hue={person.hue} size='xs' />
              <span>{person.name}</span>
              <small>{words.short(person)}</small>
            </button>
          </li>
        ))}
      </ul>
    </CardFrame>
  )
}
