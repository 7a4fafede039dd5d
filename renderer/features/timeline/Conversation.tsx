/** The messages of an open room and the composer below them, or why nothing can be written; and what the one has to know of the other. */
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Me, Person, Room } from '../../../shared/model.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { AwayNotice } from './closed/AwayNotice.tsx'
import { ClosedNote } from './closed/ClosedNote.tsx'
import { KeyRows } from './closed/KeyRows.tsx'
import { Composer } from './composer/Composer.tsx'
import { useUnsent } from './composer/unsent.ts'
import { useRoomDraft } from './composer/useDraft.ts'
import { useSend } from './composer/useSend.ts'
import { EmptyRoom } from './EmptyRoom.tsx'
import { HistoryContext } from './history/historyContext.ts'
import styles from './MessageList.module.css'
import { ListPlace, MessageList } from './MessageList.tsx'
import type { ListActions } from './roomContext.ts'
import { blockedOf, RoomContext } from './roomContext.ts'
import { useRoomContextOf } from './useRoomContextOf.ts'
import { useRoomList } from './useRoomList.ts'
import type { RoomState } from './useRoomState.ts'
import type { Timeline } from './useTimeline.ts'

export interface ConversationProps {
  room: Room
  me: Me
  members: readonly Person[]
  people: readonly Person[] | undefined
  state: RoomState
  /** Where the list puts what only it can do. */
  actions: RefObject<ListActions | null>
  enterSends: boolean
  autoFocusComposer: boolean
  aboveComposer: ReactNode
  composer: RefObject<HTMLTextAreaElement | null>
}

export function Conversation({ room, me, members, people, state, enterSends, composer, ...rest }: ConversationProps) {
  const t = useT()
  const { panel, composing, compose, open } = state
  const unsent = useUnsent(room.roomId)
  const blocked = useMemo(() => blockedOf(people), [people])
  const view = useRoomList({ room, state, actions: rest.actions, unsent, blocked })
  const { timeline, jump } = view
  const sending = useSend(room.roomId, jump)
  const draft = useRoomDraft(room)
  useRefusedShown(unsent.length, jump)
  const thread = panel?.kind === 'thread' ? panel.root : null
  const context = useRoomContextOf({ room, me, people, sending, openThread: thread })
  const history = useMemo(() => ({ room, onKeep: () => open({ kind: 'details' }) }), [room, open])

  return (
    <RoomContext value={context}>
      <HistoryContext value={history}>
        {timeline.failed !== null && <LoadFailed timeline={timeline} label={t('common.tryAgain')} />}
        {view.list.rows.length > 0 ? (
          <MessageList {...view.list} />
        ) : (
          <ListPlace>{timeline.status === 'ready' && <EmptyRoom room={room} members={members} />}</ListPlace>
        )}
        {room.kind !== 'direct' && <KeyRows members={members} />}
        {room.unopened > 0 && <Unopened count={room.unopened} />}
        {rest.aboveComposer}
        {room.closed === null ? (
          <Composer
            label={t('composer.label', { name: context.other ?? context.roomTitle })}
            banner={<AwayNotice room={room} person={members[0]} />}
            draft={draft}
            sending={sending}
            members={members}
            loaded={timeline.run.events}
            composing={composing}
            onComposing={compose}
            enterSends={enterSends}
            autoFocus={rest.autoFocusComposer}
            field={composer}
          />
        ) : (
          <ClosedNote room={room} closed={room.closed} />
        )}
      </HistoryContext>
    </RoomContext>
  )
}

/** Sealed for somebody else, or with a key that is lost: nothing can be done about it here. */
function Unopened({ count }: { count: number }) {
  const t = useT()
  return <p className={styles.unopened}>{t('direct.unopened', { count })}</p>
}

/** Its reason has to be seen. */
function useRefusedShown(count: number, jump: () => void): void {
  const before = useRef(count)
  useEffect(() => {
    const more = count > before.current
    before.current = count
    if (more) jump()
  }, [count, jump])
}

function LoadFailed({ timeline, label }: { timeline: Timeline; label: string }) {
  if (timeline.failed === 'offline') return null // the bar above everything says so, and it is asked again by itself
  return (
    <div className={styles.failed}>
      <Notice tone='bad' role='alert' action={<Button onClick={timeline.retry}>{label}</Button>}>
        <Trans id='timeline.failed' />
      </Notice>
    </div>
  )
}
