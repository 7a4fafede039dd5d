/** All interfaces that are attached now: windows, browser pages, command lines. */
import { type Contract, contract } from '../../shared/bridge/contract.ts'
import type { Carrier, Client, Handlers, Payload } from '../../shared/bridge/rpc.ts'
import { serve } from '../../shared/bridge/serve.ts'

export interface Audience {
  attach(carrier: Carrier): void
  /** Tells whoever listens. The payload is only made when somebody does; undefined: there is nothing to tell after all. */
  tell<K extends keyof Contract['events'] & string>(event: K, payload: () => Payload<Contract, K> | undefined): void
}

export function createAudience(
  handlers: Handlers<Contract>,
  onInternal: (call: string, err: unknown) => void
): Audience {
  const clients = new Set<Client<Contract>>()
  return {
    attach(carrier) {
      const client = serve(contract, handlers, carrier, onInternal)
      clients.add(client)
      carrier.onClose(() => clients.delete(client))
    },
    tell(event, payload) {
      const listening = [...clients].filter(client => client.listensTo(event))
      if (listening.length === 0) return
      const told = payload()
      if (told === undefined) return
      for (const client of listening) client.emit(event, told)
    }
  }
}
