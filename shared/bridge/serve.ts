/**
 * The core's end of the bridge. A client that reads slowly is never queued for without end: past EVENT_WINDOW
 * unacknowledged events the core stops sending, and once the client has caught up it is told that it missed some.
 */
import { z } from 'zod'
import { ChatError, type ErrorCode } from '../errors.ts'
import { EVENT_WINDOW, MAX_CALLS_IN_FLIGHT } from '../limits.ts'
import type { Carrier, Client, Contract, Handlers } from './rpc.ts'

const Call = z.strictObject({ id: z.number().int(), call: z.string().max(64), input: z.unknown() })
const Listen = z.strictObject({ listen: z.string().max(64), on: z.boolean() })
const Ack = z.strictObject({ ack: z.number().int() })

/** Serves one client over its pipe. */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  carrier: Carrier,
  onInternal: (call: string, err: unknown) => void = () => {}
): Client<C> {
  const listening = new Set<string>()
  let inFlight = 0
  let sent = 0
  let acked = 0
  let missed = false
  let closed = false

  /** A pipe that breaks is somebody who went away, never a failure of the core. */
  function send(frame: unknown): void {
    if (closed) return
    try {
      carrier.send(frame)
    } catch (err) {
      close()
      onInternal('send', err)
    }
  }

  function close(): void {
    closed = true
    listening.clear()
  }

  async function answer({ id, call: name, input }: z.infer<typeof Call>): Promise<void> {
    inFlight++
    try {
      if (inFlight > MAX_CALLS_IN_FLIGHT) throw new ChatError('busy', 'too many calls at once')
      const call = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined
      if (call === undefined) throw new ChatError('invalid-input', `no call named ${name}`)
      const parsed = call.input.safeParse(input)
      if (!parsed.success) throw new ChatError('invalid-input', z.prettifyError(parsed.error))
      const output: unknown = await handlers[name]?.(parsed.data as never)
      send({ id, output })
    } catch (err) {
      if (!(err instanceof ChatError)) onInternal(name, err)
      send({ id, error: toFailure(err) })
    } finally {
      inFlight--
    }
  }

  carrier.onFrame(frame => {
    if (closed) return
    const call = Call.safeParse(frame)
    if (call.success) return void answer(call.data)
    const ack = Ack.safeParse(frame)
    if (ack.success) {
      acked = Math.min(sent, Math.max(acked, ack.data.ack))
      if (missed && sent - acked <= EVENT_WINDOW / 2) {
        missed = false
        send({ missed: true })
      }
      return
    }
    const listen = Listen.safeParse(frame)
    if (listen.success && Object.hasOwn(contract.events, listen.data.listen)) {
      if (listen.data.on) listening.add(listen.data.listen)
      else listening.delete(listen.data.listen)
    } // anything else is not of the contract: there is nobody to answer
  })
  carrier.onClose(close)

  return {
    listensTo: event => listening.has(event),
    emit(event, payload) {
      if (!listening.has(event)) return
      if (sent - acked >= EVENT_WINDOW) missed = true
      else send({ n: ++sent, event, payload })
    }
  }
}

function toFailure(err: unknown): { code: ErrorCode; message: string } {
  if (err instanceof ChatError) return { code: err.code, message: err.message }
  return { code: 'internal', message: 'something went wrong' } // details stay in the core's log
}
