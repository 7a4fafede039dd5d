/** A new channel: its name, who can come in and what that means, and for a private one who comes along. */
import { Hash, Lock } from 'lucide-react'
import type { AccountId, NewcomersRead, Person } from '../../../shared/model.ts'
import { useT } from '../../i18n/useT.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import styles from './ChannelDialog.module.css'
import { NameField, type NameFieldProps } from './NameField.tsx'
import { PeoplePicker } from './PeoplePicker.tsx'

export interface Plan {
  kind: 'public' | 'private'
  people: readonly AccountId[]
  newcomers: NewcomersRead
}

export interface CreateTabProps extends Omit<NameFieldProps, 'label' | 'hint'> {
  plan: Plan
  onPlan: (plan: Plan) => void
  people: readonly Person[]
}

export function CreateTab({ plan, onPlan, people, ...name }: CreateTabProps) {
  const t = useT()
  return (
    <>
      <NameField {...name} isPrivate={plan.kind === 'private'} label={t('channels.name')} hint={t('channels.hint')} />
      <RadioCards
        label={t('channels.who')}
        value={plan.kind}
        onChange={kind => onPlan({ ...plan, kind })}
        options={[
          { value: 'public', icon: Hash, label: t('channels.public'), text: t('channels.publicText') },
          { value: 'private', icon: Lock, label: t('channels.private'), text: t('channels.privateText') }
        ]}
      />
      {plan.kind === 'private' && (
        <>
          <PeoplePicker
            label={t('channels.bring')}
            note={t('people.pickOptional')}
            people={people}
            chosen={plan.people}
            onChange={chosen => onPlan({ ...plan, people: chosen })}
          />
          <section className={styles.newcomers}>
            <h3>{t('private.newcomers')}</h3>
            <Segmented
              label={t('private.newcomers')}
              full
              value={plan.newcomers}
              options={[
                { value: 'since-joining', label: t('private.newcomers.since-joining') },
                { value: 'all', label: t('private.newcomers.all') }
              ]}
              onChange={newcomers => onPlan({ ...plan, newcomers })}
            />
          </section>
        </>
      )}
    </>
  )
}
