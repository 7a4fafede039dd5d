/** Gives a peer our key packages, and asks for those of others. Spec: docs/protocol/15-key-packages.md */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { KeysService } from './keys.ts'

/** Unverified bytes. */
export interface SaidOfKeys {
  give: Uint8Array[]
  want: Uint8Array[]
  nonce: Uint8Array
  lost: Uint8Array[]
}

export interface Keys {
  /** Answers signed bundles of some of the devices that are wanted. */
  exchange(connection: Connection, request: SaidOfKeys): Promise<Uint8Array[]>
}

export interface KeysInit {
  /** Takes what a peer gives, and answers what is known here of whom it asks for. Undefined: not now. */
  asked(peer: PeerId, request: SaidOfKeys): Uint8Array[] | undefined
  timeoutMs?: number
}

export interface KeysComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function keys(init: KeysInit): (components: KeysComponents) => Keys {
  return components => new KeysService(components, init)
}
