/** What was found: the newest answer, further pages on request, and what changes of it meanwhile. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EventId, SearchHit, TimelineEvent } from '../../../shared/model.ts'
import { useBridge } from '../../bridge/BridgeProvider.tsx'
import { type Latest, useLatest } from '../../bridge/useLatest.ts'
import type { Question } from './query.ts'

export const PAGE = 50
const REST_MS = 80

export interface Found {
  readonly hits: readonly SearchHit[]
  readonly found: number
  readonly searched: number
  readonly suggestion: string | null
  /** The words this answers: while typing, those of a moment ago. */
  readonly text: string
}

export interface Search {
  /** Undefined until something was found out. */
  readonly found: Found | undefined
  readonly error: unknown
  /** Whether what is shown answers what is asked, and not what was asked a moment ago. */
  readonly fresh: boolean
  /** Whether all hits are loaded. */
  readonly complete: boolean
  loadMore(): void
  again(): void
}

const NONE: readonly SearchHit[] = []

export function useSearch(question: Question | null): Search {
  const asked = question && { ...question, limit: PAGE }
  const { answer, error, again } = useLatest('search.find', asked, REST_MS)
  const fresh = answer !== undefined && JSON.stringify(answer.input) === JSON.stringify(asked)
  const pages = usePages(answer)
  const all = useMemo(
    () => (answer === undefined ? NONE : [...answer.output.hits, ...pages.hits]),
    [answer, pages.hits]
  )
  const hits = useChanged(all)
  const found = useMemo<Found | undefined>(() => {
    if (answer === undefined) return undefined
    const { found: count, searched, suggestion } = answer.output
    return { hits, found: count, searched, suggestion, text: answer.input.text }
  }, [answer, hits])
  return { found, error, fresh, complete: pages.complete, loadMore: pages.loadMore, again }
}

type Answer = Latest<'search.find'>['answer']

/** The pages behind the first one of an answer. */
function usePages(answer: Answer) {
  const bridge = useBridge()
  const [more, setMore] = useState<{ of: Answer; hits: readonly SearchHit[]; complete: boolean }>()
  const current = more?.of === answer ? more : undefined
  const hits = current?.hits ?? NONE
  const complete = current?.complete ?? (answer === undefined || answer.output.hits.length < PAGE)
  const now = useRef({ answer, hits, complete })
  now.current = { answer, hits, complete }
  const busy = useRef<Answer>(undefined)

  const loadMore = useCallback(() => {
    const { answer: of, hits: known, complete: all } = now.current
    const last = known.at(-1) ?? of?.output.hits.at(-1)
    if (of === undefined || last === undefined || all || busy.current === of) return
    busy.current = of
    bridge.call('search.find', { ...of.input, behind: last.event.orderKey }).then(
      page => {
        if (now.current.answer !== of) return
        busy.current = undefined
        setMore({ of, hits: [...known, ...page.hits], complete: page.hits.length < PAGE })
      },
      () => {
        busy.current = undefined // asked again when the end is reached again
      }
    )
  }, [bridge])
  return { hits, complete, loadMore }
}

/** Messages as they are now: deleted ones are gone at once, and in one that was edited nothing is marked. */
function useChanged(shown: readonly SearchHit[]): readonly SearchHit[] {
  const bridge = useBridge()
  const [events, setEvents] = useState<ReadonlyMap<EventId, TimelineEvent>>(new Map())
  const ids = useRef(new Set<EventId>())
  useEffect(() => {
    for (const { event } of shown) ids.current.add(event.eventId) // for good: what is told of them must not be outdated later
  }, [shown])
  useEffect(
    () =>
      bridge.on('timeline.changed', changed => {
        const here = changed.filter(event => ids.current.has(event.eventId))
        if (here.length > 0)
          setEvents(known => new Map([...known, ...here.map(event => [event.eventId, event] as const)]))
      }),
    [bridge]
  )
  return useMemo(() => (events.size === 0 ? shown : shown.flatMap(hit => current(hit, events))), [shown, events])
}

function current(hit: SearchHit, events: ReadonlyMap<EventId, TimelineEvent>): SearchHit[] {
  const event = events.get(hit.event.eventId)
  if (event === undefined) return [hit]
  if (event.deleted) return []
  return [{ event, marks: event.body === hit.event.body ? hit.marks : [] }]
}
