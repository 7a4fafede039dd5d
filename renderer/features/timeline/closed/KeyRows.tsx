/** In a channel: whose key is not the one that was known, in a line each. Nothing is closed here, but one should know. */
import { ShieldAlert } from 'lucide-react'
import type { Person } from '../../../../shared/model.ts'
import { useWindowActions } from '../../../bridge/windowActions.ts'
import { Trans } from '../../../i18n/Trans.tsx'
import { useKeyWhen } from '../../../i18n/useKeyWhen.ts'
import { useShortName } from '../../../i18n/useShortName.ts'
import { useT } from '../../../i18n/useT.ts'
import { Icon } from '../../../ui/Icon.tsx'
import styles from './Closed.module.css'

/** More would push the messages out of sight. */
const MOST = 2

export function KeyRows({ members }: { members: readonly Person[] }) {
  const t = useT()
  const when = useKeyWhen()
  const short = useShortName()
  const { verify } = useWindowActions()
  const changed = members.filter(person => person.keyChanged !== null && !person.blocked)
  const more = changed.length - MOST
  if (changed.length === 0) return null
  return (
    <ul className={styles.rows} aria-label={t('key.rows')}>
      {changed.slice(0, MOST).map(person => (
        <li key={person.account}>
          <Icon icon={ShieldAlert} size={15} />
          <span>
            <Trans
              id={person.keyChanged?.differs === true ? 'key.rowDiffers' : 'key.row'}
              values={{ name: short(person), when: when(person.keyChanged?.at ?? 0) }}
            />{' '}
            <button type='button' onClick={() => verify(person.account)}>
              {t('key.compare')}
            </button>
          </span>
        </li>
      ))}
      {more > 0 && <li>{t('key.rowMore', { count: more })}</li>}
    </ul>
  )
}
