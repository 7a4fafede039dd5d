/** Those who are blocked, and taking it back. */
import type { Person } from '../../../../shared/model.ts'
import { usePeople } from '../../../bridge/queries.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { KeyHint, keyPart } from '../../../ui/KeyHint.tsx'
import { useAnnounce } from '../../../ui/LiveRegion.tsx'
import styles from './parts.module.css'
import { Card } from './parts.tsx'

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

export function BlockedList() {
  const t = useT()
  const people = usePeople().data
  const blocked = (people ?? []).filter(person => person.blocked).sort((a, b) => collator.compare(a.name, b.name))
  if (people !== undefined && blocked.length === 0) return <p className={styles.hint}>{t('settings.blockedNone')}</p>
  return (
    <Card>
      <ul>
        {blocked.map(person => (
          <BlockedRow key={person.account} person={person} />
        ))}
      </ul>
    </Card>
  )
}

function BlockedRow({ person }: { person: Person }) {
  const t = useT()
  const announce = useAnnounce()
  const block = useCall('people.block')
  const { account, name, hue } = person
  const unblock = async (): Promise<void> => {
    if ((await block.run({ account, on: false })) !== undefined) announce(t('block.undone', { name }))
  }
  return (
    <li className={styles.row}>
      <Avatar name={name} hue={hue} grey />
      <div className={styles.words}>
        <b>{name}</b> <KeyHint label={t('nearby.key', { key: keyPart(account) })} />
        {block.error !== undefined && (
          <small role='alert'>
            <ErrorText error={block.error} />
          </small>
        )}
      </div>
      <Button aria-label={t('block.offOf', { name })} busy={block.busy} onClick={() => void unblock()}>
        {t('block.off')}
      </Button>
    </li>
  )
}
