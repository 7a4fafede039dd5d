/** Leaves a channel. It can be taken back for as long as the toast stands. */
import { useCallback } from 'react'
import type { Room } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useToasts } from '../../ui/Toasts.tsx'

export function useLeave(room: Room): () => void {
  const t = useT()
  const bridge = useBridge()
  const toasts = useToasts()
  const { roomId, name } = room
  return useCallback(() => {
    const failed = (error: unknown): void => toasts.show({ tone: 'bad', title: errorText(t, error) })
    const undo = (): void => {
      bridge.call('rooms.join', { name }).catch(failed)
    }
    bridge.call('rooms.leave', { roomId }).then(
      () =>
        toasts.show({
          id: `left-${roomId}`,
          title: t('timeline.left', { name }),
          action: { label: t('timeline.leftUndo'), onAction: undo }
        }),
      failed
    )
  }, [bridge, roomId, name, t, toasts])
}
