/** Messages by what is typed of their ID. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import { MAX_PAGE } from '../../shared/limits.ts'
import type { EventId, RoomId, TimelineEvent } from '../../shared/model.ts'
import { pagesBack } from './history.ts'

const ID_DIGITS = 64
/** Messages of a room that a beginning may mean: the newest. */
const MAX_LOOKED_AT = 2_000

/**
 * The whole ID, of a whole ID or of a beginning that only one of the newest messages has. Throws ChatError not-found.
 */
export async function findId(bridge: Bridge<Contract>, text: string): Promise<EventId> {
  if (text.length === ID_DIGITS) return text as EventId
  const found = new Set<EventId>()
  for (const { roomId } of await bridge.call('rooms.list', {}))
    for await (const { eventId } of newest(bridge, roomId)) if (eventId.startsWith(text)) found.add(eventId)
  const [only] = found
  if (only === undefined) throw new ChatError('not-found', `no message of late has an ID that begins with ${text}`)
  if (found.size > 1)
    throw new ChatError('not-found', `the IDs of ${found.size} messages begin with ${text}: type more of it`)
  return only
}

/** A room's newest messages, and the newest answers in their threads. */
async function* newest(bridge: Bridge<Contract>, roomId: RoomId): AsyncGenerator<TimelineEvent> {
  let looked = 0
  for await (const page of pagesBack(bridge, roomId)) {
    for (const event of page) {
      yield event
      if (event.replies === null) continue
      const from = { at: 'newest' } as const
      yield* (await bridge.call('threads.page', { eventId: event.eventId, from, limit: MAX_PAGE })).events
    }
    looked += page.length
    if (looked >= MAX_LOOKED_AT) return
  }
}
