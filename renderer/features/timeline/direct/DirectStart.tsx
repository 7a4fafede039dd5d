/** How a conversation of two begins: who can read it, and whether that is certain. */
import { ScanLine } from 'lucide-react'
import type { Room } from '../../../../shared/model.ts'
import { usePeople } from '../../../bridge/queries.ts'
import { useWindowActions } from '../../../bridge/windowActions.ts'
import { useNames } from '../../../i18n/names.ts'
import { useRoomWords } from '../../../i18n/useRoomWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from '../history/RoomTop.module.css'

export function DirectStart({ room, as: Title }: { room: Room; as: 'h2' | 'p' }) {
  const t = useT()
  const names = useNames()
  const { verify } = useWindowActions()
  const person = usePeople().data?.find(one => one.account === room.with)
  const whole = useRoomWords().plain(room)
  const name = (room.with === null ? undefined : names.short(room.with)) ?? whole
  const verified = person?.verified ?? null
  return (
    <div className={styles.start}>
      <Title className={styles.startTitle}>{t('direct.startTitle', { name: whole })}</Title>
      <p>{verified === null ? t('direct.startText') : t('direct.startVerified', { name })}</p>
      {verified === null && person !== undefined && person.keyChanged === null && (
        <p className={styles.way}>
          <Button icon={ScanLine} onClick={() => verify(person.account)}>
            {t('direct.verify', { name })}
          </Button>
        </p>
      )}
    </div>
  )
}
