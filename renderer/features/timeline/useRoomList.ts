/** What the list of a room shows, where it stands, and how far it has been read. */
import {
  type ComponentProps,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState
} from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { AccountId, EventId, OrderKey, Room, TimelineEvent } from '../../../shared/model.ts'
import type { MessageList } from './MessageList.tsx'
import type { ListActions } from './roomContext.ts'
import { type Row, toRows, type Unsent } from './rows.ts'
import { roomSource } from './source.ts'
import { useAnnounceMessages } from './useAnnounceMessages.ts'
import { useJump } from './useJump.ts'
import { useMarkUnread } from './useMarkUnread.ts'
import { useReadMark } from './useReadMark.ts'
import type { RoomState } from './useRoomState.ts'
import { useRoving } from './useRoving.ts'
import { useScroll } from './useScroll.ts'
import { type Opening, type Timeline, useTimeline } from './useTimeline.ts'
import { useUnreadLine } from './useUnreadLine.ts'

interface Options {
  room: Room
  state: RoomState
  /** Where this puts what only a list can do. */
  actions: RefObject<ListActions | null>
  unsent: readonly Unsent[]
  /** Whose messages are not read out. */
  blocked: ReadonlySet<AccountId>
}

export interface RoomList {
  readonly timeline: Timeline
  readonly list: ComponentProps<typeof MessageList>
  /** To the newest message. */
  jump(): void
}

/** At the first unread message, or at the end. */
const openingOf = ({ unread, firstUnread }: Room): Opening =>
  unread > 0 && firstUnread !== null ? { at: 'around', orderKey: firstUnread } : { at: 'newest' }

export function useRoomList({ room, state, actions, unsent, blocked }: Options): RoomList {
  const list = useRef<VirtualizerHandle>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const [opening] = useState(() => openingOf(room))
  const source = useMemo(() => roomSource(room.roomId), [room.roomId])
  const line = useUnreadLine(room)
  const marking = useMarkUnread(room, line)
  const announce = useAnnounceMessages(blocked)
  const [fresh, setFresh] = useState(0)
  const view = useRef<{ atEnd: boolean; rows: readonly Row[] }>({ atEnd: true, rows: [] })

  const onArrived = useCallback(
    (events: readonly TimelineEvent[]) => {
      const { atEnd } = view.current
      line.arrived(events, atEnd)
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
  const timeline = useTimeline({ source, opening, reading, onArrived })
  const { run } = timeline
  useEffect(() => announce.progressed(run.events), [announce, run.events])
  useEffect(() => announce.refused(unsent), [announce, unsent])

  const before = useRef<readonly Row[]>([])
  const rows = useMemo(() => {
    before.current = toRows({ ...run, unread: line.mark, unsent }, before.current)
    return before.current
  }, [run, line.mark, unsent])
  const scroll = useScroll({ list, scroller, rows, timeline })
  const roving = useRoving({ list, scroller, rows, timeline })
  view.current = { atEnd: scroll.atEnd, rows }

  useEffect(() => {
    if (!scroll.atEnd) return
    setFresh(0)
    line.seen()
  }, [scroll.atEnd, line])
  const lastKey = run.events.at(-1)?.orderKey ?? null
  const seen = scroll.atEnd && run.newer === 0 && !marking.kept
  useReadMark({ roomId: room.roomId, seenUpTo: seen ? lastKey : null, unread: room.unread })

  const { found, jumpTo } = useJumpIn(state, timeline, roving)
  const { markUnread } = marking
  const { focusRow } = roving
  useImperativeHandle(actions, () => ({ jumpTo, markUnread, focusRow }), [jumpTo, markUnread, focusRow])
  const { loadEnd } = timeline
  const { toEnd } = scroll
  const jump = useCallback(() => void loadEnd('newest').then(toEnd), [loadEnd, toEnd])
  const { older, newer } = run
  return { timeline, jump, list: { rows, older, newer, list, scroller, scroll, roving, fresh, found, onJump: jump } }
}

function useJumpIn({ open }: RoomState, timeline: Timeline, roving: ReturnType<typeof useRoving>) {
  const openThread = useCallback((root: EventId, at: EventId) => open({ kind: 'thread', root, at }), [open])
  return useJump({ timeline, roving, openThread })
}
