/** Which sentence says how far an own message has come. Only what was acknowledged is said. */
import type { Delivery, TimelineEvent } from '../../../shared/model.ts'
import type { RoomContextValue } from './roomContext.ts'

/** How long a message may be under way before that is shown. */
export const SHOW_SENDING_AFTER_MS = 400

/** A message id with its values, for t(id, values). */
export interface Sentence {
  readonly id:
    | `timeline.delivery.${Exclude<Delivery, 'received'> | 'partialOne' | 'waitingNetwork'}`
    | 'direct.waiting'
    | 'direct.roomCarried'
    | 'direct.partialCarried'
  readonly values: Record<string, number | string>
}

/** What has to be known of the place it stands in. */
export type Around = Pick<RoomContextValue, 'online' | 'other' | 'listed'>

/** The sentence of an own message, or null for other people's. */
export function deliverySentence(event: TimelineEvent, around: Around): Sentence | null {
  const carriers = event.carriedBy.length
  const values = {
    heldBy: event.heldBy,
    readBy: event.readBy,
    heldOf: event.heldOf,
    rest: Math.max(0, event.heldOf - event.heldBy),
    carriers,
    who: carriers === 0 ? '' : around.listed(event.carriedBy)
  }
  switch (event.delivery) {
    case 'received':
      return null
    case 'held':
      // of two, the one who holds it is the one it is for
      if (around.other !== null && event.heldBy >= event.heldOf) return { id: 'timeline.delivery.delivered', values }
      return { id: 'timeline.delivery.held', values }
    case 'partial':
      if (carriers > 0) return { id: 'direct.partialCarried', values }
      return event.awaited === null
        ? { id: 'timeline.delivery.partial', values }
        : { id: 'timeline.delivery.partialOne', values: { ...values, name: event.awaited.name } }
    case 'waiting':
      if (!around.online) return { id: 'timeline.delivery.waitingNetwork', values }
      if (around.other !== null) return { id: 'direct.waiting', values: { ...values, name: around.other } }
      return { id: carriers > 0 ? 'direct.roomCarried' : 'timeline.delivery.waiting', values }
    default:
      return { id: `timeline.delivery.${event.delivery}`, values }
  }
}
