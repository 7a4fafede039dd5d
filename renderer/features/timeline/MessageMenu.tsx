/** The menu of a message: at its button, and over the whole list on right click, long press, the Menu key and Shift F10. */
import {
  Bell,
  BellOff,
  Copy,
  Eye,
  Link,
  MailOpen,
  MessageSquareText,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  TextQuote,
  Trash2
} from 'lucide-react'
import { type MouseEvent, type ReactElement, useCallback, useState } from 'react'
import type { TimelineEvent } from '../../../shared/model.ts'
import type { MessageId } from '../../i18n/catalogue.ts'
import { useT } from '../../i18n/useT.ts'
import type { LucideIcon } from '../../ui/Icon.tsx'
import { ContextMenu, type MenuEntry } from '../../ui/Menu.tsx'
import { DEED_KEYS, type Deed, deedsOf } from './deeds.ts'
import type { Row } from './rows.ts'
import type { Deeds } from './useDeeds.ts'

const WORDS: Record<Deed, { id: MessageId; icon: LucideIcon }> = {
  reply: { id: 'message.reply', icon: Reply },
  thread: { id: 'message.thread', icon: MessageSquareText },
  react: { id: 'message.react', icon: SmilePlus },
  copy: { id: 'timeline.copy', icon: Copy },
  whole: { id: 'timeline.copyWhole', icon: TextQuote },
  link: { id: 'timeline.copyLink', icon: Link },
  pin: { id: 'message.pin', icon: Pin },
  unpin: { id: 'message.unpin', icon: PinOff },
  follow: { id: 'message.follow', icon: Bell },
  unfollow: { id: 'message.unfollow', icon: BellOff },
  unread: { id: 'message.markUnread', icon: MailOpen },
  receipts: { id: 'message.receipts', icon: Eye },
  edit: { id: 'message.edit', icon: Pencil },
  delete: { id: 'message.delete', icon: Trash2 }
}

/** The row of a message in the page. */
const rowIn = (eventId: string): HTMLElement | null => document.querySelector(`[data-row="${eventId}"]`)

/** Returns the entries for a message. */
export function useMessageMenu(deeds: Deeds): (event: TimelineEvent) => MenuEntry[] {
  const t = useT()
  return useCallback(
    event =>
      deedsOf(event).flatMap<MenuEntry>(deed => {
        const { id, icon } = WORDS[deed]
        const shortcut = DEED_KEYS[deed]
        const item: MenuEntry = {
          id: deed,
          icon,
          label: t(id),
          danger: deed === 'delete',
          ...(shortcut === undefined ? {} : { shortcut }),
          // once the menu has given the focus back
          onSelect: () => void setTimeout(() => deeds.run(deed, event, rowIn(event.eventId)))
        }
        return deed === 'edit' ? ['line', item] : [item]
      }),
    [t, deeds]
  )
}

export interface ListMenuProps {
  rows: readonly Row[]
  deeds: Deeds
  /** The list; a right click on one of its rows opens the menu of that message. */
  children: (onContextMenu: (event: MouseEvent) => void) => ReactElement
}

export function ListMenu({ rows, deeds, children }: ListMenuProps) {
  const menu = useMessageMenu(deeds)
  const [event, setEvent] = useState<TimelineEvent | null>(null)
  const onContextMenu = (click: MouseEvent): void => {
    const at = click.target instanceof Element ? click.target.closest<HTMLElement>('[data-row]') : null
    const row = at?.dataset.hidden === undefined ? rows.find(one => one.key === at?.dataset.row) : undefined
    const target = row?.kind === 'event' && deedsOf(row.event).length > 0 ? row.event : null
    setEvent(target)
    // nothing to do here: the system's own menu may open
    if (target === null) (click as MouseEvent & { preventBaseUIHandler?: () => void }).preventBaseUIHandler?.()
  }
  return <ContextMenu items={event === null ? [] : menu(event)}>{children(onContextMenu)}</ContextMenu>
}
