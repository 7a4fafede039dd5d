/**
 * Typed calls and events over one pipe. The contract is data; a carrier only moves frames.
 * A client that reads slowly is never queued for without end: past EVENT_WINDOW unacknowledged events the core stops
 * sending, and once the client has caught up it is told that it missed some and asks for its page again.
 */
import { z } from 'zod'
import { ChatError, ERROR_CODES, type ErrorCode } from '../errors.ts'
import { EVENT_WINDOW, MAX_CALLS_IN_FLIGHT } from '../limits.ts'

export interface Contract {
  calls: Record<string, { input: z.ZodType; output: z.ZodType }>
  events: Record<string, z.ZodType>
}
export const defineContract = <const C extends Contract>(contract: C): C => contract

type CallName<C extends Contract> = keyof C['calls'] & string
type EventName<C extends Contract> = keyof C['events'] & string
export type Input<C extends Contract, K extends CallName<C>> = z.input<C['calls'][K]['input']>
export type Output<C extends Contract, K extends CallName<C>> = z.output<C['calls'][K]['output']>
export type Payload<C extends Contract, K extends EventName<C>> = z.output<C['events'][K]>
export type Handlers<C extends Contract> = {
  [K in CallName<C>]: (input: z.output<C['calls'][K]['input']>) => Output<C, K> | Promise<Output<C, K>>
}
/** The core's end of one client: what this client listens for, and the way to tell it. */
export interface Client<C extends Contract> {
  listensTo(event: EventName<C>): boolean
  emit<K extends EventName<C>>(event: K, payload: Payload<C, K>): void
}

/** A pipe for frames: Electron IPC, a WebSocket and a local socket each implement this, and nothing else. */
export interface Carrier {
  send(frame: unknown): void
  onFrame(listener: (frame: unknown) => void): void
  onClose(listener: () => void): void
}

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

  async function answer({ id, call: name, input }: z.infer<typeof Call>): Promise<void> {
    inFlight++
    try {
      if (inFlight > MAX_CALLS_IN_FLIGHT) throw new ChatError('busy', 'too many calls at once')
      const call = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined
      if (call === undefined) throw new ChatError('invalid-input', `no call named ${name}`)
      const parsed = call.input.safeParse(input)
      if (!parsed.success) throw new ChatError('invalid-input', z.prettifyError(parsed.error))
      const output: unknown = await handlers[name]?.(parsed.data as never)
      carrier.send({ id, output })
    } catch (err) {
      if (!(err instanceof ChatError)) onInternal(name, err)
      carrier.send({ id, error: toFailure(err) })
    } finally {
      inFlight--
    }
  }

  carrier.onFrame(frame => {
    const call = Call.safeParse(frame)
    if (call.success) return void answer(call.data)
    const ack = Ack.safeParse(frame)
    if (ack.success) {
      acked = Math.min(sent, Math.max(acked, ack.data.ack))
      if (missed && sent - acked <= EVENT_WINDOW / 2) {
        missed = false
        carrier.send({ missed: true })
      }
      return
    }
    const listen = Listen.safeParse(frame)
    if (listen.success && Object.hasOwn(contract.events, listen.data.listen)) {
      if (listen.data.on) listening.add(listen.data.listen)
      else listening.delete(listen.data.listen)
    } // anything else is not of the contract: there is nobody to answer
  })
  carrier.onClose(() => listening.clear())

  return {
    listensTo: event => listening.has(event),
    emit(event, payload) {
      if (!listening.has(event)) return
      if (sent - acked >= EVENT_WINDOW) missed = true
      else carrier.send({ n: ++sent, event, payload })
    }
  }
}

/** The interface's end. */
export interface Bridge<C extends Contract> {
  call<K extends CallName<C>>(name: K, input: Input<C, K>): Promise<Output<C, K>>
  /** Returns the function that stops listening. */
  on<K extends EventName<C>>(event: K, listener: (payload: Payload<C, K>) => void): () => void
  /** Called when events were left out: ask for what is shown again. Returns the function that stops listening. */
  onMissed(listener: () => void): () => void
  onClose(listener: () => void): void
}

interface CoreFrame {
  id?: number
  output?: unknown
  error?: { code: ErrorCode; message: string }
  n?: number
  event?: string
  payload?: unknown
  missed?: boolean
}

const ACK_EVERY = EVENT_WINDOW / 4

export function connect<C extends Contract>(carrier: Carrier): Bridge<C> {
  const waiting = new Map<number, PromiseWithResolvers<never>>()
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const missedListeners = new Set<() => void>()
  const closeListeners = new Set<() => void>()
  let lastId = 0
  let ackedUpTo = 0
  let closed = false

  carrier.onFrame(raw => {
    const frame = raw as CoreFrame // the core is trusted; its end validates what comes in
    if (frame.event !== undefined) {
      for (const listener of listeners.get(frame.event) ?? []) listener(frame.payload as never)
      if ((frame.n ?? 0) - ackedUpTo >= ACK_EVERY) {
        ackedUpTo = frame.n ?? 0
        carrier.send({ ack: ackedUpTo })
      }
    } else if (frame.missed === true) {
      for (const listener of missedListeners) listener()
    } else if (frame.id !== undefined) {
      const call = waiting.get(frame.id)
      waiting.delete(frame.id)
      if (frame.error === undefined) call?.resolve(frame.output as never)
      else call?.reject(new ChatError(knownCode(frame.error.code), frame.error.message))
    }
  })

  carrier.onClose(() => {
    if (closed) return
    closed = true
    for (const call of waiting.values()) call.reject(new ChatError('offline'))
    waiting.clear()
    for (const listener of closeListeners) listener()
  })

  return {
    call(name, input) {
      const call = Promise.withResolvers<never>()
      if (closed) call.reject(new ChatError('offline'))
      else {
        const id = ++lastId
        waiting.set(id, call)
        carrier.send({ id, call: name, input })
      }
      return call.promise
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set)
      if (set.size === 0 && !closed) carrier.send({ listen: event, on: true })
      set.add(listener as never)
      return () => {
        set.delete(listener as never)
        if (set.size === 0 && !closed) carrier.send({ listen: event, on: false })
      }
    },
    onMissed(listener) {
      missedListeners.add(listener)
      return () => missedListeners.delete(listener)
    },
    onClose(listener) {
      closeListeners.add(listener)
    }
  }
}

const knownCode = (code: ErrorCode): ErrorCode => (ERROR_CODES.includes(code) ? code : 'internal')

function toFailure(err: unknown): { code: ErrorCode; message: string } {
  if (err instanceof ChatError) return { code: err.code, message: err.message }
  return { code: 'internal', message: 'something went wrong' } // details stay in the core's log
}
