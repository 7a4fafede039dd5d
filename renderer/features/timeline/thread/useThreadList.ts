/** What the list of a thread shows, where it stands, and how far it has been read. */
import { type ComponentProps, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { AccountId, EventId, OrderKey, RoomId, TimelineEvent } from '../../../../shared/model.ts'
import { useBridge } from '../../../bridge/BridgeProvider.tsx'
import type { MessageList } from '../MessageList.tsx'
import type { Row, Unsent } from '../rows.ts'
import { threadSource } from '../source.ts'
import { useAnnounceMessages } from '../useAnnounceMessages.ts'
import { useRoving } from '../useRoving.ts'
import { useScroll } from '../useScroll.ts'
import { type Timeline, useTimeline } from '../useTimeline.ts'
import { useUnreadLine } from '../useUnreadLine.ts'
import { threadRows } from './threadRows.ts'
import { useThreadRead } from './useThreadRead.ts'

interface Options {
  eventId: EventId
  /** An answer to stand at. */
  at: EventId | undefined
  roomId: RoomId
  root: TimelineEvent | null
  unsent: readonly Unsent[]
  /** Whose messages are not read out. */
  blocked: ReadonlySet<AccountId>
}

export interface ThreadList {
  readonly list: ComponentProps<typeof MessageList>
  /** The root, where it is here, and the answers that are loaded. */
  readonly events: readonly TimelineEvent[]
  /** To the newest answer. */
  jump(): void
  /** To a message of the thread. Whether it is loaded here. */
  show(eventId: EventId): boolean
}

const FOUND_MS = 2_400
const NOTHING_UNREAD = { unread: 0, firstUnread: null }

export function useThreadList({ eventId, at, roomId, root, unsent, blocked }: Options): ThreadList {
  const list = useRef<VirtualizerHandle>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const source = useMemo(() => threadSource(roomId, eventId), [roomId, eventId])
  const line = useUnreadLine(NOTHING_UNREAD)
  const announce = useAnnounceMessages(blocked)
  const [fresh, setFresh] = useState(0)
  const view = useRef<{ atEnd: boolean; rows: readonly Row[] }>({ atEnd: true, rows: [] })

  const onArrived = useCallback(
    (events: readonly TimelineEvent[]) => {
      line.arrived(events, view.current.atEnd)
      if (!view.current.atEnd) setFresh(count => count + events.length)
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
  const timeline = useTimeline({ source, opening: { at: 'newest' }, reading, onArrived })
  const { run } = timeline
  useEffect(() => announce.progressed(run.events), [announce, run.events])
  useEffect(() => announce.refused(unsent), [announce, unsent])
  useUnreadAtOpening(line.put, root, run.events, timeline.status === 'ready')

  const before = useRef<readonly Row[]>([])
  const rows = useMemo(() => {
    if (timeline.status === 'loading') return []
    before.current = threadRows({ root, ...run, unread: line.mark, unsent }, before.current)
    return before.current
  }, [root, run, line.mark, unsent, timeline.status])
  const scroll = useScroll({ list, scroller, rows, timeline })
  const roving = useRoving({ list, scroller, rows, timeline })
  view.current = { atEnd: scroll.atEnd, rows }

  useEffect(() => {
    if (!scroll.atEnd) return
    setFresh(0)
    line.seen()
  }, [scroll.atEnd, line])
  const lastKey = run.events.at(-1)?.orderKey ?? null
  useThreadRead({
    eventId,
    seenUpTo: scroll.atEnd && run.newer === 0 ? lastKey : null,
    unread: root === null ? undefined : (root.replies?.unread ?? 0)
  })

  const { loadEnd } = timeline
  const { toEnd } = scroll
  const jump = useCallback(() => void loadEnd('newest').then(toEnd), [loadEnd, toEnd])
  const { focusRow } = roving
  const [found, setFound] = useFound()
  const show = useCallback(
    (wanted: EventId): boolean => {
      const here = view.current.rows.some(row => row.key === wanted)
      if (here) {
        setFound(wanted)
        focusRow(wanted)
      }
      return here
    },
    [focusRow, setFound]
  )
  useArrival(at, timeline, show)
  const events = useMemo(() => (root === null ? run.events : [root, ...run.events]), [root, run.events])
  return {
    list: { rows, older: run.older, newer: run.newer, list, scroller, scroll, roving, fresh, found, onJump: jump },
    events,
    jump,
    show
  }
}

/** Stands at the answer one came for, once it is loaded. */
function useArrival(at: EventId | undefined, { status, loadAround }: Timeline, show: (at: EventId) => boolean): void {
  const bridge = useBridge()
  useEffect(() => {
    if (at === undefined || status !== 'ready') return
    let current = true
    bridge
      .call('timeline.get', { eventId: at })
      .then(event => loadAround(event.orderKey))
      .then(
        () => current && show(at),
        () => {} // it is gone meanwhile: the thread stands at its end
      )
    return () => {
      current = false
    }
  }, [bridge, at, status, loadAround, show])
}

/** The message that was gone to a moment ago. */
function useFound(): [EventId | null, (eventId: EventId) => void] {
  const [found, setFound] = useState<EventId | null>(null)
  useEffect(() => {
    if (found === null) return
    const timer = setTimeout(() => setFound(null), FOUND_MS)
    return () => clearTimeout(timer)
  }, [found])
  return [found, setFound]
}

/** What was unread when the thread was opened begins at a line, found from the end once the answers are here. */
function useUnreadAtOpening(
  put: (from: OrderKey, count: number) => void,
  root: TimelineEvent | null,
  events: readonly TimelineEvent[],
  ready: boolean
): void {
  const [count] = useState(root?.replies?.unread ?? 0)
  const done = useRef(count === 0)
  useEffect(() => {
    if (done.current || !ready) return
    done.current = true
    const first = events.filter(event => !event.mine).at(-count)
    if (first !== undefined) put(first.orderKey, count)
  }, [put, count, events, ready])
}
