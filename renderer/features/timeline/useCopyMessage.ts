/** Copies a message: its text, or with who said it and when. Says so, since nothing on screen moves. */
import type { TimelineEvent } from '../../../shared/model.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/useT.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { useCopy } from './useCopy.ts'

export interface CopyMessage {
  readonly copied: boolean
  text(): Promise<void>
  whole(): Promise<void>
}

export function useCopyMessage(event: TimelineEvent): CopyMessage {
  const t = useT()
  const format = useFormat()
  const announce = useAnnounce()
  const { copied, copy } = useCopy()
  const say = async (text: string): Promise<void> => {
    if (await copy(text)) announce(t('timeline.copied'))
  }
  return {
    copied,
    text: () => say(event.body),
    whole: () => say(`${event.sender.name}, ${format.when(event.sentAt)}\n${event.body}`)
  }
}
