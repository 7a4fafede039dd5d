/** Tells a peer which entries of its own logs are stored and read here. One way: nothing is answered. Spec: docs/protocol/ */
import type { ComponentLogger, Connection, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import { ReceiptsService } from './receipts.ts'

export { MAX_RANGES, MAX_RECEIPTS, RECEIPTS_PROTOCOL } from './constants.ts'

/** Inclusive, by seq. */
export interface Range {
  first: number
  last: number
}

/** What is stored here of the reader's log in a room, and what of it was read: newest first. */
export interface RoomReceipt {
  roomId: Uint8Array
  ranges: Range[]
  read: Range[]
}

export interface Receipts {
  /** @param receipts at most MAX_RECEIPTS rooms of at most MAX_RANGES ranges stored, and as many read */
  send(connection: Connection, receipts: RoomReceipt[]): Promise<void>
}

export interface ReceiptsInit {
  received(peer: PeerId, receipts: RoomReceipt[]): void
  timeoutMs?: number
}

export interface ReceiptsComponents {
  registrar: Registrar
  logger: ComponentLogger
}

/** The protocol as a libp2p service. */
export function receipts(init: ReceiptsInit): (components: ReceiptsComponents) => Receipts {
  return components => new ReceiptsService(components, init)
}
