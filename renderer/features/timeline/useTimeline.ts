/** The loaded part of a room or thread: the page it opens with, further pages on request, and whatever changes meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { OrderKey, TimelineEvent, TimelinePage } from '../../../shared/model.ts'
import { useBridge, useEpoch } from '../../bridge/BridgeProvider.tsx'
import { errorCode } from '../../i18n/errorText.tsx'
import type { From, Source } from './source.ts'
import { useChanges } from './useChanges.ts'
import {
  appended,
  type Loaded,
  merged,
  NOTHING,
  prepended,
  recounted,
  replaced,
  someOutside,
  trimmed
} from './window.ts'

export const PAGE = 100

export type Opening = { readonly at: 'newest' } | { readonly at: 'around'; readonly orderKey: OrderKey }

export interface Timeline {
  readonly run: Loaded
  readonly status: 'loading' | 'ready'
  readonly failed: ErrorCode | null
  loadOlder(): void
  loadNewer(): void
  /** Loads the first or last page, unless it is there. */
  loadEnd(end: 'oldest' | 'newest'): Promise<void>
  /** Loads what lies around a message, unless that is there. */
  loadAround(orderKey: OrderKey): Promise<void>
  retry(): void
}

interface Options {
  /** Another key is another place: it is asked for from the beginning. */
  source: Source
  /** Where to open. Read once. */
  opening: Opening
  /** What is being read when the page has to be asked for again; null at the end. */
  reading: () => OrderKey | null
  /** Messages of other people that came since this was opened and lie behind everything shown. */
  onArrived: (events: readonly TimelineEvent[]) => void
}

export function useTimeline({ source, opening, reading, onArrived }: Options): Timeline {
  const bridge = useBridge()
  const epoch = useEpoch()
  const [run, setRun] = useState<Loaded>(NOTHING)
  const [status, setStatus] = useState<'loading' | 'ready'>('loading')
  const [failed, setFailed] = useState<ErrorCode | null>(null)
  const [attempt, setAttempt] = useState(0)
  const now = useRef<Loaded>(NOTHING)
  const busy = useRef<string | null>(null)
  const arrived = useRef(newcomers())
  const latest = useRef({ source, opening, reading, onArrived })
  latest.current = { source, opening, reading, onArrived }
  const { key } = source

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
        const page = await latest.current.source.page(bridge, from, PAGE)
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
    [bridge, step]
  )

  /** What is shown, asked for again at the place that is being read. */
  const reload = useCallback((): Promise<void> => {
    const first = now.current === NOTHING
    const at = first ? null : latest.current.reading()
    const again: Opening = at === null ? { at: 'newest' } : { at: 'around', orderKey: at }
    busy.current = null
    return load(first ? latest.current.opening : again, (before, page) => replaced(page, before))
  }, [load])

  useEffect(() => {
    void [epoch, attempt, key] // a new connection, or one that missed events, asks again
    void reload()
    return () => {
      busy.current = null
    }
  }, [reload, epoch, attempt, key])

  const recount = useCallback(async () => {
    const [first, last] = [now.current.events[0], now.current.events.at(-1)]
    if (first === undefined || last === undefined) return
    const side = (at: 'before' | 'after', { orderKey }: TimelineEvent): Promise<TimelinePage> =>
      latest.current.source.page(bridge, { at, orderKey }, 1)
    const counted = await Promise.all([side('before', first), side('after', last)]).catch(() => null) // with the next change
    const same = now.current.events[0] === first && now.current.events.at(-1) === last
    if (counted !== null && same) step(recounted(now.current, ...counted))
  }, [bridge, step])

  const onChanged = useCallback(
    (changed: readonly TimelineEvent[]): boolean => {
      if (now.current === NOTHING) return false
      const last = now.current.events.at(-1)?.orderKey ?? ''
      const outside = someOutside(now.current, changed)
      step(merged(now.current, changed))
      const behind = changed.filter(event => event.orderKey > last && arrived.current.isNew(event))
      if (behind.length > 0) latest.current.onArrived(behind)
      return outside
    },
    [step]
  )
  useChanges({ source, onChanged, recount, reload })

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

  const loadAround = useCallback(
    async (orderKey: OrderKey) => {
      if (now.current.events.some(event => event.orderKey === orderKey)) return
      busy.current = null
      await load({ at: 'around', orderKey }, (before, page) => replaced(page, before))
    },
    [load]
  )

  const retry = useCallback(() => setAttempt(n => n + 1), [])
  return { run, status, failed, loadOlder, loadNewer, loadEnd, loadAround, retry }
}

/** Tells what others have just said from changes of what they said before: it came, for the first time, since this was opened. */
function newcomers(): { isNew(event: TimelineEvent): boolean } {
  const openedAt = Date.now()
  const known = new Set<string>()
  return {
    isNew({ eventId, kind, mine, deleted, receivedAt }) {
      if (mine || deleted || kind !== 'message' || receivedAt < openedAt || known.has(eventId)) return false
      known.add(eventId)
      return true
    }
  }
}
