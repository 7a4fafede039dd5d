/** `earshot send`: one message, or one per line of the input, many under way at once. */
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Bridge, Input } from '../../shared/bridge/rpc.ts'
import { ChatError } from '../../shared/errors.ts'
import { MAX_DRAFT_CHARS, MAX_TEXT_CHARS } from '../../shared/limits.ts'
import type { Room, TimelineEvent } from '../../shared/model.ts'

/** Enough to keep the core busy, well under what one client may have under way. */
const IN_FLIGHT = 256

/** Resolves once the message is durable at the host. */
export async function sendOne(
  bridge: Bridge<Contract>,
  room: Room,
  body: string,
  place: Place = {}
): Promise<TimelineEvent> {
  refuseLength(body)
  return bridge.call('timeline.send', { roomId: room.roomId, body, ...place })
}

/** Throws ChatError msg.too-long for what the bridge would not even take. */
export function refuseLength(body: string): void {
  if (body.length > MAX_DRAFT_CHARS)
    throw new ChatError('msg.too-long', `a message has ${MAX_TEXT_CHARS} characters at most`)
}

/** What a message answers, and where it stands. */
export type Place = Pick<Input<Contract, 'timeline.send'>, 'replyTo' | 'thread' | 'alsoInRoom'>

export interface SendLinesInit {
  place?: Place
  input: Readable
  onSent(event: TimelineEvent): void
  /** A line that was refused; the others still go. */
  onRefused(lineNumber: number, err: ChatError): void
}

/** Sends every line that is not empty, in order. Returns how many were refused. Rejects when the host goes away. */
export async function sendLines(bridge: Bridge<Contract>, room: Room, init: SendLinesInit): Promise<number> {
  const underWay = new Set<Promise<void>>()
  let refused = 0
  let gone: ChatError | undefined

  const send = async (body: string, lineNumber: number): Promise<void> => {
    try {
      init.onSent(await sendOne(bridge, room, body, init.place))
    } catch (err) {
      if (!(err instanceof ChatError)) throw err
      if (err.code === 'offline') gone = err
      else {
        refused++
        init.onRefused(lineNumber, err)
      }
    }
  }

  let lineNumber = 0
  for await (const line of createInterface({ input: init.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber++
    if (line.trim() === '') continue
    const sent = send(line, lineNumber).finally(() => underWay.delete(sent))
    underWay.add(sent)
    if (underWay.size >= IN_FLIGHT) await Promise.race(underWay)
    if (gone !== undefined) break
  }
  await Promise.all(underWay)
  if (gone !== undefined) throw gone
  return refused
}
