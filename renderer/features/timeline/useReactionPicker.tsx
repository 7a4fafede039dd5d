/** The list of emoji for reactions: one for all messages of a list, opened at whatever asks for it. */
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { EventId, TimelineEvent } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { EMOJI, emojiName, emojiOf, findEmoji } from '../../i18n/emoji.ts'
import { errorText } from '../../i18n/errorText.tsx'
import { useT } from '../../i18n/useT.ts'
import { EmojiPicker, type PickerGroup } from '../../ui/EmojiPicker.tsx'
import { useToasts } from '../../ui/Toasts.tsx'
import { noteUse, usedOften } from './emojiHabit.ts'

export interface ReactionPicker {
  /** The message it is open for. */
  readonly picking: EventId | null
  pickEmoji(event: TimelineEvent, anchor: HTMLElement): void
  readonly element: ReactNode
}

export function useReactionPicker(): ReactionPicker {
  const t = useT()
  const bridge = useBridge()
  const toasts = useToasts()
  const [open, setOpen] = useState<{ event: TimelineEvent; anchor: HTMLElement } | null>(null)
  const pickEmoji = useCallback((event: TimelineEvent, anchor: HTMLElement) => setOpen({ event, anchor }), [])
  const groups = useMemo(() => (open === null ? [] : groupsFor(t)), [open, t])
  const pick = (emoji: string): void => {
    if (open === null) return
    const { eventId, reactions } = open.event
    const on = !reactions.some(one => one.emoji === emoji && one.mine)
    if (on) noteUse(emoji)
    setOpen(null)
    bridge.call('timeline.react', { eventId, emoji, on }).catch((error: unknown) => {
      toasts.show({ tone: 'bad', title: errorText(t, error) })
    })
  }
  const element = (
    <EmojiPicker
      anchor={open?.anchor ?? null}
      groups={groups}
      find={findEmoji}
      words={{ title: t('emoji.title'), find: t('emoji.find'), found: t('emoji.found'), none: t('emoji.none') }}
      onPick={pick}
      onClose={() => setOpen(null)}
      finalFocus={anchor => anchor?.closest<HTMLElement>('[data-row]') ?? null}
    />
  )
  return { picking: open?.event.eventId ?? null, pickEmoji, element }
}

/** What the list offers: those used often first. */
export function groupsFor(t: ReturnType<typeof useT>): PickerGroup[] {
  const often = usedOften().map(emoji => emojiOf(emoji) ?? { emoji, name: emojiName(emoji), words: [] })
  return [
    { id: 'often', title: t('emoji.often'), emoji: often },
    ...EMOJI.map(({ group, emoji }) => ({ id: group, title: t(`emoji.${group}`), emoji }))
  ]
}
