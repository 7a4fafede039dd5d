/** The other is not here: what is written now waits, and that is said where one writes. */
import type { Person, Room } from '../../../../shared/model.ts'
import { useShortName } from '../../../i18n/useShortName.ts'
import { useT } from '../../../i18n/useT.ts'
import { DeliveryGlyph } from '../../../ui/DeliveryGlyph.tsx'
import styles from './Closed.module.css'

export function AwayNotice({ room, person }: { room: Room; person: Person | undefined }) {
  const t = useT()
  const short = useShortName()
  if (room.kind !== 'direct' || person === undefined || person.nearness !== 'out') return null
  return (
    <p className={styles.away} role='status'>
      <DeliveryGlyph state='waiting' size={16} />
      <span>{t('direct.away', { name: short(person) })}</span>
    </p>
  )
}
