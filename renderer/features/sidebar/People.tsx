/** A few of the people: those within earshot by name, then those who left last. The rest are in Nearby. */
import { useMemo, useState } from 'react'
import type { AccountId, Person } from '../../../shared/model.ts'
import { useNearWords } from '../../i18n/useNearWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { useMinute } from '../../ui/useMinute.ts'
import { Row } from './Row.tsx'
import { SectionHead } from './SectionHead.tsx'
import styles from './Sidebar.module.css'
import { shownPeople } from './shownPeople.ts'
import { useRoving } from './useRoving.ts'

export interface PeopleProps {
  people: readonly Person[]
  /** Whose profile is open. */
  here: AccountId | undefined
  onOpen: (account: AccountId) => void
  onAll: () => void
}

export function People({ people, here, onOpen, onAll }: PeopleProps) {
  const t = useT()
  const words = useNearWords()
  const now = useMinute()
  const [folded, setFolded] = useState(false)
  const { shown, more } = useMemo(() => shownPeople(people), [people])
  const roving = useRoving(shown.findIndex(person => person.account === here))
  if (people.length === 0) return null
  return (
    <>
      <SectionHead folded={folded} onFold={setFolded}>
        {t('sidebar.people')}
      </SectionHead>
      {!folded && (
        <ul ref={roving.list} onKeyDown={roving.onKeyDown}>
          {shown.map((person, i) => (
            <li key={person.account}>
              <Row
                className={styles.personRow}
                to={`person/${person.account.slice(0, 8)}`}
                on={person.account === here}
                name={t('sidebar.person', { name: person.name, near: words.spoken(person) })}
                icon={<Avatar name={person.name} hue={person.hue} size='sm' nearness={person.nearness} />}
                tabIndex={roving.tabIndex(i, shown.length)}
                onFocus={() => roving.focused(i)}
                onOpen={() => onOpen(person.account)}
                after={<span className={styles.sub}>{words.brief(person, now)}</span>}
              >
                {person.name}
              </Row>
            </li>
          ))}
          {more > 0 && (
            <li>
              <Row
                to='nearby'
                on={false}
                name={t('sidebar.morePeople', { count: more })}
                icon={null}
                tabIndex={-1}
                onOpen={onAll}
              >
                {t('sidebar.morePeople', { count: more })}
              </Row>
            </li>
          )}
        </ul>
      )}
    </>
  )
}
