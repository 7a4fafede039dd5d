/** What a room answers for its messages, those in its threads too: the panels, the composer, the dialogs, the list of emoji. */
import { type ReactNode, type RefObject, useMemo, useState } from 'react'
import type { EventId, TimelineEvent } from '../../../shared/model.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import type { ListActions, RoomActions } from './roomContext.ts'
import { useReactionPicker } from './useReactionPicker.tsx'
import type { RoomState } from './useRoomState.ts'

export interface OfRoom {
  readonly actions: RoomActions
  /** The message the list of emoji is open for. */
  readonly picking: EventId | null
  /** What lies over everything. */
  readonly over: ReactNode
}

export function useActionsOf({ open, compose, showVersions }: RoomState, list: RefObject<ListActions | null>): OfRoom {
  const [deleting, setDeleting] = useState<TimelineEvent | null>(null)
  const { pickEmoji, picking, element } = useReactionPicker()
  const actions = useMemo<RoomActions>(
    () => ({
      reply: event => compose({ kind: 'reply', event }),
      edit: event => compose({ kind: 'edit', event }),
      openThread: root => open({ kind: 'thread', root }),
      showVersions,
      showReceipts: event => open({ kind: 'receipts', event }),
      jumpTo: eventId => list.current?.jumpTo(eventId),
      markUnread: event => list.current?.markUnread(event),
      showPerson: account => open({ kind: 'person', account }),
      confirmDelete: setDeleting,
      pickEmoji
    }),
    [open, compose, showVersions, pickEmoji, list]
  )
  const over = (
    <>
      {element}
      {deleting !== null && <DeleteDialog event={deleting} onClose={() => setDeleting(null)} />}
    </>
  )
  return { actions, picking, over }
}
