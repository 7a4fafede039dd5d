/** Marks a message and what stands behind it unread: nothing here is read again until the room is left. */
import { useCallback, useEffect, useState } from 'react'
import type { Room, TimelineEvent } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { useToasts } from '../../ui/Toasts.tsx'
import type { UnreadLine } from './useUnreadLine.ts'

export interface MarkUnread {
  /** Somebody wants it to stay unread. */
  readonly kept: boolean
  markUnread(event: TimelineEvent): void
}

export function useMarkUnread({ firstUnread, unread }: Room, { put }: UnreadLine): MarkUnread {
  const t = useT()
  const bridge = useBridge()
  const announce = useAnnounce()
  const toasts = useToasts()
  const [kept, setKept] = useState(false)

  const markUnread = useCallback(
    ({ eventId }: TimelineEvent) => {
      setKept(true)
      bridge.call('rooms.unread', { eventId }).then(
        () => announce(t('message.done.unread')),
        (error: unknown) => {
          setKept(false)
          toasts.show({ tone: 'bad', title: errorText(t, error) })
        }
      )
    },
    [bridge, announce, toasts, t]
  )
  useEffect(() => {
    if (kept && firstUnread !== null) put(firstUnread, unread)
  }, [kept, firstUnread, unread, put])
  return { kept, markUnread }
}
