/** Two people with a direct room: what tests of private rooms begin with. */
import { expect } from 'vitest'
import type { AccountId, Room, RoomId, TimelineEvent } from '../../shared/model.ts'
import type { Copy } from './makeCopy.ts'
import { bodies } from './talk.ts'

export async function accountOf({ bridge }: Copy): Promise<AccountId> {
  const { me } = await bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me.account
}

/** The direct room with somebody, as `copy` knows it; begun where there is none. */
export const directWith = async (copy: Copy, other: Copy): Promise<Room> =>
  await copy.bridge.call('rooms.direct', { account: await accountOf(other) })

/** Waits until each of them can seal to the other. */
export async function haveKeys(one: Copy, other: Copy): Promise<RoomId> {
  const { roomId } = await directWith(one, other)
  await expect.poll(async () => (await directWith(one, other)).closed).toBe(null)
  return roomId
}

export const say = (copy: Copy, roomId: RoomId, body: string, over = {}): Promise<TimelineEvent> =>
  copy.bridge.call('timeline.send', { roomId, body, ...over })

/** What a copy shows of a room becomes this. */
export const shows = (copy: Copy, roomId: RoomId, texts: string[]): Promise<void> =>
  expect.poll(() => bodies(copy, roomId), { timeout: 10_000 }).toEqual(texts)
