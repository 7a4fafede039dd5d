/** Rooms by the names that people type on the command line. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import type { Room, RoomId } from '../../shared/model.ts'
import { channelName } from '../../shared/names.ts'
import { hashed } from './print.ts'

/** The room called '#name' or 'name'. Throws ChatError name.form or room.not-joined. */
export async function findRoom(bridge: Bridge<Contract>, text: string): Promise<Room> {
  const name = channelName(text)
  if (name === undefined) throw new ChatError('name.form', `'${text}' is not the name of a channel`)
  const room = (await bridge.call('rooms.list', {})).find(room => room.name === name)
  if (room === undefined) throw new ChatError('room.not-joined', `you are not in ${hashed(name)}`)
  return room
}

/** Joins, or finds it joined already. */
export async function joinRoom(bridge: Bridge<Contract>, text: string): Promise<Room> {
  try {
    return await bridge.call('rooms.join', { name: channelName(text) ?? text })
  } catch (err) {
    if (err instanceof ChatError && err.code === 'name.taken') return findRoom(bridge, text)
    throw err
  }
}

/** '#name' by id, kept right while rooms come and go. */
export async function watchNames(bridge: Bridge<Contract>): Promise<(id: RoomId) => string | undefined> {
  const names = new Map<RoomId, string>()
  const learn = (rooms: readonly Room[]): void => {
    for (const room of rooms) names.set(room.roomId, hashed(room.name))
  }
  bridge.on('rooms.changed', learn)
  learn(await bridge.call('rooms.list', {}))
  return id => names.get(id)
}
