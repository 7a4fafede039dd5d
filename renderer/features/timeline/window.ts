/**
 * The part of a room's history that is loaded: a run of events without gaps, and how many lie before and behind it.
 * Everything here is pure, so that merging, trimming and counting can be tested without a screen.
 */
import type { Delivery, OrderKey, TimelineEvent, TimelinePage } from '../../../shared/model.ts'

/** Events kept loaded; past that the far end is let go and asked for again when it is scrolled to. */
export const MAX_LOADED = 800

export interface Loaded {
  /** Without gaps, in the order every peer agrees on. */
  readonly events: readonly TimelineEvent[]
  readonly older: number
  readonly newer: number
}

export const NOTHING: Loaded = { events: [], older: 0, newer: 0 }

/** A fresh run. Progress that was already shown is kept. */
export function replaced(page: TimelinePage, before: Loaded = NOTHING): Loaded {
  const known = new Map(before.events.map(event => [event.eventId, event]))
  return {
    events: page.events.map(event => unchanged(known.get(event.eventId), event)),
    older: page.older,
    newer: page.newer
  }
}

/** Progress kept; the very same event where nothing changed, so that its row is not drawn again. */
function unchanged(shown: TimelineEvent | undefined, event: TimelineEvent): TimelineEvent {
  const next = keepProgress(shown, event)
  return shown !== undefined && JSON.stringify(shown) === JSON.stringify(next) ? shown : next
}

/** The run with older events before it. */
export function prepended(run: Loaded, page: TimelinePage): Loaded {
  const first = run.events[0]
  if (first === undefined) return replaced(page)
  const added = page.events.filter(event => event.orderKey < first.orderKey)
  return { ...run, events: [...added, ...run.events], older: page.older }
}

/** The run with newer events behind it. */
export function appended(run: Loaded, page: TimelinePage): Loaded {
  const last = run.events.at(-1)
  if (last === undefined) return replaced(page)
  const added = page.events.filter(event => event.orderKey > last.orderKey)
  return { ...run, events: [...run.events, ...added], newer: page.newer }
}

/** Lets go of what lies far from the end somebody is reading. */
export function trimmed(run: Loaded, reading: 'start' | 'end'): Loaded {
  const excess = run.events.length - MAX_LOADED
  if (excess <= 0) return run
  return reading === 'start'
    ? { ...run, events: run.events.slice(0, MAX_LOADED), newer: run.newer + excess }
    : { ...run, events: run.events.slice(excess), older: run.older + excess }
}

/** New and changed events put where they belong. What lies outside the run is left to `recount`. The same run when nothing changed. */
export function merged(run: Loaded, changed: readonly TimelineEvent[]): Loaded {
  let { events } = run
  for (const event of changed) {
    if (isOutside(run, events, event.orderKey)) continue
    const at = place(events, event.orderKey)
    const known = events[at]
    if (known?.eventId === event.eventId) {
      const next = unchanged(known, event)
      if (next !== known) events = events.with(at, next)
    } else events = events.toSpliced(at, 0, event)
  }
  return events === run.events ? run : { ...run, events }
}

/** Whether any of these lies before or behind what is loaded: then its counts may be wrong. */
export const someOutside = (run: Loaded, changed: readonly TimelineEvent[]): boolean =>
  changed.some(event => isOutside(run, run.events, event.orderKey))

function isOutside({ older, newer }: Loaded, events: readonly TimelineEvent[], key: OrderKey): boolean {
  const first = events[0]
  const last = events.at(-1)
  if (first === undefined || last === undefined) return older + newer > 0
  return (older > 0 && key < first.orderKey) || (newer > 0 && key > last.orderKey)
}

/** The run with counts asked for anew: a page of what lies before its first event, and one of what lies behind its last. */
export function recounted(run: Loaded, before: TimelinePage, behind: TimelinePage): Loaded {
  const older = before.older + before.events.length
  const newer = behind.newer + behind.events.length
  return older === run.older && newer === run.newer ? run : { ...run, older, newer }
}

/** The index of the first event at or behind this key. */
export function place(events: readonly { readonly orderKey: OrderKey }[], key: OrderKey): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = events[middle]
    if (at !== undefined && at.orderKey < key) low = middle + 1
    else high = middle
  }
  return low
}

const STEP: Record<Delivery, number> = {
  sending: 0,
  waiting: 0,
  received: 0,
  held: 1,
  partial: 2,
  delivered: 3,
  read: 4
}

/** Delivery as it may be shown next: a step that was reached is never taken back, and a count only grows. */
export function keepProgress(shown: TimelineEvent | undefined, next: TimelineEvent): TimelineEvent {
  if (shown === undefined) return next
  const back = STEP[next.delivery] < STEP[shown.delivery]
  const delivery = back ? shown.delivery : next.delivery
  const heldOf = Math.max(shown.heldOf, next.heldOf)
  const heldBy = Math.max(shown.heldBy, next.heldBy)
  const readBy = Math.max(shown.readBy, next.readBy)
  if (back && delivery === 'delivered') return { ...next, delivery, heldBy: shown.heldBy, readBy, heldOf: shown.heldOf }
  return { ...next, delivery, heldBy, readBy, heldOf: delivery === 'delivered' ? next.heldOf : heldOf }
}
