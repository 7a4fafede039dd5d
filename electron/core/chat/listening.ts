/** Which rooms are listened to: their topics, and what goes out in them. */
import type { RoomRow } from '../store/rooms.ts'
import type { OutboxPump } from './outbox.ts'
import type { Network, Verdict } from './ports.ts'
import { topicOf } from './publicRoom.ts'

export interface ListeningComponents {
  network: Pick<Network, 'join' | 'leave'>
  outbox: Pick<OutboxPump, 'open' | 'close'>
  receive(bytes: Uint8Array, room: RoomRow): Promise<Verdict>
  /** Nothing may go out of it. */
  isQuiet(room: RoomRow): boolean
}

export function createListening({ network, outbox, receive, isQuiet }: ListeningComponents) {
  const rooms = new Set<number>()

  return {
    /** Where nothing may go out of a room, it is not listened to either: others would notice. */
    start(room: RoomRow): void {
      if (rooms.has(room.num) || isQuiet(room)) return
      rooms.add(room.num)
      const topic = topicOf(room.roomId)
      network.join(topic, bytes => receive(bytes, room))
      outbox.open(room.num, topic)
    },
    stop(room: RoomRow): void {
      if (!rooms.delete(room.num)) return
      network.leave(topicOf(room.roomId))
      outbox.close(room.num)
    }
  }
}
