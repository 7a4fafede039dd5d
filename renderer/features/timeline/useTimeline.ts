/** The loaded part of a room: the page it opens with, further pages on request, and whatever changes meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { OrderKey, RoomId, TimelineEvent, TimelinePage } from '../../../shared/model.ts'
import { useBridge, useEpoch } from '../../bridge/BridgeProvider.tsx'
import { errorCode } from '../../i18n/errorText.tsx'
import { appended, type Loaded, merged, NOTHING, prepended, replaced, trimmed } from './window.ts'

export const PAGE = 100
/** Changes are drawn together: a flood of messages costs one drawing every few milliseconds. */
const GATHER_MS = 12

export type Opening = { readonly at: 'newest' } | { readonly at: 'around'; readonly orderKey: OrderKey }
type From = Opening | { at: 'oldest' } | { at: 'before' | 'after'; orderKey: OrderKey }

export interface Timeline {
  readonly run: Loaded
  readonly status: 'loading' | 'ready'
  readonly failed: ErrorCode | null
  loadOlder(): void
  loadNewer(): void
  /** Loads the first or last page, unless it is there. */
  loadEnd(end: 'oldest' | 'newest'): Promise<void>
  retry(): void
}

interface Options {
  roomId: RoomId
  /** Where to open. Read once. */
  opening: Opening
  /** What is being read when the page has to be asked for again; null at the end. */
  reading: () => OrderKey | null
  /** Messages of other people that were not known before and lie behind everything known. */
  onArrived: (events: readonly TimelineEvent[]) => void
}

export function useTimeline({ roomId, opening, reading, onArrived }: Options): Timeline {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [run, setRun] = useState<Loaded>(NOTHING)
  const [status, setStatus] = useState<'loading' | 'ready'>('loading')
  const [failed, setFailed] = useState<ErrorCode | null>(null)
  const [attempt, setAttempt] = useState(0)
  const now = useRef<Loaded>(NOTHING)
  const busy = useRef<string | null>(null)
  const latest = useRef({ opening, reading, onArrived })
  latest.current = { opening, reading, onArrived }

  // Each step is drawn on its own: the list keeps its place only when one end changes at a time.
  const step = useCallback((next: Loaded) => {
    if (next === now.current) return
    now.current = next
    flushSync(() => setRun(next))
  }, [])

  const load = useCallback(
    async (from: From, join: (run: Loaded, page: TimelinePage) => Loaded): Promise<void> => {
      if (busy.current !== null) return
      const token = crypto.randomUUID()
      busy.current = token
      try {
        const page = await bridge.call('timeline.page', { roomId, from, limit: PAGE })
        if (busy.current !== token) return
        step(join(now.current, page))
        setFailed(null)
        setStatus('ready')
      } catch (err) {
        if (busy.current === token) setFailed(errorCode(err))
      } finally {
        if (busy.current === token) busy.current = null
      }
    },
    [bridge, roomId, step]
  )

  useEffect(() => {
    void epoch // a new connection, or one that missed events, asks again
    void attempt
    const first = now.current === NOTHING
    const key = first ? null : latest.current.reading()
    const again: Opening = key === null ? { at: 'newest' } : { at: 'around', orderKey: key }
    busy.current = null
    void load(first ? latest.current.opening : again, (before, page) => replaced(page, before))
    return () => {
      busy.current = null
    }
  }, [load, epoch, attempt])

  useEffect(() => {
    let gathered: TimelineEvent[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = (): void => {
      timer = undefined
      const changed = gathered
      gathered = []
      const arrived = behindAll(now.current, changed)
      step(merged(now.current, changed))
      if (arrived.length > 0) latest.current.onArrived(arrived)
    }
    const stop = bridge.on('timeline.changed', changed => {
      const here = changed.filter(event => event.roomId === roomId)
      if (here.length === 0 || now.current === NOTHING) return
      gathered.push(...here)
      timer ??= setTimeout(flush, GATHER_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [bridge, roomId, step])

  const loadOlder = useCallback(() => {
    const first = now.current.events[0]
    if (first === undefined || now.current.older === 0) return
    const from = { at: 'before', orderKey: first.orderKey } as const
    void load(from, prepended).then(() => step(trimmed(now.current, 'start')))
  }, [load, step])

  const loadNewer = useCallback(() => {
    const last = now.current.events.at(-1)
    if (last === undefined || now.current.newer === 0) return
    const from = { at: 'after', orderKey: last.orderKey } as const
    void load(from, appended).then(() => step(trimmed(now.current, 'end')))
  }, [load, step])

  const loadEnd = useCallback(
    async (end: 'oldest' | 'newest') => {
      if ((end === 'oldest' ? now.current.older : now.current.newer) === 0) return
      busy.current = null // what was under way is for another place
      await load({ at: end }, (before, page) => replaced(page, before))
    },
    [load]
  )

  const retry = useCallback(() => setAttempt(n => n + 1), [])
  return { run, status, failed, loadOlder, loadNewer, loadEnd, retry }
}

function behindAll(run: Loaded, changed: readonly TimelineEvent[]): TimelineEvent[] {
  const last = run.events.at(-1)?.orderKey ?? ''
  return changed.filter(event => !event.mine && event.orderKey > last && !run.counted.has(event.eventId))
}
