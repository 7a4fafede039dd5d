/** Rooms by what people type of them on the command line, and what each is called there: '#name', or '@name' of the other person. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import type { AccountId, Room, RoomId } from '../../shared/model.ts'
import { channelName } from '../../shared/names.ts'
import { findPerson, namesOf } from './people.ts'
import { plain } from './plain.ts'
import { hashed } from './print.ts'

/** Digits of a room's ID that are enough to be meant as one. */
const MIN_DIGITS = 8

/** A room with what it is called here. */
export interface Labelled {
  room: Room
  label: string
}

/**
 * The room called '#name' or 'name', the direct room with '@person', or the one with such an ID. Throws ChatError name.form,
 * room.not-joined, not-found where several are called so, or person.unknown.
 */
export async function findRoom(bridge: Bridge<Contract>, text: string): Promise<Labelled> {
  if (text.startsWith('@')) {
    const { direct, name } = await findPerson(bridge, text)
    const room = (await bridge.call('rooms.list', {})).find(({ roomId }) => roomId === direct)
    if (room === undefined) throw new ChatError('room.not-joined', `you have not written with ${plain(name)} yet`)
    return { room, label: at(name) }
  }
  const rooms = await bridge.call('rooms.list', {})
  const found = byName(rooms, text)
  const [room] = found
  if (found.length > 1) throw new ChatError('not-found', severalOf(text, found))
  if (room !== undefined) return { room, label: await labelOf(bridge, room) }
  const name = channelName(text)
  if (name === undefined) throw new ChatError('name.form', `'${plain(text)}' is not the name of a channel`)
  throw new ChatError('room.not-joined', `you are not in ${hashed(name)}`)
}

/** The direct room with '@person', begun where there is none; any other as findRoom. */
export async function roomToWriteIn(bridge: Bridge<Contract>, text: string): Promise<Labelled> {
  if (!text.startsWith('@')) return findRoom(bridge, text)
  const { account, name } = await findPerson(bridge, text)
  return { room: await bridge.call('rooms.direct', { account }), label: at(name) }
}

/** Private rooms are called what their owner likes; channels what their members have typed. */
function byName(rooms: readonly Room[], text: string): Room[] {
  const typed = (text.startsWith('#') ? text.slice(1) : text).normalize('NFC').trim().toLowerCase()
  const channel = channelName(text)
  const named = rooms.filter(({ kind, name }) =>
    kind === 'public' ? name === channel : kind === 'private' && name.toLowerCase() === typed
  )
  return named.length > 0 || !isId(typed) ? named : rooms.filter(({ roomId }) => roomId.startsWith(typed))
}

const isId = (text: string): boolean => text.length >= MIN_DIGITS && /^[0-9a-f]+$/.test(text)

const severalOf = (text: string, rooms: readonly Room[]): string =>
  [
    `${rooms.length} rooms are called '${plain(text)}', give the ID:`,
    ...rooms.map(({ roomId, kind, members }) => `${roomId}  ${kind}, ${members} in it`)
  ].join('\n  ')

const at = (name: string): string => `@${name}`

/** Joins, or finds it joined already. */
export async function joinRoom(bridge: Bridge<Contract>, text: string): Promise<Room> {
  try {
    return await bridge.call('rooms.join', { name: channelName(text) ?? text })
  } catch (err) {
    if (err instanceof ChatError && err.code === 'name.taken') return (await findRoom(bridge, text)).room
    throw err
  }
}

/** '#name', or '@name' of who a direct room is with. */
export const labelWith = ({ kind, name, with: other }: Room, nameOf: (account: AccountId) => string | null): string =>
  kind === 'direct' && other !== null ? at(nameOf(other) ?? other) : hashed(name)

export const labelOf = async (bridge: Bridge<Contract>, room: Room): Promise<string> =>
  room.kind === 'direct' ? labelWith(room, await namesOf(bridge)) : hashed(room.name)

/** Names by account, kept right while people change theirs. */
async function watchPeople(bridge: Bridge<Contract>): Promise<(account: AccountId) => string | null> {
  const names = new Map<AccountId, string>()
  const learn = (people: ReadonlyArray<{ account: AccountId; name: string }>): void => {
    for (const { account, name } of people) names.set(account, name)
  }
  bridge.on('people.changed', learn)
  learn(await bridge.call('people.list', {}))
  return account => names.get(account) ?? null
}

/** What rooms are called, by id, kept right while they come and go. */
export interface Labels {
  of(id: RoomId): string | undefined
  /** Of a direct room, who it is with. */
  with(id: RoomId): AccountId | undefined
}

export async function watchLabels(bridge: Bridge<Contract>): Promise<Labels> {
  const known = new Map<RoomId, Room>()
  const learn = (rooms: readonly Room[]): void => {
    for (const room of rooms) known.set(room.roomId, room)
  }
  bridge.on('rooms.changed', learn)
  const nameOf = await watchPeople(bridge)
  learn(await bridge.call('rooms.list', {}))
  return {
    of(id) {
      const room = known.get(id)
      return room && labelWith(room, nameOf)
    },
    with: id => known.get(id)?.with ?? undefined
  }
}
