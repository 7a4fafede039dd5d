/** Asks a peer who some devices are: it passes on what they signed. Spec: docs/protocol/ */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { IntroduceService } from './introduce.ts'

export { INTRODUCE_PROTOCOL, MAX_DEVICES } from './constants.ts'

/** Unverified bytes. */
export interface SignedIntroduction {
  certificate: Uint8Array
  profile: Uint8Array
}

export interface Introduce {
  /** @param devices Ed25519 public keys, at most MAX_DEVICES */
  ask(connection: Connection, devices: Uint8Array[]): Promise<SignedIntroduction[]>
}

export interface IntroduceInit {
  /** Those of the asked devices that are known here. */
  provide(peer: PeerId, devices: Uint8Array[]): SignedIntroduction[]
  timeoutMs?: number
}

export interface IntroduceComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function introduce(init: IntroduceInit): (components: IntroduceComponents) => Introduce {
  return components => new IntroduceService(components, init)
}
