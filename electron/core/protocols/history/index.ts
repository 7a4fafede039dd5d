/** Asks a member for what was said in a private room before we came in. Spec: docs/protocol/20-history.md */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { HistoryService } from './history.ts'

/** Entries of one log, both ends inclusive. */
export interface AskedPart {
  device: Uint8Array
  first: number
  last: number
}

export interface AskedHistory {
  tag: Uint8Array
  nonce: Uint8Array
  parts: AskedPart[]
}

export interface History {
  /** Answers bundles sealed to this device, unverified. */
  ask(connection: Connection, request: AskedHistory): Promise<Uint8Array[]>
}

export interface HistoryInit {
  /** What is handed over, sealed to who asks. Undefined: nothing. */
  asked(peer: PeerId, request: AskedHistory): Uint8Array[] | undefined
  timeoutMs?: number
}

export interface HistoryComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function history(init: HistoryInit): (components: HistoryComponents) => History {
  return components => new HistoryService(components, init)
}
