/** The commands that talk to a running host. Each opens the bridge, asks, prints, and goes. */
import type { Writable } from 'node:stream'
import { ChatError } from '../../shared/errors.ts'
import type { ClientArgs, SearchArgs, SendArgs } from './args.ts'
import { askLink, type Connection, NoHostError, openBridge } from './client.ts'
import { exportRoom } from './export.ts'
import { createForm } from './exportForms.ts'
import { find } from './find.ts'
import { readHistory } from './history.ts'
import { findId } from './ids.ts'
import { runNetworkCommand } from './networkCommands.ts'
import { runOperation } from './operations.ts'
import { hashed, jsonShapes, type Print, plain, type Shapes, textShapes, withIds } from './print.ts'
import { findRoom, joinRoom, watchNames } from './rooms.ts'
import { type Place, sendLines, sendOne } from './send.ts'
import { fileSink, printSink } from './sink.ts'
import { followTail } from './tail.ts'

export interface Streams {
  out: Print
  err: Print
  /** Where an export is printed: it waits for its reader. */
  output: Writable
  /** How far something long has come; nobody looks where this is left out. */
  progress?(text: string): void
  input: NodeJS.ReadStream
  /** Ends a command that otherwise would not. */
  signal: AbortSignal
}

/** Returns the exit code: 0, or 4 when part of it was refused. Throws ChatError and NoHostError. */
export async function runCommand(args: ClientArgs, streams: Streams): Promise<number> {
  const connection = await openBridge(args.data)
  try {
    const shapes = args.json ? jsonShapes : textShapes
    return await run(args, { ...streams, ...connection, shapes: args.ids === true ? withIds(shapes) : shapes })
  } catch (err) {
    if (err instanceof ChatError && err.code === 'offline') throw new NoHostError('the host went away', { cause: err })
    throw err
  } finally {
    connection.close()
  }
}

type ExportArgs = Extract<ClientArgs, { command: 'export' }>
export type Context = Streams & Connection & { shapes: Shapes }

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
    case 'code':
    case 'network':
    case 'interfaces':
    case 'probe':
    case 'doctor':
      await runNetworkCommand(args, context)
      return 0
    case 'send':
      return send(args, context)
    case 'history':
      return history(args.room, args.limit, context)
    case 'tail':
      return tail(args.room, context)
    case 'search':
      return search(args, context)
    case 'export':
      return exportTo(args, context)
    default:
      await runOperation(args, context)
      return 0
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

async function send(args: SendArgs, context: Context): Promise<number> {
  const { bridge, out, err, input, shapes } = context
  const room = await findRoom(bridge, args.room)
  const name = hashed(room.name)
  const { replyTo, thread, alsoInRoom, text } = args
  const place: Place = {
    ...(replyTo === undefined ? {} : { replyTo: await findId(bridge, replyTo) }),
    ...(thread === undefined ? {} : { thread: await findId(bridge, thread) }),
    ...(alsoInRoom === true ? { alsoInRoom } : {})
  }
  if (text !== undefined) {
    out(shapes.event(await sendOne(bridge, room, text, place), name))
    return 0
  }
  const refused = await sendLines(bridge, room, {
    place,
    input,
    onSent: event => out(shapes.event(event, name)),
    onRefused: (lineNumber, { code, message }) => err(`${code}: line ${lineNumber}: ${message}`)
  })
  return refused === 0 ? 0 : 4
}

async function search(args: SearchArgs, { bridge, out, err, shapes }: Context): Promise<number> {
  const nameOf = await watchNames(bridge)
  await find(bridge, args, {
    onHit: hit => out(shapes.hit(hit, nameOf(hit.event.roomId) ?? '#')),
    onNothing: (suggestion, searched) =>
      err(
        `nothing found in ${searched} messages here${suggestion === null ? '' : `; did you mean '${plain(suggestion)}'?`}`
      )
  })
  return 0
}

async function exportTo(args: ExportArgs, { bridge, output, err, progress }: Context): Promise<number> {
  const room = await findRoom(bridge, args.room)
  const sink = args.output === undefined ? printSink(output) : await fileSink(args.output)
  try {
    const onProgress = (written: number, all: number): void => progress?.(`${written} of ${all}`)
    const written = await exportRoom(bridge, room, {
      form: createForm(args.format, room),
      sink,
      now: Date.now(),
      onProgress
    })
    await sink.done()
    if (args.output !== undefined) err(`${written} messages in ${args.output}`)
    return 0
  } catch (fault) {
    await sink.undo()
    throw fault
  } finally {
    progress?.('')
  }
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
    },
    onChange(event, change) {
      if (only === undefined || event.roomId === only) out(shapes.change(event, change, nameOf(event.roomId) ?? '#'))
    }
  })
  await Promise.race([followed, stopped])
  return 0
}
