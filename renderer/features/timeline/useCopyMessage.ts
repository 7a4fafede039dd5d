/** Copies a message: its text, or with who said it and when. Says so, since nothing on screen moves. */
import { useMemo } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { linkTo } from './messageLinks.ts'
import { useCopy } from './useCopy.ts'

export interface CopyMessage {
  text(event: TimelineEvent): Promise<void>
  whole(event: TimelineEvent): Promise<void>
  /** To be pasted where people talk: whoever has the message is led to it. */
  link(event: TimelineEvent): Promise<void>
}

export function useCopyMessage(): CopyMessage {
  const t = useT()
  const format = useFormat()
  const announce = useAnnounce()
  const { copy } = useCopy()
  return useMemo(() => {
    const say = async (text: string): Promise<void> => {
      if (await copy(text)) announce(t('timeline.copied'))
    }
    return {
      text: event => say(event.body),
      link: event => say(linkTo(event.eventId)),
      whole: event => say(`${event.sender.name}, ${format.when(event.sentAt)}\n${event.body}`)
    }
  }, [t, format, announce, copy])
}
