/** Several copies that talk over one LAN in memory, and the questions tests ask of them. */
import { expect } from 'vitest'
import type { Verdict } from '../../electron/core/chat/ports.ts'
import { publicRoomId, topicOf } from '../../electron/core/chat/publicRoom.ts'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import type { Room, RoomId, TimelineEvent } from '../../shared/model.ts'
import { type Copy, type CopyOptions, makeCopy, removeFolders } from './makeCopy.ts'
import { createMemoryLan, type MemoryLan } from './memoryLan.ts'

export const roomIdOf = (channel: string): RoomId => toHex(publicRoomId(channel)) as RoomId
export const EVERYONE = roomIdOf('everyone')

export interface Talk {
  readonly lan: MemoryLan
  /** Starts a copy; without a name it shows the first screen, or is somebody started before in that folder. */
  start(name?: string, options?: Partial<CopyOptions>): Promise<Copy>
  /** Says bytes in a channel as a stranger. Answers every copy's verdict. */
  inject(bytes: Uint8Array, channel?: string): Promise<Verdict[]>
  /** Stops everybody; fails where one of them had an internal error. */
  end(): Promise<void>
}

export function createTalk(): Talk {
  const lan = createMemoryLan()
  const copies: Copy[] = []
  return {
    lan,
    async start(name, options = {}) {
      const copy = await makeCopy({ lan, ...(name === undefined ? {} : { name }), ...options })
      copies.push(copy)
      return copy
    },
    inject: (bytes, channel = 'everyone') => lan.inject(topicOf(publicRoomId(channel)), bytes),
    async end() {
      for (const copy of copies) await copy.stop()
      removeFolders()
      expect(copies.flatMap(copy => copy.internal)).toEqual([])
    }
  }
}

export const send = (copy: Copy, body: string, roomId: RoomId = EVERYONE): Promise<TimelineEvent> =>
  copy.bridge.call('timeline.send', { roomId, body })

export async function page(copy: Copy, roomId: RoomId = EVERYONE): Promise<TimelineEvent[]> {
  return (await copy.bridge.call('timeline.page', { roomId, from: { at: 'newest' }, limit: 200 })).events
}

export const bodies = async (copy: Copy, roomId: RoomId = EVERYONE): Promise<string[]> =>
  (await page(copy, roomId)).map(event => event.body)

export async function room(copy: Copy, name = 'everyone'): Promise<Room> {
  const found = (await copy.bridge.call('rooms.list', {})).find(each => each.name === name)
  if (found === undefined) throw new Error(`not in #${name}`)
  return found
}

/** The message as its copy knows it now. */
export const stateOf = (copy: Copy, { eventId }: TimelineEvent): Promise<TimelineEvent> =>
  copy.bridge.call('timeline.get', { eventId })

export const deliveryOf = async (copy: Copy, event: TimelineEvent): Promise<string> =>
  (await stateOf(copy, event)).delivery

export const topic = (channel: string): string => topicOf(publicRoomId(channel))
