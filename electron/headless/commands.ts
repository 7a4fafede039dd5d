/** The commands that talk to a running host. Each opens the bridge, asks, prints, and goes. */
import { ChatError } from '../../shared/errors.ts'
import type { ClientArgs } from './args.ts'
import { askLink, type Connection, NoHostError, openBridge } from './client.ts'
import { readHistory } from './history.ts'
import { hashed, jsonShapes, type Print, type Shapes, textShapes } from './print.ts'
import { findRoom, joinRoom, watchNames } from './rooms.ts'
import { sendLines, sendOne } from './send.ts'
import { followTail } from './tail.ts'

export interface Streams {
  out: Print
  err: Print
  input: NodeJS.ReadStream
  /** Ends a command that otherwise would not. */
  signal: AbortSignal
}

/** Returns the exit code: 0, or 4 when part of it was refused. Throws ChatError and NoHostError. */
export async function runCommand(args: ClientArgs, streams: Streams): Promise<number> {
  const connection = await openBridge(args.data)
  try {
    return await run(args, { ...streams, ...connection, shapes: args.json ? jsonShapes : textShapes })
  } catch (err) {
    if (err instanceof ChatError && err.code === 'offline') throw new NoHostError('the host went away', { cause: err })
    throw err
  } finally {
    connection.close()
  }
}

type Context = Streams & Connection & { shapes: Shapes }

async function run(args: ClientArgs, context: Context): Promise<number> {
  const { bridge, out, shapes } = context
  switch (args.command) {
    case 'status':
      out(await status(args.data, context))
      return 0
    case 'people':
      for (const person of await bridge.call('people.list', {})) out(shapes.person(person))
      return 0
    case 'rooms':
      for (const room of await bridge.call('rooms.list', {})) out(shapes.room(room))
      return 0
    case 'join':
      out(shapes.room(await joinRoom(bridge, args.room)))
      return 0
    case 'leave':
      await bridge.call('rooms.leave', { roomId: (await findRoom(bridge, args.room)).roomId })
      return 0
    case 'connect':
      out(shapes.person(await bridge.call('people.connect', { address: args.address })))
      return 0
    case 'send':
      return send(args.room, args.text, context)
    case 'history':
      return history(args.room, args.limit, context)
    case 'tail':
      return tail(args.room, context)
  }
}

async function status(dataDir: string, { bridge, shapes }: Context): Promise<string> {
  const state = await bridge.call('core.state', {})
  const open = state.stage === 'open'
  const [network, rooms, people] = open
    ? await Promise.all([
        bridge.call('network.state', {}),
        bridge.call('rooms.list', {}),
        bridge.call('people.list', {})
      ])
    : [{ addresses: [] }, [], []]
  return shapes.status({
    state,
    addresses: network.addresses,
    url: await askLink(dataDir),
    rooms: rooms.length,
    people: people.length,
    direct: people.filter(person => person.nearness === 'direct').length
  })
}

async function send(roomName: string, text: string | undefined, context: Context): Promise<number> {
  const { bridge, out, err, input, shapes } = context
  const room = await findRoom(bridge, roomName)
  const name = hashed(room.name)
  if (text !== undefined) {
    out(shapes.event(await sendOne(bridge, room, text), name))
    return 0
  }
  const refused = await sendLines(bridge, room, {
    input,
    onSent: event => out(shapes.event(event, name)),
    onRefused: (lineNumber, { code, message }) => err(`${code}: line ${lineNumber}: ${message}`)
  })
  return refused === 0 ? 0 : 4
}

async function history(roomName: string, limit: number, { bridge, out, shapes }: Context): Promise<number> {
  const room = await findRoom(bridge, roomName)
  for (const event of await readHistory(bridge, room.roomId, limit)) out(shapes.event(event, hashed(room.name)))
  return 0
}

async function tail(roomName: string | undefined, { bridge, out, shapes, signal }: Context): Promise<number> {
  const only = roomName === undefined ? undefined : (await findRoom(bridge, roomName)).roomId
  const nameOf = await watchNames(bridge)
  const stopped = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
  const followed = followTail(bridge, {
    rooms: async () => (only === undefined ? (await bridge.call('rooms.list', {})).map(room => room.roomId) : [only]),
    onEvent(event) {
      if (only === undefined || event.roomId === only) out(shapes.event(event, nameOf(event.roomId) ?? '#'))
    }
  })
  await Promise.race([followed, stopped])
  return 0
}
