/** A page of events as the contract asks for it. */
import type { TimelineEvent, TimelinePage } from '../../shared/model.ts'

export type From = { at: 'newest' | 'oldest' } | { at: 'before' | 'after' | 'around'; orderKey: string }

export function page(unsorted: readonly TimelineEvent[], from: From, limit: number): TimelinePage {
  const all = unsorted.toSorted((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
  const start = startOf(all, from, limit)
  const first = Math.max(0, Math.min(start, all.length))
  const end = from.at === 'before' ? Math.max(0, start + limit) : first + limit
  const events = all.slice(first, end)
  return { events, older: first, newer: all.length - first - events.length }
}

function startOf(all: readonly TimelineEvent[], from: From, limit: number): number {
  if (from.at === 'oldest') return 0
  if (from.at === 'newest') return all.length - limit
  const { orderKey } = from as { orderKey: string }
  const at = all.findIndex(event => event.orderKey >= orderKey)
  const here = at === -1 ? all.length : at
  if (from.at === 'before') return here - limit
  return from.at === 'after' ? here + (all[here]?.orderKey === orderKey ? 1 : 0) : here - Math.floor(limit / 2)
}
