/** The commands that talk to a running host. Each opens the bridge, asks, prints, and goes. */
import type { Writable } from 'node:stream'
import { ChatError } from '../../shared/errors.ts'
import type { RoomId } from '../../shared/model.ts'
import type { ClientArgs, SearchArgs, SendArgs } from './args.ts'
import { askLink, type Connection, NoHostError, openBridge } from './client.ts'
import { exportRoom } from './export.ts'
import { createForm } from './exportForms.ts'
import { find } from './find.ts'
import { readHistory } from './history.ts'
import { findId } from './ids.ts'
import { runNetworkCommand } from './networkCommands.ts'
import { runOperation } from './operations.ts'
import { findPerson } from './people.ts'
import { runPeopleCommand } from './peopleCommands.ts'
import { plain } from './plain.ts'
import { hashed, jsonShapes, type Print, type Shapes, textShapes, withIds } from './print.ts'
import { isInvite, joinByInvite, runRoomCommand } from './privateCommands.ts'
import { findRoom, joinRoom, type Labels, roomToWriteIn, watchLabels } from './rooms.ts'
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
      await listRooms(context)
      return 0
    case 'join':
      await join(args.room, context)
      return 0
    case 'leave':
      await bridge.call('rooms.leave', { roomId: (await findRoom(bridge, args.room)).room.roomId })
      return 0
    case 'create':
    case 'invite':
    case 'invites':
    case 'revoke':
    case 'members':
    case 'add':
    case 'remove':
    case 'role':
      await runRoomCommand(args, context)
      return 0
    case 'verify':
    case 'block':
    case 'requests':
    case 'accept':
      await runPeopleCommand(args, context)
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

async function listRooms({ bridge, out, shapes }: Context): Promise<void> {
  const rooms = await bridge.call('rooms.list', {})
  const labels = await watchLabels(bridge)
  for (const room of rooms) out(shapes.room(room, labels.of(room.roomId) ?? hashed(room.name)))
}

async function join(text: string, context: Context): Promise<void> {
  if (isInvite(text)) return joinByInvite(text, context)
  const room = await joinRoom(context.bridge, text)
  context.out(context.shapes.room(room, hashed(room.name)))
}

async function send(args: SendArgs, context: Context): Promise<number> {
  const { bridge, out, err, input, shapes } = context
  const { room, label } = await roomToWriteIn(bridge, args.room)
  const { replyTo, thread, alsoInRoom, text } = args
  const place: Place = {
    ...(replyTo === undefined ? {} : { replyTo: await findId(bridge, replyTo) }),
    ...(thread === undefined ? {} : { thread: await findId(bridge, thread) }),
    ...(alsoInRoom === true ? { alsoInRoom } : {})
  }
  if (text !== undefined) {
    out(shapes.event(await sendOne(bridge, room, text, place), label))
    return 0
  }
  const refused = await sendLines(bridge, room, {
    place,
    input,
    onSent: event => out(shapes.event(event, label)),
    onRefused: (lineNumber, { code, message }) => err(`${code}: line ${lineNumber}: ${message}`)
  })
  return refused === 0 ? 0 : 4
}

async function search(args: SearchArgs, { bridge, out, err, shapes }: Context): Promise<number> {
  const labels = await watchLabels(bridge)
  await find(bridge, args, {
    onHit: hit => out(shapes.hit(hit, labels.of(hit.event.roomId) ?? '#')),
    onNothing: (suggestion, searched) =>
      err(
        `nothing found in ${searched} messages here${suggestion === null ? '' : `; did you mean '${plain(suggestion)}'?`}`
      )
  })
  return 0
}

async function exportTo(args: ExportArgs, { bridge, output, err, progress }: Context): Promise<number> {
  const { room, label } = await findRoom(bridge, args.room)
  const sink = args.output === undefined ? printSink(output) : await fileSink(args.output)
  try {
    const onProgress = (written: number, all: number): void => progress?.(`${written} of ${all}`)
    const written = await exportRoom(bridge, room, {
      form: createForm(args.format, label),
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
  const { room, label } = await findRoom(bridge, roomName)
  for (const event of await readHistory(bridge, room.roomId, limit)) out(shapes.event(event, label))
  return 0
}

async function tail(roomName: string | undefined, { bridge, out, shapes, signal }: Context): Promise<number> {
  const labels = await watchLabels(bridge)
  const isWanted = await wanted(roomName, bridge, labels)
  const stopped = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
  const followed = followTail(bridge, {
    rooms: async () => (await bridge.call('rooms.list', {})).map(room => room.roomId).filter(isWanted),
    onEvent(event) {
      if (isWanted(event.roomId)) out(shapes.event(event, labels.of(event.roomId) ?? '#'))
    },
    onChange(event, change) {
      if (isWanted(event.roomId)) out(shapes.change(event, change, labels.of(event.roomId) ?? '#'))
    }
  })
  await Promise.race([followed, stopped])
  return 0
}

/** Of '@person' also the room that they or this account are still to begin. */
async function wanted(
  text: string | undefined,
  bridge: Connection['bridge'],
  labels: Labels
): Promise<(id: RoomId) => boolean> {
  if (text === undefined) return () => true
  if (text.startsWith('@')) {
    const { account } = await findPerson(bridge, text)
    return id => labels.with(id) === account
  }
  const { roomId } = (await findRoom(bridge, text)).room
  return id => id === roomId
}
