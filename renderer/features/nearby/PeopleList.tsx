/** People in groups. One tab stop: arrows move, Enter opens the profile, the row's own button is the next stop. */
import { type KeyboardEvent, type Ref, useState } from 'react'
import type { AccountId, Person, Room } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { useMinute } from '../../ui/useMinute.ts'
import type { Group } from './groups.ts'
import styles from './NearbyView.module.css'
import { PersonRow } from './PersonRow.tsx'
import { useHeldOrder } from './useHeldOrder.ts'

export interface PeopleListProps {
  ref: Ref<HTMLDivElement>
  people: readonly Person[]
  rooms: readonly Room[]
  /** What is being looked for. */
  text: string
  chosen: AccountId | null
  onChoose: (account: AccountId) => void
  onHello: (room: Room, person: Person) => void
  onClear: () => void
}

export function PeopleList({ ref, people, rooms, text, chosen, onChoose, onHello, onClear }: PeopleListProps) {
  const t = useT()
  const now = useMinute()
  const { groups, hold } = useHeldOrder(people)
  const [stop, setStop] = useState<AccountId | null>(null)
  const all = groups.flatMap(group => group.people)
  const active = all.find(person => person.account === stop)?.account ?? all[0]?.account

  return (
    <div ref={ref} className={styles.people} data-region='people' onKeyDown={moveFocus} {...hold}>
      {all.length === 0 && (
        <p className={styles.none}>
          {t('nearby.noMatch', { text: text.trim() })}
          <Button size='sm' onClick={onClear}>
            {t('nearby.clear')}
          </Button>
        </p>
      )}
      {groups.map(group => (
        <section key={group.name} aria-labelledby={`nearby-${group.name}`}>
          <GroupHead group={group} />
          <ul>
            {group.people.map(person => (
              <PersonRow
                key={person.account}
                person={person}
                rooms={rooms}
                now={now}
                on={person.account === chosen}
                stop={person.account === active}
                onChoose={onChoose}
                onHello={onHello}
                onStop={setStop}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function GroupHead({ group }: { group: Group }) {
  const t = useT()
  return (
    <h2 id={`nearby-${group.name}`} className={styles.groupHead}>
      {t(`nearby.${group.name}`)} <small>{group.people.length}</small>
    </h2>
  )
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  if (!(event.target instanceof HTMLElement) || event.target.dataset.person === undefined) return
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-person]')]
  const at = rows.indexOf(event.target)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  event.stopPropagation()
  rows[Math.max(0, Math.min(to, rows.length - 1))]?.focus()
}
