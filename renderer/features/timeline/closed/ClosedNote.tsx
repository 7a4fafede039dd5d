/** In place of where one writes: why nothing can be written here now, and what can be done about it. */
import { DoorClosed, Hourglass, ShieldAlert, ShieldBan } from 'lucide-react'
import type { Room } from '../../../../shared/model.ts'
import { useCall } from '../../../bridge/useCall.ts'
import { useWindowActions } from '../../../bridge/windowActions.ts'
import { ErrorText } from '../../../i18n/errorText.tsx'
import { Trans } from '../../../i18n/Trans.tsx'
import { useRoomWords } from '../../../i18n/useRoomWords.ts'
import { useT } from '../../../i18n/useT.ts'
import { Button } from '../../../ui/Button.tsx'
import type { LucideIcon } from '../../../ui/Icon.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import styles from './Closed.module.css'

type Closed = NonNullable<Room['closed']>

const LOOKS: Record<Closed, { icon: LucideIcon; tone: 'plain' | 'wait' | 'bad' }> = {
  pending: { icon: Hourglass, tone: 'wait' },
  removed: { icon: DoorClosed, tone: 'plain' },
  'key-changed': { icon: ShieldAlert, tone: 'bad' },
  blocked: { icon: ShieldBan, tone: 'plain' }
}
const WORDS = {
  pending: 'closed.pending',
  removed: 'closed.removed',
  'key-changed': 'closed.keyChanged',
  blocked: 'closed.blocked'
} as const

export function ClosedNote({ room, closed }: { room: Room; closed: Closed }) {
  const t = useT()
  const name = useRoomWords().title(room)
  const { icon, tone } = LOOKS[closed]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what stands where one writes is reached as that is
    <div
      className={styles.closed}
      role='group'
      aria-label={t('composer.group')}
      data-region='composer'
      data-region-focus
      tabIndex={0}
    >
      <Notice tone={tone} icon={icon} action={<WayOut room={room} closed={closed} />}>
        <Trans id={WORDS[closed]} values={{ name }} />
      </Notice>
    </div>
  )
}

function WayOut({ room, closed }: { room: Room; closed: Closed }) {
  const t = useT()
  const leave = useCall('rooms.leave')
  const { block } = useWindowActions()
  if (closed === 'key-changed') return null // the bar above the messages has them
  if (closed === 'blocked') {
    return (
      <Button size='sm' onClick={() => room.with !== null && block(room.with)}>
        {t('closed.unblock')}
      </Button>
    )
  }
  return (
    <>
      {leave.error !== undefined && <ErrorText error={leave.error} />}
      <Button size='sm' busy={leave.busy} onClick={() => void leave.run({ roomId: room.roomId })}>
        {t(closed === 'pending' ? 'closed.leave' : 'closed.removedAction')}
      </Button>
    </>
  )
}
