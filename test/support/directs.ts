/** Two people with a direct room: what tests of private rooms begin with. */
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Introduction } from '../../electron/core/chat/ports.ts'
import { fromHex, toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import { signingKey } from '../../electron/core/crypto/ed25519.ts'
import { encodeEntry, KIND, openEntry } from '../../electron/core/crypto/event.ts'
import { decodeSealed } from '../../electron/core/crypto/groups/frame.ts'
import { createVault } from '../../electron/core/crypto/vault.ts'
import { openStore, type Store } from '../../electron/core/store/store.ts'
import type { AccountId, DeviceId, Room, RoomId, TimelineEvent } from '../../shared/model.ts'
import { type Copy, plainKeeper } from './makeCopy.ts'
import { bodies } from './talk.ts'

export async function accountOf({ bridge }: Copy): Promise<AccountId> {
  const { me } = await bridge.call('core.state', {})
  if (me === null) throw new Error('no account')
  return me.account
}

/** The direct room with somebody, as `copy` knows it; begun where there is none. */
export const directWith = async (copy: Copy, other: Copy): Promise<Room> =>
  await copy.bridge.call('rooms.direct', { account: await accountOf(other) })

/** A room as a copy that is in it knows it. */
export async function roomSeenBy(copy: Copy, roomId: RoomId): Promise<Room> {
  const found = (await copy.bridge.call('rooms.list', {})).find(room => room.roomId === roomId)
  return found ?? expect.fail('not in that room')
}

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

/** The store of a copy that was stopped, as long as `work` needs it. */
export async function inStore<T>({ dataDir }: Copy, work: (store: Store) => T): Promise<T> {
  const store = openStore(join(dataDir, 'earshot.db'), createVault(join(dataDir, 'key.json'), plainKeeper).open())
  try {
    return work(store)
  } finally {
    await store.close()
  }
}

/** What a copy that was stopped has written in a room and nobody has acknowledged, as it travels. */
export const unacknowledged = (copy: Copy, roomId: RoomId): Promise<Uint8Array[]> =>
  inStore(copy, store => {
    const room = store.rooms.byId(fromHex(roomId))
    return room === undefined ? [] : store.outbox.next(room.num, 0, 100).map(encodeEntry)
  })

/** How a copy that was stopped introduces itself. */
export const introductionOf = (copy: Copy): Promise<Introduction> =>
  inStore(copy, store => {
    const device = signingKey(store.secrets.get('device') ?? new Uint8Array(32)).publicKey
    const row = store.people.device(device)
    if (row?.certificate == null || row.profile === null) throw new Error('no account')
    return { certificate: row.certificate, profile: row.profile }
  })

/** Every byte and every text in what was said. */
export function bytesIn(said: unknown): Uint8Array[] {
  if (said instanceof Uint8Array) return [said]
  if (typeof said === 'string') return [utf8(said)]
  return typeof said === 'object' && said !== null ? Object.values(said).flatMap(bytesIn) : []
}
