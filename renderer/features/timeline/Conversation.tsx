/** The messages of an open channel and the composer below them, and what the one has to know of the other. */
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Me, OrderKey, Person, Room, TimelineEvent } from '../../../shared/model.ts'
import { useNetwork } from '../../bridge/queries.ts'
import { Trans } from '../../i18n/Trans.tsx'
import { useT } from '../../i18n/useT.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Composer } from './composer/Composer.tsx'
import { useUnsent } from './composer/unsent.ts'
import { useSend } from './composer/useSend.ts'
import { EmptyRoom } from './EmptyRoom.tsx'
import styles from './MessageList.module.css'
import { ListPlace, MessageList } from './MessageList.tsx'
import { lookalikesOf, RoomContext } from './roomContext.ts'
import { beforeLast, type Row, toRows, type UnreadMark } from './rows.ts'
import { useAnnounceMessages } from './useAnnounceMessages.ts'
import { useReadMark } from './useReadMark.ts'
import { useRoving } from './useRoving.ts'
import { useScroll } from './useScroll.ts'
import { type Opening, type Timeline, useTimeline } from './useTimeline.ts'
import { useUnreadLine } from './useUnreadLine.ts'
import type { Loaded } from './window.ts'

export interface ConversationProps {
  room: Room
  me: Me
  members: readonly Person[]
  people: readonly Person[] | undefined
  enterSends: boolean
  autoFocusComposer: boolean
  aboveComposer: ReactNode
  composer: RefObject<HTMLTextAreaElement | null>
}

const openingOf = ({ unread, readUpTo }: Room): Opening =>
  unread > 0 && readUpTo !== null ? { at: 'around', orderKey: readUpTo } : { at: 'newest' }

export function Conversation({
  room,
  me,
  members,
  people,
  enterSends,
  autoFocusComposer,
  aboveComposer,
  composer
}: ConversationProps) {
  const t = useT()
  const online = useNetwork().data?.online ?? true
  const list = useRef<VirtualizerHandle>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [opening] = useState(() => openingOf(room))
  const line = useUnreadLine(room)
  const unsent = useUnsent(room.roomId)
  const announce = useAnnounceMessages()
  const [fresh, setFresh] = useState(0)
  const view = useRef<{ atEnd: boolean; lastKey: OrderKey | null; rows: readonly Row[] }>({
    atEnd: true,
    lastKey: null,
    rows: []
  })

  const onArrived = useCallback(
    (events: readonly TimelineEvent[]) => {
      const { atEnd, lastKey } = view.current
      line.arrived(events, lastKey, atEnd)
      if (!atEnd) setFresh(count => count + events.length)
      announce.arrived(events)
    },
    [announce, line]
  )
  const reading = useCallback((): OrderKey | null => {
    const at = list.current
    if (view.current.atEnd || at === null) return null
    const row = view.current.rows[at.findItemIndex(at.scrollOffset)]
    return row?.kind === 'event' ? row.event.orderKey : null
  }, [])
  const timeline = useTimeline({ roomId: room.roomId, opening, reading, onArrived })
  const { run } = timeline
  useEffect(() => announce.progressed(run.events), [announce, run.events])
  useEffect(() => announce.refused(unsent), [announce, unsent])

  const mark = useResolved(line.mark, run)
  const before = useRef<readonly Row[]>([])
  const rows = useMemo(() => {
    const { events, older, newer } = run
    before.current = toRows({ events, older, newer, unread: mark, unsent }, before.current)
    return before.current
  }, [run, mark, unsent])
  const scroll = useScroll({ list, scroller, rows, timeline })
  const roving = useRoving({ list, scroller, rows, timeline })
  const lastKey = run.events.at(-1)?.orderKey ?? null
  view.current = { atEnd: scroll.atEnd, lastKey, rows }

  useEffect(() => {
    if (!scroll.atEnd) return
    setFresh(0)
    line.seen()
  }, [scroll.atEnd, line])
  useReadMark({
    roomId: room.roomId,
    seenUpTo: scroll.atEnd && run.newer === 0 ? lastKey : null,
    readUpTo: room.readUpTo,
    unread: room.unread
  })

  const { loadEnd } = timeline
  const { toEnd } = scroll
  const jump = useCallback(() => void loadEnd('newest').then(toEnd), [loadEnd, toEnd])
  const sending = useSend(room.roomId, jump)
  const refusals = useRef(unsent.length)
  useEffect(() => {
    const more = unsent.length > refusals.current
    refusals.current = unsent.length
    if (more) jump() // its reason has to be seen
  }, [unsent, jump])
  const context = useMemo(
    () => ({
      roomName: room.name,
      online,
      lookalikes: lookalikesOf(people),
      me: { account: me.account, name: me.name, hue: me.hue },
      retry: sending.retry,
      discard: sending.discard
    }),
    [room.name, online, people, me, sending.retry, sending.discard]
  )

  return (
    <RoomContext value={context}>
      {timeline.failed !== null && <LoadFailed timeline={timeline} label={t('common.tryAgain')} />}
      {rows.length > 0 ? (
        <MessageList
          rows={rows}
          older={run.older}
          newer={run.newer}
          list={list}
          scroller={scroller}
          scroll={scroll}
          roving={roving}
          fresh={fresh}
          onJump={jump}
        />
      ) : (
        <ListPlace>{timeline.status === 'ready' && <EmptyRoom room={room} members={members} />}</ListPlace>
      )}
      {aboveComposer}
      <Composer room={room} sending={sending} enterSends={enterSends} autoFocus={autoFocusComposer} field={composer} />
    </RoomContext>
  )
}

/** A room that was never read has a count of what is new but no key: its place is found once, from the end. */
function useResolved(mark: UnreadMark | null, run: Loaded): UnreadMark | null {
  const after = useRef<OrderKey | null>(null)
  if (mark?.after === null && after.current === null && run.newer === 0) {
    after.current = beforeLast(mark.count, run.events)
  }
  const found = after.current
  return useMemo(() => (mark?.after === null ? { ...mark, after: found } : mark), [mark, found])
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
