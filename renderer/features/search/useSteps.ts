/** What keys and the pointer do in the search: through the hits, into one, and with the filters. */
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { EventId, Room, RoomId, SearchHit } from '../../../shared/model.ts'
import { optionStep } from '../../ui/optionKeys.ts'
import { without } from './FilterBar.tsx'
import { hitId } from './HitList.tsx'
import { type Filters, HAS, writeQuery } from './query.ts'
import type { Hits } from './useHits.ts'
import type { QueryState } from './useQueryState.ts'
import type { Search } from './useSearch.ts'

interface Options {
  /** The list of hits, by its id, and the panel beside it. */
  list: string
  panel: RefObject<HTMLElement | null>
  rooms: readonly Room[]
  state: QueryState
  search: Search
  hits: Hits
  onKeep: (text: string, chosen?: EventId) => void
  onOpen: (roomId: RoomId, event: EventId, thread?: EventId) => void
}

export interface Steps {
  open(hit: SearchHit): void
  /** Chooses it; where there is no room for the talk around it, opens it. */
  press(hit: SearchHit): void
  change(filters: Filters): void
  /** In the field. */
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void
}

export function useSteps({ list, panel, rooms, state, search, hits, onKeep, onOpen }: Options): Steps {
  const open = ({ event }: SearchHit): void => {
    if (!rooms.some(room => room.roomId === event.roomId)) return // one that was left has no place to open
    onKeep(state.finish(), event.eventId)
    onOpen(event.roomId, event.eventId, event.thread !== null && !event.alsoInRoom ? event.thread : undefined)
  }
  const change = (filters: Filters): void => {
    state.setFilters(filters)
    hits.reset()
  }
  const [entered, setEntered] = useState<string>()
  const enter = (): void => {
    const written = state.finish()
    if (!search.fresh) setEntered(written)
    else if (hits.hit !== undefined) open(hits.hit)
  }
  useEntered(entered, state, search, () => {
    setEntered(undefined)
    if (hits.hit !== undefined) open(hits.hit)
  })
  const step = (event: KeyboardEvent): boolean => {
    const found = search.found?.hits ?? []
    const next = optionStep(event, hits.at, found.length, false)
    const to = next === undefined ? undefined : found[next]
    if (to === undefined) return false
    hits.choose(to)
    document.getElementById(hitId(list, to.event.eventId))?.scrollIntoView({ block: 'nearest' })
    return true
  }
  return {
    open,
    press(hit) {
      hits.choose(hit)
      if (panel.current?.checkVisibility() !== true) open(hit)
    },
    change,
    onKeyDown(event) {
      const { words, filters } = state.query
      setEntered(undefined)
      if (step(event)) event.preventDefault()
      else if (event.key === 'Enter') {
        event.preventDefault()
        enter()
      } else if (event.key === 'Backspace' && words === '') change(withoutLast(filters))
    }
  }
}

/** Who types fast presses Enter before the answer is here: it counts once that is, unless something else is asked by then. */
function useEntered(entered: string | undefined, state: QueryState, search: Search, act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  const due = entered !== undefined && search.fresh && writeQuery(state.query) === entered
  useEffect(() => {
    if (due) latest.current()
  }, [due])
}

/** The chip that stands last goes first. */
function withoutLast(filters: Filters): Filters {
  if (filters.mentionsMe) return without(filters, 'mentionsMe')
  const has = filters.has ?? []
  if (has.length > 1) return { ...filters, has: HAS.filter(one => has.slice(0, -1).includes(one)) }
  const last = (['has', 'when', 'roomId', 'from'] as const).find(key => filters[key] !== undefined)
  return last === undefined ? filters : without(filters, last)
}
