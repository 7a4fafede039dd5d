/**
 * The part of a room's history that is loaded: a run of events without gaps, and how many lie before and behind it.
 * Everything here is pure, so that merging, trimming and counting can be tested without a screen.
 */
import type { Delivery, EventId, OrderKey, TimelineEvent, TimelinePage } from '../../../shared/model.ts'

/** Events kept loaded; past that the far end is let go and asked for again when it is scrolled to. */
export const MAX_LOADED = 800

export interface Loaded {
  /** Without gaps, in the order every peer agrees on. */
  readonly events: readonly TimelineEvent[]
  readonly older: number
  readonly newer: number
  /** Events outside the run that were already counted as older or newer. */
  readonly counted: ReadonlySet<EventId>
}

export const NOTHING: Loaded = { events: [], older: 0, newer: 0, counted: new Set() }

/** A fresh run. Progress that was already shown is kept. */
export function replaced(page: TimelinePage, before: Loaded = NOTHING): Loaded {
  const known = new Map(before.events.map(event => [event.eventId, event]))
  return { events: page.events.map(event => keepProgress(known.get(event.eventId), event)), ...counts(page) }
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

/** New and changed events of this room put where they belong. The same run when nothing changed. */
export function merged(run: Loaded, changed: readonly TimelineEvent[]): Loaded {
  let { events, older, newer, counted } = run
  for (const event of changed) {
    const at = place(events, event.orderKey)
    const known = events[at]
    if (known?.eventId === event.eventId) {
      const next = keepProgress(known, event)
      if (next !== known) events = events.with(at, next)
    } else if (at === 0 && older > 0) {
      if (!counted.has(event.eventId)) older++
      counted = new Set(counted).add(event.eventId)
    } else if (at === events.length && newer > 0) {
      if (!counted.has(event.eventId)) newer++
      counted = new Set(counted).add(event.eventId)
    } else events = events.toSpliced(at, 0, event)
  }
  if (events === run.events && older === run.older && newer === run.newer) return run
  return { events, older, newer, counted }
}

const counts = (page: TimelinePage): Omit<Loaded, 'events'> => ({
  older: page.older,
  newer: page.newer,
  counted: new Set()
})

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

const STEP: Record<Delivery, number> = { sending: 0, waiting: 0, received: 0, held: 1, partial: 2, delivered: 3 }

/** Delivery as it may be shown next: a step that was reached is never taken back, and a count only grows. */
export function keepProgress(shown: TimelineEvent | undefined, next: TimelineEvent): TimelineEvent {
  if (shown === undefined) return next
  const back = STEP[next.delivery] < STEP[shown.delivery]
  const delivery = back ? shown.delivery : next.delivery
  const heldOf = Math.max(shown.heldOf, next.heldOf)
  const heldBy = Math.max(shown.heldBy, next.heldBy)
  if (back && delivery === 'delivered') return { ...next, delivery, heldBy: shown.heldBy, heldOf: shown.heldOf }
  return { ...next, delivery, heldBy, heldOf: delivery === 'delivered' ? next.heldOf : heldOf }
}
