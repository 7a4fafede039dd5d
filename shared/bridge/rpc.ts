/** Typed calls and events over one pipe: what both ends agree on. The contract is data; a carrier only moves frames. */
import type { z } from 'zod'

export interface Contract {
  calls: Record<string, { input: z.ZodType; output: z.ZodType }>
  events: Record<string, z.ZodType>
}
export const defineContract = <const C extends Contract>(contract: C): C => contract

export type CallName<C extends Contract> = keyof C['calls'] & string
export type EventName<C extends Contract> = keyof C['events'] & string
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

/** The interface's end. */
export interface Bridge<C extends Contract> {
  call<K extends CallName<C>>(name: K, input: Input<C, K>): Promise<Output<C, K>>
  /** Returns the function that stops listening. */
  on<K extends EventName<C>>(event: K, listener: (payload: Payload<C, K>) => void): () => void
  /** Called when events were left out: ask for what is shown again. Returns the function that stops listening. */
  onMissed(listener: () => void): () => void
  onClose(listener: () => void): void
}
