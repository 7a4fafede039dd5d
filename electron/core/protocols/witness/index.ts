/** What a neighbour sees of us, and of somebody else. Spec: docs/protocol/12-witness.md */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { DialOutcome } from '../../../../shared/networkModel.ts'
import { WitnessService } from './witness.ts'

export { WITNESS_PROTOCOL } from './constants.ts'

export interface Question {
  /** Where we listen: the other opens a TCP connection to it, at the address it sees us from. */
  port?: number
  /** The Ed25519 key of a device that is asked about. */
  device?: Uint8Array
}

/** How the answering peer stands to the device that was asked about. */
export interface Sight {
  reach: 'unconnected' | 'direct' | 'relayed'
  /** Where it is reached, or was last tried; undefined where that is not known. */
  address: string | undefined
  /** How the last dial to it ended. */
  outcome: DialOutcome | undefined
  /** Since that dial, or since the connection was opened. */
  agoMs: number | undefined
}

export interface Testimony {
  /** Undefined: it did not dial. */
  dial: DialOutcome | undefined
  /** Since an announcement of ours was heard; undefined: never. */
  multicastMs: number | undefined
  broadcastMs: number | undefined
  /** Undefined: it was not asked, or does not say. */
  sight: Sight | undefined
}

export interface Witness {
  ask(connection: Connection, question: Question, signal?: AbortSignal): Promise<Testimony>
}

export interface WitnessInit {
  /** Opens a TCP connection to the host of an address, on this port, and closes it. Undefined where it leads to no host. Never rejects. */
  dial(remote: Multiaddr, port: number, signal: AbortSignal): Promise<DialOutcome | undefined>
  /** When an announcement of this peer was heard, in ms before now. */
  announced(peer: PeerId): Pick<Testimony, 'multicastMs' | 'broadcastMs'>
  sight(device: Uint8Array): Sight | undefined
  timeoutMs?: number
}

export interface WitnessComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function witness(init: WitnessInit): (components: WitnessComponents) => Witness {
  return components => new WitnessService(components, init)
}
