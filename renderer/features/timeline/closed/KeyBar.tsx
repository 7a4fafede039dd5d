/** Above a conversation: the other's key is not the one that was known. It stays until that is decided. */
import { ShieldAlert } from 'lucide-react'
import type { Person } from '../../../../shared/model.ts'
import { useWindowActions } from '../../../bridge/windowActions.ts'
import { Trans } from '../../../i18n/Trans.tsx'
import { useKeyWhen } from '../../../i18n/useKeyWhen.ts'
import { useShortName } from '../../../i18n/useShortName.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import styles from './Closed.module.css'

export function KeyBar({ person }: { person: Person | undefined }) {
  const t = useT()
  const when = useKeyWhen()
  const short = useShortName()
  const { verify, acceptKey, notTheirs } = useWindowActions()
  if (person === undefined || person.keyChanged === null) return null
  const { account, keyChanged } = person
  return (
    <div className={styles.bar} role='alert'>
      <Icon icon={ShieldAlert} size={18} />
      <p>
        <Trans
          id={keyChanged.differs ? 'key.differs' : keyChanged.before === null ? 'key.changed' : 'key.twin'}
          values={{ name: short(person), when: when(keyChanged.at) }}
        />
      </p>
      <span>
        <Button size='sm' onClick={() => verify(account)}>
          {t('key.compare')}
        </Button>
        {keyChanged.before !== null && !keyChanged.differs && (
          <Button size='sm' kind='ghost' onClick={() => notTheirs(account)}>
            {t('key.other')}
          </Button>
        )}
        {!keyChanged.differs && (
          <Button size='sm' kind='ghost' onClick={() => acceptKey(account)}>
            {t('key.accept')}
          </Button>
        )}
      </span>
    </div>
  )
}
