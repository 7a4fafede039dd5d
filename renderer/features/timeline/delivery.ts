/** Which sentence says how far an own message has come. Only what was acknowledged is said. */
import type { Delivery, TimelineEvent } from '../../../shared/model.ts'

/** How long a message may be under way before that is shown. */
export const SHOW_SENDING_AFTER_MS = 400

/** A message id with its values, for t(id, values). */
export interface Sentence {
  readonly id: `timeline.delivery.${Exclude<Delivery, 'received'> | 'partialOne' | 'waitingNetwork'}`
  readonly values: Record<string, number | string>
}

/** The sentence of an own message, or null for other people's. */
export function deliverySentence(event: TimelineEvent, online: boolean): Sentence | null {
  const values = {
    heldBy: event.heldBy,
    readBy: event.readBy,
    heldOf: event.heldOf,
    rest: Math.max(0, event.heldOf - event.heldBy)
  }
  switch (event.delivery) {
    case 'received':
      return null
    case 'partial':
      return event.awaited === null
        ? { id: 'timeline.delivery.partial', values }
        : { id: 'timeline.delivery.partialOne', values: { ...values, name: event.awaited.name } }
    case 'waiting':
      return { id: online ? 'timeline.delivery.waiting' : 'timeline.delivery.waitingNetwork', values }
    default:
      return { id: `timeline.delivery.${event.delivery}`, values }
  }
}
