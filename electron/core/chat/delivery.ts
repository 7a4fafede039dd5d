/** How far an own message has come, computed from acknowledgements only; never a step back. Words: DESIGN in docs/architecture.md#delivery */
import type { Delivery } from '../../../shared/model.ts'

/** Ranks as stored: the best state a message has reached. */
const RANKS = ['sending', 'held', 'partial', 'delivered'] as const satisfies readonly Delivery[]

export interface DeliveryFacts {
  /** The stored rank. */
  reached: number
  /** Other members, by number. */
  others: ReadonlySet<number>
  /** Those of all people who are within earshot. */
  nearby: ReadonlySet<number>
  /** Who acknowledged storing it. */
  holders: readonly number[]
}

export interface DeliveryView {
  delivery: Delivery
  rank: number
  heldBy: number
}

export function deliveryOf({ reached, others, nearby, holders }: DeliveryFacts): DeliveryView {
  const heldBy = holders.filter(holder => others.has(holder)).length
  const near = [...others].filter(person => nearby.has(person))
  let rank = 0
  if (heldBy > 0) {
    if (heldBy === others.size) rank = 3
    else rank = near.every(person => holders.includes(person)) ? 2 : 1
  }
  const best = Math.max(rank, reached)
  const delivery = best === 0 && near.length === 0 ? 'waiting' : (RANKS[best] ?? 'sending')
  return { delivery, rank: best, heldBy }
}
