/** Two people with a direct room: what tests of private rooms begin with. */
import { expect } from 'vitest'
import { toHex } from '../../electron/core/crypto/bytes.ts'
import { KIND, openEntry } from '../../electron/core/crypto/event.ts'
import { decodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import type { AccountId, DeviceId, Room, RoomId, TimelineEvent } from '../../shared/model.ts'
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
  await expect.poll(async () => (await directWith(one, other)).closed, { timeout: 10_000 }).toBe(null)
  return roomId
}

export const say = (copy: Copy, roomId: RoomId, body: string, over = {}): Promise<TimelineEvent> =>
  copy.bridge.call('timeline.send', { roomId, body, ...over })

/** What a copy shows of a room becomes this. */
export const shows = (copy: Copy, roomId: RoomId, texts: string[]): Promise<void> =>
  expect.poll(() => bodies(copy, roomId), { timeout: 10_000 }).toEqual(texts)

export const texts = (what: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${what} ${n}`)

export async function peerOf({ bridge }: Copy): Promise<DeviceId> {
  const { me } = await bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me.peerId
}

/** Sealed messages in what a tap heard being gossiped: the send group and the place of each in it. */
export function sealedIn(said: unknown): Array<{ place: string; id: string }> {
  const [, bytes] = Array.isArray(said) ? (said as unknown[]) : []
  const opened = bytes instanceof Uint8Array ? openEntry(bytes) : { malformed: 'not gossiped' }
  if ('malformed' in opened || opened.entry.kind !== KIND.sealed) return []
  const sealed = decodeSealed(opened.entry.body)
  if (sealed === undefined) return []
  const place = `${toHex(opened.entry.device)} ${sealed.opened} ${sealed.step}`
  return [{ place, id: toHex(opened.entry.id) }]
}
