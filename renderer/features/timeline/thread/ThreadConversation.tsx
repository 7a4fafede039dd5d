/** The messages of an open thread and the composer below them. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EventId, TimelineEvent } from '../../../../shared/model.ts'
import { useT } from '../../../i18n/useT.ts'
import { ClosedNote } from '../closed/ClosedNote.tsx'
import { Composer } from '../composer/Composer.tsx'
import { unsentIn, useUnsent } from '../composer/unsent.ts'
import { useThreadDraft } from '../composer/useDraft.ts'
import { useSend } from '../composer/useSend.ts'
import { MessageList } from '../MessageList.tsx'
import {
  blockedOf,
  type Composing,
  type RoomActions,
  RoomActionsContext,
  RoomContext,
  useRoomActions
} from '../roomContext.ts'
import { useRoomContextOf } from '../useRoomContextOf.ts'
import { AlsoInRoom } from './AlsoInRoom.tsx'
import styles from './ThreadPanel.module.css'
import type { ThreadPanelProps } from './ThreadPanel.tsx'
import type { OpenThread } from './useThread.ts'
import { useThreadList } from './useThreadList.ts'

export interface ThreadConversationProps extends Omit<ThreadPanelProps, 'root' | 'onClose'> {
  eventId: EventId
  thread: Extract<OpenThread, { status: 'open' }>
}

export function ThreadConversation({
  eventId,
  at,
  thread,
  room,
  me,
  members,
  people,
  enterSends
}: ThreadConversationProps) {
  const t = useT()
  const label = useLabel(thread.root, me.account)
  const field = useRef<HTMLTextAreaElement>(null)
  const [composing, setComposing] = useState<Composing | null>(null)
  const [also, setAlso] = useState(false)
  const unsent = useUnsent(eventId)
  const blocked = useMemo(() => blockedOf(people), [people])
  const view = useThreadList({ eventId, at, roomId: room.roomId, root: thread.root, unsent, blocked })
  const { jump } = view
  const sent = useCallback(() => {
    setAlso(false)
    jump()
  }, [jump])
  const sending = useSend(room.roomId, sent, eventId)
  const draft = useThreadDraft(eventId, thread.draft)
  const actions = useThreadActions(view.show, setComposing, field)
  useRefusedShown(eventId, unsent.length, jump)
  const context = useRoomContextOf({ room, me, people, sending, openThread: null, inThread: true })
  return (
    <RoomActionsContext value={actions}>
      <RoomContext value={context}>
        {thread.root === null && <p className={styles.missing}>{t('thread.missing')}</p>}
        <MessageList {...view.list} />
        {room.closed === null ? (
          <Composer
            label={label}
            draft={draft}
            sending={sending}
            members={members}
            loaded={view.events}
            composing={composing}
            onComposing={setComposing}
            enterSends={enterSends}
            autoFocus
            field={field}
            alsoInRoom={also}
            foot={<AlsoInRoom room={room} checked={also} onChange={setAlso} />}
          />
        ) : (
          <ClosedNote room={room} closed={room.closed} />
        )}
      </RoomContext>
    </RoomActionsContext>
  )
}

/** "Reply to Elin and 3 others": who wrote in it, oneself counted only as the one who began. */
function useLabel(root: TimelineEvent | null, me: string): string {
  const t = useT()
  if (root === null) return t('thread.reply')
  const { sender, replies } = root
  const others = (replies?.people ?? []).filter(({ account }) => account !== sender.account && account !== me)
  return t('thread.replyTo', { name: sender.name, others: others.length })
}

/** Answering and changing happen in this composer; everything else as in the room. */
function useThreadActions(
  show: (eventId: EventId) => boolean,
  compose: (composing: Composing) => void,
  field: { readonly current: HTMLTextAreaElement | null }
): RoomActions {
  const room = useRoomActions()
  return useMemo(
    () => ({
      ...room,
      reply: event => compose({ kind: 'reply', event }),
      edit: event => compose({ kind: 'edit', event }),
      openThread: () => field.current?.focus(),
      jumpTo: eventId => show(eventId) || room.jumpTo(eventId)
    }),
    [room, show, compose, field]
  )
}

/** The reason why something was not sent has to be seen. */
function useRefusedShown(eventId: EventId, count: number, jump: () => void): void {
  const before = useRef(unsentIn(eventId).length)
  useEffect(() => {
    const more = count > before.current
    before.current = count
    if (more) jump()
  }, [count, jump])
}
