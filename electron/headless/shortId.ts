/** What the command line prints of a message's ID: enough to tell the messages of late apart, and to be typed. */
import type { EventId } from '../../shared/model.ts'

const SHOWN_DIGITS = 8

export const shortId = (eventId: EventId): string => eventId.slice(0, SHOWN_DIGITS)
