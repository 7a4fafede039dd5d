/** Leaves a channel at once; it can be taken back for as long as the toast stands. */
import { useCallback } from 'react'
import type { Room } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useToasts } from '../../ui/Toasts.tsx'

export function useLeave(): (room: Room) => void {
  const t = useT()
  const bridge = useBridge()
  const { show } = useToasts()
  return useCallback(
    ({ roomId, name }) => {
      const failed = (error: unknown): void => show({ tone: 'bad', title: errorText(t, error) })
      const undo = (): void => void bridge.call('rooms.join', { name }).catch(failed)
      const left = (): void =>
        show({
          id: `left-${roomId}`,
          title: t('sidebar.left', { name }),
          action: { label: t('sidebar.leftUndo'), onAction: undo }
        })
      bridge.call('rooms.leave', { roomId }).then(left, failed)
    },
    [bridge, show, t]
  )
}
