/** How far an own message has come, computed from acknowledgements only; never a step back. Words: docs/architecture.md#delivery */
import type { Delivery } from '../../../shared/model.ts'

/** Ranks as stored: the best state a message has reached, */
const RANKS = ['sending', 'held', 'partial', 'delivered'] as const satisfies readonly Delivery[]
const DELIVERED = 3
/** and this added once somebody has read it: what it was before is known still where receipts are turned off. */
const READ = 4

/** Whether everybody had it: who comes and goes changes nothing about that. Where it was read the number of all still grows. */
export const isEverywhere = (reached: number): boolean => reached === DELIVERED

export interface DeliveryFacts {
  /** The stored rank. */
  reached: number
  /** The stored number of those who had to have it when everybody had it; null: never yet. */
  heldOf: number | null
  /** Other members, by number. */
  others: ReadonlySet<number>
  /** Those of all people who are within earshot. */
  nearby: ReadonlySet<number>
  /** Who acknowledged storing it. */
  holders: readonly number[]
  /** Who acknowledged having read it; null while read receipts are off. */
  readers: readonly number[] | null
}

export interface DeliveryView {
  delivery: Delivery
  heldBy: number
  readBy: number
  heldOf: number
  /** To be stored where it is larger than what was reached, */
  rank: number
  /** with this: how many had it when everybody had it. */
  deliveredTo: number | null
}

export function deliveryOf(facts: DeliveryFacts): DeliveryView {
  const { reached, others } = facts
  const readers = (facts.readers ?? []).filter(person => others.has(person))
  const holders = new Set([...facts.holders, ...readers].filter(person => others.has(person)))
  const base = Math.max(baseRank(facts, holders), reached % READ, reached >= READ ? 1 : 0)
  const wasRead = facts.readers !== null && (readers.length > 0 || reached >= READ)
  const isNobodyNear = [...others].every(person => !facts.nearby.has(person))
  const deliveredTo = base === DELIVERED ? (facts.heldOf ?? others.size) : null
  // whoever acknowledged and left since did so all the same
  const heldBy = base === 0 ? 0 : Math.max(1, holders.size)
  const readBy = wasRead ? Math.max(1, readers.length) : 0
  const counts =
    deliveredTo === null || wasRead
      ? { heldBy: Math.max(heldBy, deliveredTo ?? 0), heldOf: Math.max(others.size, heldBy, deliveredTo ?? 0) }
      : { heldBy: deliveredTo, heldOf: deliveredTo }
  return {
    delivery: wasRead ? 'read' : base === 0 && isNobodyNear ? 'waiting' : (RANKS[base] ?? 'sending'),
    ...counts,
    readBy,
    rank: base + (readers.length > 0 || reached >= READ ? READ : 0),
    deliveredTo
  }
}

function baseRank({ others, nearby }: DeliveryFacts, holders: ReadonlySet<number>): number {
  if (holders.size === 0) return 0
  if (holders.size === others.size) return DELIVERED
  return [...others].every(person => holders.has(person) || !nearby.has(person)) ? 2 : 1
}
