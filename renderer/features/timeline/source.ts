/** Where a list of messages comes from: what stands in a room, or the answers in a thread. */
import type { Contract } from '../../../shared/bridge/contract.ts'
import type { Input } from '../../../shared/bridge/rpc.ts'
import type { EventId, RoomId, TimelineEvent, TimelinePage } from '../../../shared/model.ts'
import type { CoreBridge } from '../../bridge/BridgeProvider.tsx'

export type From = Input<Contract, 'timeline.page'>['from']

/** Two of one key are the same place. */
export interface Source {
  readonly key: string
  readonly roomId: RoomId
  page(bridge: CoreBridge, from: From, limit: number): Promise<TimelinePage>
  /** Whether a changed event belongs here. */
  holds(event: TimelineEvent): boolean
}

export const roomSource = (roomId: RoomId): Source => ({
  key: roomId,
  roomId,
  page: (bridge, from, limit) => bridge.call('timeline.page', { roomId, from, limit }),
  holds: event => event.roomId === roomId && (event.thread === null || event.alsoInRoom)
})

export const threadSource = (roomId: RoomId, eventId: EventId): Source => ({
  key: eventId,
  roomId,
  page: (bridge, from, limit) => bridge.call('threads.page', { eventId, from, limit }),
  holds: event => event.thread === eventId
})
