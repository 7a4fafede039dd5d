/** The list above the field while a name is typed. The focus stays in the text: the field says which row is active. */
import { Hash } from 'lucide-react'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { classNames } from '../../../ui/classNames.ts'
import { EarshotMark } from '../../../ui/EarshotMark.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { keyHint } from '../roomContext.ts'
import type { Choice } from './choices.ts'
import styles from './SuggestionList.module.css'
import type { Autocomplete } from './useAutocomplete.ts'

/** The id of a row, for the field. */
export const suggestionId = (listId: string, index: number): string => `${listId}-${index}`

export function SuggestionList({ listId, choices, active, choose }: Autocomplete) {
  const t = useT()
  const first = choices[0]
  if (first === undefined) return null
  return (
    <div id={listId} role='listbox' aria-label={t(`composer.suggest.${first.kind}`)} className={styles.list}>
      {choices.map((choice, index) => (
        <div
          key={choice.key}
          id={suggestionId(listId, index)}
          role='option'
          tabIndex={-1}
          aria-selected={index === active}
          className={classNames(styles.row, index === active && styles.active)}
          // the text keeps the focus
          onPointerDown={event => event.preventDefault()}
          onClick={() => choose(choice)}
          onKeyDown={() => {}}
        >
          <ChoiceRow choice={choice} />
        </div>
      ))}
    </div>
  )
}

function ChoiceRow({ choice }: { choice: Choice }) {
  const t = useT()
  if (choice.kind === 'emoji') {
    return (
      <>
        <span className={styles.emoji}>{choice.emoji}</span>
        <span className={styles.name}>{choice.name}</span>
      </>
    )
  }
  if (choice.kind === 'channel') {
    return (
      <>
        <Icon icon={Hash} size={16} className={styles.icon} />
        <span className={styles.name}>{choice.room.name}</span>
      </>
    )
  }
  const { person } = choice
  return (
    <>
      <Avatar name={person.name} hue={person.hue} size='sm' />
      <span className={styles.name}>{person.name}</span>
      {person.lookalike && <span className={styles.key}>{keyHint(person.account)}</span>}
      <span className={styles.near}>
        <EarshotMark nearness={person.nearness} size={14} />
        <VisuallyHidden>{t(`composer.suggest.${person.nearness}`)}</VisuallyHidden>
      </span>
    </>
  )
}
