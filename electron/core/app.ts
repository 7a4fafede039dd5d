/** Composition root: builds the core over the real network, serves interfaces, starts and stops in order. No logic. */
import type { Carrier } from '../../shared/bridge/rpc.ts'
import type { CoreState } from '../../shared/model.ts'
import { type Audience, createAudience } from './audience.ts'
import type { Config } from './config.ts'
import { createCore } from './core.ts'
import { messageId } from './crypto/event.ts'
import { createHandlers } from './handlers.ts'
import { createNetwork } from './node/node.ts'

export interface App {
  /**
   * Opens the store (or waits for a passphrase) and, where there is an account, the network.
   * Throws ChatError store.in-use, store.passphrase, db.damaged, db.newer.
   */
  start(): Promise<void>
  /** Ends everything in order; what was handed in is stored first. May be called twice. */
  stop(): Promise<void>
  /** Serves the contract to one interface over its pipe. */
  attach(carrier: Carrier): void
  state(): CoreState
  /** Multiaddrs with the PeerId, reachable from the LAN; empty while there is no account. */
  addresses(): string[]
}

export function createApp(config: Config): App {
  let audience: Audience | undefined
  const core = createCore({
    config,
    makeNetwork: ({ deviceSeed, announce, rules, met, events }) =>
      createNetwork({
        devicePrivateKey: deviceSeed,
        listen: announce ? config.listen : [],
        mdns: config.mdns,
        announce,
        agent: `earshot/${config.version}`,
        rules,
        met,
        seeds: config.seeds ?? [],
        events,
        messageId
      }),
    now: Date.now,
    tell: (event, payload) => audience?.tell(event, payload),
    onFailed: err => logInternal('core', err)
  })
  audience = createAudience(createHandlers(core), logInternal)

  return { start: core.start, stop: core.stop, attach: audience.attach, state: core.state, addresses: core.addresses }
}

/** What no person can act on: its stack, never its arguments. */
function logInternal(where: string, err: unknown): void {
  console.error(`earshot: internal error in ${where}:`, err instanceof Error ? err.stack : typeof err)
}
