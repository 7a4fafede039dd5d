/** Goes to a message that a link names: in this room at once, in another through the window. */
import { useCallback } from 'react'
import type { EventId, RoomId } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useToasts } from '../../ui/Toasts.tsx'

export type OnOpen = (roomId: RoomId, event: EventId, thread?: EventId) => void

export function useOpenLinked(here: RoomId, jumpTo: (eventId: EventId) => void, onOpen: OnOpen) {
  const t = useT()
  const bridge = useBridge()
  const toasts = useToasts()
  return useCallback(
    (eventId: EventId): void => {
      const go = async (): Promise<void> => {
        try {
          const { roomId, thread, alsoInRoom } = await bridge.call('timeline.get', { eventId })
          if (roomId === here) jumpTo(eventId)
          else onOpen(roomId, eventId, thread === null || alsoInRoom ? undefined : thread)
        } catch (err) {
          toasts.show({ id: 'jump', title: errorText(t, err) })
        }
      }
      void go()
    },
    [bridge, toasts, t, here, jumpTo, onOpen]
  )
}
