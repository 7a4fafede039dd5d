/** The interface's end of the bridge. It needs none of the contract's schemas: the core is trusted, and checks what it is sent. */
import { ChatError, ERROR_CODES, type ErrorCode } from '../errors.ts'
import { EVENT_WINDOW } from '../limits.ts'
import type { Bridge, Carrier, Contract } from './rpc.ts'

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
    const frame = raw as CoreFrame
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
