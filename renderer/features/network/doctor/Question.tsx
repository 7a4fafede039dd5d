/** "Why can’t I hear …": whom it is about. */
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import type { AccountId, Person } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { accountOf, EVERYBODY } from './actions.ts'
import styles from './Doctor.module.css'

export interface QuestionProps {
  people: readonly Person[]
  about: AccountId | null
  onAsk: (account: AccountId | null) => void
}

const byName = (a: Person, b: Person): number => a.name.localeCompare(b.name)

export function Question({ people, about, onAsk }: QuestionProps) {
  const t = useT()
  const id = useId()
  const person = people.find(one => one.account === about)
  const sorted = [...people].sort(byName)
  const groups = [
    { label: t('network.doctor.out'), people: sorted.filter(one => one.nearness === 'out') },
    { label: t('network.doctor.near'), people: sorted.filter(one => one.nearness !== 'out') }
  ]
  return (
    <p className={styles.question}>
      <label htmlFor={id}>{t('network.doctor.question')}</label>
      <span className={styles.picker}>
        {person !== undefined && <Avatar name={person.name} hue={person.hue} size='xs' />}
        <select id={id} value={about ?? EVERYBODY} onChange={event => onAsk(accountOf(event.currentTarget.value))}>
          <option value={EVERYBODY}>{t('network.doctor.everybody')}</option>
          {groups
            .filter(group => group.people.length > 0)
            .map(group => (
              <optgroup key={group.label} label={group.label}>
                {group.people.map(one => (
                  <option key={one.account} value={one.account}>
                    {one.name}
                  </option>
                ))}
              </optgroup>
            ))}
        </select>
        <Icon icon={ChevronDown} size={13} />
      </span>
    </p>
  )
}
