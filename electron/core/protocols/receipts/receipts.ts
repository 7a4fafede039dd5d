/** The receipts protocol, both ends: one message, then the stream is closed. */

import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_RANGES,
  MAX_RECEIPTS,
  MAX_RECEIPTS_BYTES,
  RATE,
  RECEIPTS_PROTOCOL,
  RECEIPTS_TIMEOUT_MS,
  ROOM_ID_BYTES
} from './constants.ts'
import type { Range, ReceiptsComponents, ReceiptsInit, Receipts as ReceiptsInterface, RoomReceipt } from './index.ts'
import { Receipts } from './pb/receipts.ts'

const LIMITS = { receipts: MAX_RECEIPTS, receipts$: { ranges: MAX_RANGES, read: MAX_RANGES } }

export class ReceiptsService implements ReceiptsInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/receipts'
  readonly #components: ReceiptsComponents
  readonly #init: ReceiptsInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)

  constructor(components: ReceiptsComponents, init: ReceiptsInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:receipts')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(RECEIPTS_PROTOCOL, this.#receive, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(RECEIPTS_PROTOCOL)
  }

  async send(connection: Connection, receipts: RoomReceipt[]): Promise<void> {
    const checked = checkReceipts({ receipts })
    const signal = this.#deadline()
    const stream = await connection.newStream(RECEIPTS_PROTOCOL, { signal, runOnLimitedConnection: true })
    await exchange(stream, { maxBytes: MAX_RECEIPTS_BYTES, signal }, async ({ messages }) => {
      await messages.write({ receipts: checked } as Receipts, Receipts, { signal })
    })
  }

  readonly #receive = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    const peer = connection.remotePeer
    try {
      const receipts = await exchange(stream, { maxBytes: MAX_RECEIPTS_BYTES, signal }, async ({ messages }) => {
        if (!this.#rate.take(peer.toString())) throw new InvalidMessageError('tells too often')
        return checkReceipts(await messages.read(Receipts, { signal, limits: LIMITS }))
      })
      this.#init.received(peer, receipts)
    } catch (err) {
      this.#log.error('no receipts from %p - %e', peer, err)
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? RECEIPTS_TIMEOUT_MS)
  }
}

/** Decodes receipts as a stranger sent them. Throws at anything malformed. */
export function decodeReceipts(bytes: Uint8Array): RoomReceipt[] {
  return checkReceipts(Receipts.decode(bytes, { limits: LIMITS }))
}

function checkReceipts({ receipts }: { receipts: RoomReceipt[] }): RoomReceipt[] {
  if (receipts.length > MAX_RECEIPTS) throw new InvalidMessageError('too many receipts')
  for (const { roomId, ranges, read } of receipts) {
    if (roomId.length !== ROOM_ID_BYTES) throw new InvalidMessageError('not a room')
    if (!areRanges(ranges) || !areRanges(read)) throw new InvalidMessageError('not ranges')
  }
  return receipts
}

const areRanges = (ranges: Range[]): boolean => ranges.length <= MAX_RANGES && ranges.every(isRange)

const isRange = ({ first, last }: Range): boolean =>
  Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 0 && first <= last
