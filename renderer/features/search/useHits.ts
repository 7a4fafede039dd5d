/** Which of the hits one stands on: the first, until arrows or the pointer choose another. */
import { useState } from 'react'
import type { EventId, SearchHit } from '../../../shared/model.ts'

export interface Hits {
  readonly hit: SearchHit | undefined
  /** From 0; -1 where there are none. */
  readonly at: number
  /** Whether somebody chose it: until then readers are not told of it. */
  readonly chosen: boolean
  choose(hit: SearchHit): void
  /** The first of whatever is found next. */
  reset(): void
}

export function useHits(hits: readonly SearchHit[], before: EventId | undefined): Hits {
  const [id, setId] = useState(before)
  const found = id === undefined ? -1 : hits.findIndex(hit => hit.event.eventId === id)
  const at = found >= 0 ? found : hits.length > 0 ? 0 : -1
  return {
    hit: hits[at],
    at,
    chosen: found >= 0,
    choose: hit => setId(hit.event.eventId),
    reset: () => setId(undefined)
  }
}
