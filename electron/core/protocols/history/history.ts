/** History handed over, both ends: one request, one answer. */
import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  DEVICE_KEY_BYTES,
  HISTORY_PROTOCOL,
  HISTORY_TIMEOUT_MS,
  MAX_BUNDLE_BYTES,
  MAX_BUNDLES,
  MAX_ENTRIES,
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_PARTS,
  MAX_REQUEST_BYTES,
  MAX_RESPONSE_BYTES,
  NONCE_BYTES,
  RATE,
  TAG_BYTES
} from './constants.ts'
import type { AskedHistory, HistoryComponents, HistoryInit, History as HistoryInterface } from './index.ts'
import { HistoryRequest, HistoryResponse } from './pb/history.ts'

const REQUEST_LIMITS = { parts: MAX_PARTS }
const RESPONSE_LIMITS = { bundles: MAX_BUNDLES }

export class HistoryService implements HistoryInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/history'
  readonly #components: HistoryComponents
  readonly #init: HistoryInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)

  constructor(components: HistoryComponents, init: HistoryInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:history')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(HISTORY_PROTOCOL, this.#answer, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(HISTORY_PROTOCOL)
  }

  async ask(connection: Connection, { tag, nonce, parts }: AskedHistory): Promise<Uint8Array[]> {
    const asked = parts.map(({ device, first, last }) => ({ device, first: BigInt(first), last: BigInt(last) }))
    const signal = this.#deadline()
    const stream = await connection.newStream(HISTORY_PROTOCOL, { signal, runOnLimitedConnection: true })
    return await exchange(stream, { maxBytes: MAX_RESPONSE_BYTES, signal }, async ({ messages }) => {
      await messages.write({ tag, nonce, parts: asked } as HistoryRequest, HistoryRequest, { signal })
      return checkResponse(await messages.read(HistoryResponse, { signal, limits: RESPONSE_LIMITS }))
    })
  }

  readonly #answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    const peer = connection.remotePeer
    try {
      await exchange(stream, { maxBytes: MAX_REQUEST_BYTES, signal }, async ({ messages }) => {
        if (!this.#rate.take(peer.toString())) throw new InvalidMessageError('asks too often')
        const request = checkRequest(await messages.read(HistoryRequest, { signal, limits: REQUEST_LIMITS }))
        const bundles = this.#init.asked(peer, request)?.slice(0, MAX_BUNDLES)
        if (bundles === undefined) throw new Error('nothing is handed over to them')
        await messages.write({ bundles } as HistoryResponse, HistoryResponse, { signal })
      })
    } catch (err) {
      this.#log.error('could not answer %p - %e', peer, err)
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? HISTORY_TIMEOUT_MS)
  }
}

/** Decodes a request as a stranger sent it. Throws at anything malformed. */
export const decodeHistoryRequest = (bytes: Uint8Array): AskedHistory =>
  checkRequest(HistoryRequest.decode(bytes, { limits: REQUEST_LIMITS }))

/** Decodes an answer as a stranger sent it. Throws at anything malformed. */
export const decodeHistoryResponse = (bytes: Uint8Array): Uint8Array[] =>
  checkResponse(HistoryResponse.decode(bytes, { limits: RESPONSE_LIMITS }))

function checkRequest({ tag, nonce, parts }: HistoryRequest): AskedHistory {
  if (tag.length !== TAG_BYTES || nonce.length !== NONCE_BYTES) throw new InvalidMessageError('not a tag')
  if (parts.length === 0 || parts.length > MAX_PARTS) throw new InvalidMessageError('not as many parts as may be asked')
  const asked = parts.map(({ device, first, last }) => {
    if (device.length !== DEVICE_KEY_BYTES) throw new InvalidMessageError('not a device key')
    if (first > last || last > BigInt(Number.MAX_SAFE_INTEGER)) throw new InvalidMessageError('not a range')
    return { device, first: Number(first), last: Number(last) }
  })
  if (asked.reduce((sum, { first, last }) => sum + (last - first + 1), 0) > MAX_ENTRIES)
    throw new InvalidMessageError('more than may be asked for at once')
  return { tag, nonce, parts: asked }
}

function checkResponse({ bundles }: HistoryResponse): Uint8Array[] {
  if (bundles.length > MAX_BUNDLES) throw new InvalidMessageError('more than is answered at once')
  if (bundles.some(({ length }) => length === 0 || length > MAX_BUNDLE_BYTES))
    throw new InvalidMessageError('a bundle of the wrong size')
  return bundles
}
