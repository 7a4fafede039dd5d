/** Whether a thread is followed: then it is in the Threads place, and what is new in it is told. */
import { Bell } from 'lucide-react'
import { useState } from 'react'
import type { EventId, TimelineEvent } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import { useThreads } from '../../../bridge/useThreads.ts'
import { errorText } from '../../../i18n/errorText.tsx'
import { useT } from '../../../i18n/useT.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { useAnnounce } from '../../../ui/LiveRegion.tsx'
import { useToasts } from '../../../ui/Toasts.tsx'

export interface FollowButtonProps {
  eventId: EventId
  root: TimelineEvent | null
}

export function FollowButton({ eventId, root }: FollowButtonProps) {
  const t = useT()
  const bridge = useBridge()
  const announce = useAnnounce()
  const { show } = useToasts()
  const [followed, setFollowed] = useFollowed(eventId, root)
  const toggle = async (): Promise<void> => {
    const on = !followed
    try {
      await bridge.call('threads.follow', { eventId, on })
      setFollowed(on)
      announce(t(on ? 'thread.followed' : 'thread.unfollowed'))
    } catch (error) {
      show({ id: 'follow', tone: 'bad', title: errorText(t, error) })
    }
  }
  return <IconButton icon={Bell} label={t('thread.follow')} pressed={followed} onClick={() => void toggle()} />
}

/** As the message says; where nobody has answered yet, or it is not here, as the list of threads does, or as just set. */
function useFollowed(eventId: EventId, root: TimelineEvent | null): [boolean, (on: boolean) => void] {
  const listed = useThreads().data?.some(thread => thread.eventId === eventId)
  const [set, setFollowed] = useState<boolean>()
  return [root?.replies?.followed ?? set ?? listed ?? false, setFollowed]
}
