/** Leaves sealed parcels with a peer for somebody who is away, and asks for one's own. Spec: docs/protocol/19-couriers.md */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { CourierService } from './courier.ts'

export { COURIER_PROTOCOL } from './constants.ts'

/** Why a peer does not do it. `not-a-courier`: it carries nothing, or nothing for us. */
export type CourierRefusal = 'not-a-courier' | 'malformed' | 'too-large' | 'tag-full' | 'yours-full' | 'full'

/** A place among parcels, which are ordered by tag and hash. Both have 32 bytes. */
export interface Place {
  tag: Uint8Array
  hash: Uint8Array
}

export interface TaggedParcel {
  tag: Uint8Array
  parcel: Uint8Array
}

/** Parcels of one answer, ascending by place. */
export interface Page {
  parcels: TaggedParcel[]
  /** There are more behind the last one. */
  more: boolean
  /** Whether new ones are taken in, and whether the peer is there for that. */
  carries: 'nothing' | 'beside' | 'always'
}

/** A parcel to be let go of, and what proves that its reader says so; undefined: a first contact with the sender's account. */
export interface Dropped extends Place {
  key: Uint8Array | undefined
}

export interface Courier {
  put(connection: Connection, tag: Uint8Array, parcel: Uint8Array): Promise<'stored' | CourierRefusal>
  /** @param tags at most MAX_PARCEL_TAGS, ascending */
  take(connection: Connection, tags: readonly Uint8Array[], after: Place | undefined): Promise<Page | CourierRefusal>
  /** @param dropped at most MAX_DROPPED_PARCELS */
  drop(connection: Connection, dropped: readonly Dropped[]): Promise<'dropped' | CourierRefusal>
}

/** What a peer asks of us. A parcel is only `stored` once it will not be lost. */
export interface CourierAnswers {
  put(tag: Uint8Array, parcel: Uint8Array): Promise<'stored' | CourierRefusal>
  take(tags: readonly Uint8Array[], after: Place | undefined): Page | CourierRefusal
  drop(dropped: readonly Dropped[]): Promise<'dropped' | CourierRefusal>
}

export interface CourierInit {
  /** Undefined: nothing is carried for this peer. */
  carrying(peer: PeerId): CourierAnswers | undefined
  timeoutMs?: number
}

export interface CourierComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function courier(init: CourierInit): (components: CourierComponents) => Courier {
  return components => new CourierService(components, init)
}
