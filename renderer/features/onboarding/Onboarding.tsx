/** The first screen: a name is all that is needed. Beside it the room is already listened to. */
import type { CoreState, RoomId } from '../../../shared/model.ts'
import { usePeople } from '../../bridge/queries.ts'
import { useT } from '../../i18n/useT.ts'
import { Logo } from '../../ui/Logo.tsx'
import { ListeningMap } from './ListeningMap.tsx'
import styles from './Onboarding.module.css'
import { ProfileForm } from './ProfileForm.tsx'
import { useArrival } from './useArrival.ts'
import { useProfile } from './useProfile.ts'

export interface OnboardingProps {
  suggested: CoreState['suggested']
  /** The account is being made. */
  onStart: () => void
  onFail: () => void
  /** In, and in this channel. */
  onDone: (roomId: RoomId) => void
}

export function Onboarding({ suggested, onStart, onFail, onDone }: OnboardingProps) {
  const t = useT()
  const people = (usePeople().data ?? []).filter(person => person.nearness !== 'out')
  const profile = useProfile(suggested)
  const arrival = useArrival({ onStart, onFail, onDone })
  return (
    <div className={styles.page}>
      <main className={styles.side}>
        <span className={styles.brand}>
          <Logo size={26} />
          <b>{t('app.name')}</b>
        </span>
        <div className={styles.body}>
          <h1>{t('onboarding.title')}</h1>
          <p className={styles.lead}>{t('onboarding.lead')}</p>
          <ProfileForm
            profile={profile}
            people={people}
            busy={arrival.busy}
            error={arrival.error}
            onSubmit={arrival.arrive}
          />
          <p className={styles.heard}>
            {people.length === 0 ? t('onboarding.none') : t('onboarding.heard', { count: people.length })}
          </p>
        </div>
      </main>
      <ListeningMap people={people} name={profile.name} hue={profile.hue} keyprint={suggested.keyprint} />
    </div>
  )
}
