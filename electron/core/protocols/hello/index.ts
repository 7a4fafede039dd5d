/** What two peers tell each other when they connect: who they are, and their public channels. Spec: docs/protocol/ */
import type { ComponentLogger, Connection } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { HelloService } from './hello.ts'

export { HELLO_PROTOCOL } from './constants.ts'

/** The greeting as it crosses the wire. The bytes are unverified. */
export interface HelloGreeting {
  certificate: Uint8Array
  profile: Uint8Array
  channels: string[]
}

export interface Hello {
  /** Tells this peer ours and takes theirs. Throws when the peer does not speak the protocol, or speaks it wrongly. */
  greet(connection: Connection): Promise<void>
}

export interface HelloInit {
  /** Ours. Undefined while only listening: an empty one is sent. */
  greeting(): HelloGreeting | undefined
  /** The peer behind this connection greeted; undefined: it only listens. */
  greeted(connection: Connection, greeting: HelloGreeting | undefined): void
  timeoutMs?: number
}

export interface HelloComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function hello(init: HelloInit): (components: HelloComponents) => Hello {
  return components => new HelloService(components, init)
}
