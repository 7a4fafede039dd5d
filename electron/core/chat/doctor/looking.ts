/** What the doctor asks of the network. core/node implements it. */
import type { DeviceId } from '../../../../shared/model.ts'
import type { DialOutcome } from '../../../../shared/networkModel.ts'

/** How a neighbour stands to somebody it was asked about. */
export interface Sight {
  reach: 'unconnected' | 'direct' | 'relayed'
  /** Multiaddr where it is reached, or was last tried. */
  address: string | undefined
  outcome: DialOutcome | undefined
  /** Since that dial, or since the connection was opened. */
  agoMs: number | undefined
}

/** When an announcement was heard, in ms before now; undefined: never. */
export interface Announced {
  multicastMs: number | undefined
  broadcastMs: number | undefined
}

/** What a neighbour sees of us. Unverified: it may lie. */
export interface Testimony extends Announced {
  /** How its dial to our port ended; undefined: it did not dial. */
  dial: DialOutcome | undefined
  sight: Sight | undefined
}

/** Which way packets take, by the names of interfaces; null where no way leads there. */
export interface Routes {
  /** What is sent to everybody, where a program does not say on which interface. */
  multicast: string | null
  /** What is on none of our networks; several where it depends on the address. */
  elsewhere: string[]
  /** Networks of ours whose packets leave by something that is not on them. */
  caught: Array<{ network: string; by: string }>
}

/** What the doctor asks of the network. */
export interface Looking {
  /** What a connected peer sees of us at this port, and of a device. Throws where it does not answer. */
  askWitness(peer: DeviceId, question: { port?: number; about?: DeviceId }, signal: AbortSignal): Promise<Testimony>
  /** Multiaddrs where a peer was reached or is said to be, the likeliest first. */
  whereabouts(peer: DeviceId): string[]
  /** When it announced itself, and on which interface. */
  heardFrom(peer: DeviceId): Announced & { interface: string | undefined }
  /** Null where that cannot be read. */
  routes(): Promise<Routes | null>
  /** Whether the system lets us onto the local network; null where it does not say. */
  permission(): Promise<'granted' | 'denied' | null>
  /**
   * Asks every address of a network whether Earshot is there, or of all networks of this computer. Who answers is dialled.
   * Throws ChatError net.cidr, net.outside. Ends early, and well, at the signal.
   */
  probe(cidr: string | undefined, onProgress: (so: ProbeProgress) => void, signal: AbortSignal): Promise<void>
}

/** How far a probe has come. */
export interface ProbeProgress {
  /** The networks, as people write them. */
  cidr: string
  done: number
  total: number
  /** Hosts where Earshot, or something on its port, answered. */
  answered: readonly string[]
}
