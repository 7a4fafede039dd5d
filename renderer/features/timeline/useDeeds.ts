/** Does what can be done with a message. What the core answers comes back as a changed event; only a failure is shown. */
import { useMemo } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { useToasts } from '../../ui/Toasts.tsx'
import { type Deed, rootOf } from './deeds.ts'
import { useRoomActions } from './roomContext.ts'
import { useCopyMessage } from './useCopyMessage.ts'

export interface Deeds {
  /** `anchor` is what a list of emoji opens at. */
  run(deed: Deed, event: TimelineEvent, anchor: HTMLElement | null): void
  react(event: TimelineEvent, emoji: string, on: boolean): void
}

export function useDeeds(): Deeds {
  const t = useT()
  const bridge = useBridge()
  const actions = useRoomActions()
  const announce = useAnnounce()
  const toasts = useToasts()
  const copy = useCopyMessage()
  return useMemo(() => {
    const tell = (asked: Promise<unknown>, done?: 'pin' | 'unpin' | 'follow' | 'unfollow'): void => {
      asked.then(
        () => done !== undefined && announce(t(`message.done.${done}`)),
        (error: unknown) => toasts.show({ tone: 'bad', title: errorText(t, error) })
      )
    }
    const run = (deed: Deed, event: TimelineEvent, anchor: HTMLElement | null): void => {
      const { eventId } = event
      switch (deed) {
        case 'reply':
          return actions.reply(event)
        case 'edit':
          return actions.edit(event)
        case 'thread':
          return actions.openThread(rootOf(event))
        case 'receipts':
          return actions.showReceipts(event)
        case 'delete':
          return actions.confirmDelete(event)
        case 'unread':
          return actions.markUnread(event)
        case 'react':
          return anchor === null ? undefined : actions.pickEmoji(event, anchor)
        case 'copy':
          return void copy.text(event)
        case 'whole':
          return void copy.whole(event)
        case 'link':
          return void copy.link(event)
        case 'pin':
        case 'unpin':
          return tell(bridge.call('timeline.pin', { eventId, on: deed === 'pin' }), deed)
        case 'follow':
        case 'unfollow':
          return tell(bridge.call('threads.follow', { eventId: rootOf(event), on: deed === 'follow' }), deed)
      }
    }
    return {
      run,
      react: ({ eventId }, emoji, on) => tell(bridge.call('timeline.react', { eventId, emoji, on }))
    }
  }, [t, bridge, actions, announce, toasts, copy])
}
