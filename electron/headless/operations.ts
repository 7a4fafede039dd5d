/** The commands that do one thing to a message or a channel and print what came of it. */
import { ChatError } from '../../shared/errors.ts'
import { MAX_EMOJI_CHARS } from '../../shared/limits.ts'
import type { TimelineEvent } from '../../shared/model.ts'
import type { ClientArgs } from './args.ts'
import type { Connection } from './client.ts'
import { findId } from './ids.ts'
import type { Print, Shapes } from './print.ts'
import { findRoom, watchLabels } from './rooms.ts'
import { refuseLength } from './send.ts'

interface Context extends Connection {
  out: Print
  shapes: Shapes
}

type OnMessage = 'edit' | 'redact' | 'react' | 'pin'
type OnRoom = 'topic' | 'pinned' | 'fill' | 'keep' | 'read'
type Of<K extends ClientArgs['command']> = Extract<ClientArgs, { command: K }>

/** Throws ChatError. */
export async function runOperation(
  args: Of<OnMessage> | Of<OnRoom> | Of<'receipts'> | Of<'threads'>,
  context: Context
): Promise<void> {
  switch (args.command) {
    case 'edit':
    case 'redact':
    case 'react':
    case 'pin':
      return onMessage(args, context)
    case 'receipts':
      return receipts(args.id, context)
    case 'threads':
      return threads(context)
    default:
      return onRoom(args, context)
  }
}

async function onMessage(args: Of<OnMessage>, { bridge, out, shapes }: Context): Promise<void> {
  const eventId = await findId(bridge, args.id)
  const event = await changed()
  const labels = await watchLabels(bridge)
  out(shapes.event(event, labels.of(event.roomId) ?? '#'))

  function changed(): Promise<TimelineEvent> {
    switch (args.command) {
      case 'edit':
        refuseLength(args.text)
        return bridge.call('timeline.edit', { eventId, body: args.text })
      case 'redact':
        return bridge.call('timeline.redact', { eventId })
      case 'react':
        if (args.emoji === '' || args.emoji.length > MAX_EMOJI_CHARS) throw new ChatError('msg.emoji')
        return bridge.call('timeline.react', { eventId, emoji: args.emoji, on: args.on })
      case 'pin':
        return bridge.call('timeline.pin', { eventId, on: args.on })
    }
  }
}

async function onRoom(args: Of<OnRoom>, { bridge, out, shapes }: Context): Promise<void> {
  const { room, label } = await findRoom(bridge, args.room)
  const { roomId } = room
  switch (args.command) {
    case 'topic':
      if (args.text.length > MAX_LINE) throw new ChatError('topic.form')
      return out(shapes.event(await bridge.call('rooms.topic', { roomId, topic: args.text }), label))
    case 'pinned':
      for (const event of await bridge.call('timeline.pinned', { roomId })) out(shapes.event(event, label))
      return
    case 'fill':
      return out(shapes.history(await bridge.call('rooms.fill', { roomId }), label))
    case 'keep': {
      const { days, megabytes } = args
      return out(shapes.history(await bridge.call('rooms.keep', { roomId, keep: { days, megabytes } }), label))
    }
    case 'read': {
      const newest = await bridge.call('timeline.page', { roomId, from: { at: 'newest' }, limit: 1 })
      const upTo = newest.events.at(-1)?.orderKey
      if (upTo !== undefined) await bridge.call('rooms.read', { roomId, upTo })
      return out(shapes.room((await findRoom(bridge, args.room)).room, label))
    }
  }
}

/** What the bridge takes of one line. */
const MAX_LINE = 4_096

async function receipts(id: string, { bridge, out, shapes }: Context): Promise<void> {
  const eventId = await findId(bridge, id)
  for (const receipt of await bridge.call('timeline.receipts', { eventId })) out(shapes.receipt(receipt))
}

async function threads({ bridge, out, shapes }: Context): Promise<void> {
  const labels = await watchLabels(bridge)
  for (const thread of await bridge.call('threads.list', {}))
    out(shapes.thread(thread, labels.of(thread.roomId) ?? '#'))
}
