/** Private channels and the people in them: what tests of them begin with. */
import { expect } from 'vitest'
import type { AccountId, Member, NewcomersRead, Room, RoomId } from '../../shared/model.ts'
import { accountOf } from './directs.ts'
import type { Copy } from './makeCopy.ts'
import { page, type Talk } from './talk.ts'

export const createChannel = (
  copy: Copy,
  name = 'night-watch',
  { people = [], newcomers = 'since-joining' }: { people?: AccountId[]; newcomers?: NewcomersRead } = {}
): Promise<Room> => copy.bridge.call('rooms.create', { name, newcomers, people })

export const inviteTo = async (
  copy: Copy,
  roomId: RoomId,
  over: { hours?: number; once?: boolean } = {}
): Promise<string> => {
  const { link } = await copy.bridge.call('rooms.invite', { roomId, hours: null, once: false, ...over })
  if (link === null) throw new Error('an own invite has a link')
  return link
}

export const joinBy = (copy: Copy, link: string): Promise<Room> => copy.bridge.call('rooms.joinInvite', { link })

/** The room as a copy has it in its list. */
export const channel = async ({ bridge }: Copy, roomId: RoomId): Promise<Room | undefined> =>
  (await bridge.call('rooms.list', {})).find(room => room.roomId === roomId)

export const members = ({ bridge }: Copy, roomId: RoomId): Promise<Member[]> => bridge.call('rooms.roles', { roomId })

/** Becomes a member, as this copy sees itself. */
export const isIn = (copy: Copy, roomId: RoomId): Promise<void> =>
  expect.poll(async () => (await channel(copy, roomId))?.role ?? null, { timeout: 10_000 }).not.toBe(null)

/** Everybody sees these members, in whatever order, and has keys of all. */
export async function agreeOn(copies: readonly Copy[], roomId: RoomId, who: readonly Copy[] = copies): Promise<void> {
  const accounts = (await Promise.all(who.map(accountOf))).sort()
  for (const copy of copies)
    await expect
      .poll(
        async () =>
          (await members(copy, roomId))
            .filter(one => !one.waiting)
            .map(one => one.account)
            .sort(),
        {
          timeout: 10_000
        }
      )
      .toEqual(accounts)
}

/** What people said, without what is told of the members. */
export const texts = async (copy: Copy, roomId: RoomId): Promise<string[]> =>
  (await page(copy, roomId)).filter(({ kind }) => kind === 'message').map(({ body }) => body)

export const reads = (copy: Copy, roomId: RoomId, said: readonly string[]): Promise<void> =>
  expect.poll(() => texts(copy, roomId), { timeout: 10_000 }).toEqual(said)

/** The first one's channel, with all of them in it and able to speak to each other. */
export async function makeChannel(talk: Talk, ...names: string[]): Promise<{ copies: Copy[]; roomId: RoomId }> {
  const copies: Copy[] = []
  for (const name of names) copies.push(await talk.start(name))
  const [first, ...others] = copies
  if (first === undefined) throw new Error('nobody')
  const { roomId } = await createChannel(first)
  const link = await inviteTo(first, roomId)
  for (const copy of others) await joinBy(copy, link)
  for (const copy of others) await isIn(copy, roomId)
  await agreeOn(copies, roomId)
  return { copies, roomId }
}
