/** Asks before a conversation of two is deleted on this computer: what the other has stays there. */
import type { Room } from '../../../shared/model.ts'
import { useCall } from '../../bridge/useCall.ts'
import { useRoomWords } from '../../i18n/useRoomWords.ts'
import { useT } from '../../i18n/useT.ts'
import { Ask } from './Ask.tsx'

export function DeleteDirectDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const t = useT()
  const remove = useCall('rooms.delete')
  const name = useRoomWords().plain(room)
  const { run } = remove
  const go = async (): Promise<void> => {
    if (remove.busy) return
    await run({ roomId: room.roomId })
    onClose()
  }
  return (
    <Ask
      title={t('direct.deleteTitle', { name })}
      text={t('direct.deleteText', { name })}
      keep={t('direct.deleteKeep')}
      go={t('direct.delete')}
      danger
      busy={remove.busy}
      error={remove.error}
      onGo={() => void go()}
      onClose={onClose}
    />
  )
}
