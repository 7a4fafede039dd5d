/** Marking channels read from outside of them: up to the newest message that is here. */
import { useCallback } from 'react'
import type { Room } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useToasts } from '../../ui/Toasts.tsx'

export function useMarkRead(): (rooms: readonly Room[]) => Promise<boolean> {
  const bridge = useBridge()
  const { show } = useToasts()
  const t = useT()
  return useCallback(
    async rooms => {
      try {
        for (const { roomId } of rooms.filter(room => room.unread > 0)) {
          const { events } = await bridge.call('timeline.page', { roomId, from: { at: 'newest' }, limit: 1 })
          const newest = events.at(-1)
          if (newest !== undefined) await bridge.call('rooms.read', { roomId, upTo: newest.orderKey })
        }
        return true
      } catch (err) {
        show({ id: 'mark-read', tone: 'bad', title: errorText(t, err) })
        return false
      }
    },
    [bridge, show, t]
  )
}
