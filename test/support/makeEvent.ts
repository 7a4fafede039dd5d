/** A timeline event with everything filled in: the n-th of one room, a second apart. */
import { AccountId, DeviceId, EventId, OrderKey, RoomId, type TimelineEvent } from '../../shared/model.ts'

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0')

export const MORNING = new Date(2026, 5, 12, 9, 0, 0).getTime()
export const ROOM = RoomId.parse('ab'.repeat(32))
export const accountOf = (n: number) => AccountId.parse(hex(n, 64))

export function makeEvent(n: number, over: Partial<TimelineEvent> = {}): TimelineEvent {
  const at = MORNING + n * 1000
  return {
    eventId: EventId.parse(hex(n, 64)),
    roomId: ROOM,
    orderKey: OrderKey.parse(hex(at, 16) + hex(n, 64)),
    sender: {
      account: accountOf(1),
      device: DeviceId.parse('12D3KooW'.padEnd(52, 'a')),
      name: 'Mara Lindqvist',
      hue: 305
    },
    mine: false,
    sentAt: at,
    receivedAt: at,
    kind: 'message',
    member: null,
    body: `message ${n}`,
    deleted: false,
    editedAt: null,
    mentions: [],
    mentionsMe: false,
    replyTo: null,
    thread: null,
    alsoInRoom: false,
    replies: null,
    reactions: [],
    pinned: null,
    forked: false,
    delivery: over.mine === true ? 'sending' : 'received',
    heldBy: 0,
    readBy: 0,
    heldOf: 0,
    awaited: null,
    carriedBy: [],
    ...over
  }
}
