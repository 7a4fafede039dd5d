/** The exchange of key packages, both ends: one request, one answer. */
import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  DEVICE_KEY_BYTES,
  KEYS_PROTOCOL,
  KEYS_TIMEOUT_MS,
  MAX_ANYBODY_BYTES,
  MAX_BUNDLE_BYTES,
  MAX_GIVEN,
  MAX_INBOUND_STREAMS,
  MAX_LOST,
  MAX_OUTBOUND_STREAMS,
  MAX_REQUEST_BYTES,
  MAX_RESPONSE_BYTES,
  MAX_WANTED,
  NONCE_BYTES,
  RATE,
  TAG_BYTES
} from './constants.ts'
import type { KeysComponents, KeysInit, Keys as KeysInterface, SaidOfKeys } from './index.ts'
import { KeysRequest, KeysResponse } from './pb/keys.ts'

const REQUEST_LIMITS = { give: MAX_GIVEN, want: MAX_WANTED, lost: MAX_LOST }

export class KeysService implements KeysInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/keys'
  readonly #components: KeysComponents
  readonly #init: KeysInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)

  constructor(components: KeysComponents, init: KeysInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:keys')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(KEYS_PROTOCOL, this.#answer, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(KEYS_PROTOCOL)
  }

  async exchange(connection: Connection, asked: SaidOfKeys): Promise<Uint8Array[]> {
    const request = checkRequest(asked)
    const signal = this.#deadline()
    const stream = await connection.newStream(KEYS_PROTOCOL, { signal, runOnLimitedConnection: true })
    return await exchange(stream, { maxBytes: MAX_RESPONSE_BYTES, signal }, async ({ messages }) => {
      await messages.write(request as KeysRequest, KeysRequest, { signal })
      const limits = { bundles: request.want.length }
      return checkResponse(await messages.read(KeysResponse, { signal, limits }), request.want.length)
    })
  }

  readonly #answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    const peer = connection.remotePeer
    try {
      await exchange(stream, { maxBytes: MAX_REQUEST_BYTES, signal }, async ({ messages }) => {
        if (!this.#rate.take(peer.toString())) throw new InvalidMessageError('asks too often')
        const request = checkRequest(await messages.read(KeysRequest, { signal, limits: REQUEST_LIMITS }))
        const bundles = this.#init.asked(peer, request)?.slice(0, request.want.length)
        if (bundles === undefined) throw new Error('not now')
        await messages.write({ bundles } as KeysResponse, KeysResponse, { signal })
      })
    } catch (err) {
      this.#log.error('could not answer %p - %e', peer, err)
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? KEYS_TIMEOUT_MS)
  }
}

/** Decodes a request as a stranger sent it. Throws at anything malformed. */
export const decodeKeysRequest = (bytes: Uint8Array): SaidOfKeys =>
  checkRequest(KeysRequest.decode(bytes, { limits: REQUEST_LIMITS }))

/** Decodes an answer as a stranger sent it. Throws at anything malformed, and at more than was asked for. */
export const decodeKeysResponse = (bytes: Uint8Array, asked: number): Uint8Array[] =>
  checkResponse(KeysResponse.decode(bytes, { limits: { bundles: asked } }), asked)

function checkRequest({ give, want, nonce, lost }: SaidOfKeys): SaidOfKeys {
  if (give.length > MAX_GIVEN || want.length > MAX_WANTED || lost.length > MAX_LOST)
    throw new InvalidMessageError('more than may be said at once')
  if (give.some(({ length }) => length === 0 || length > MAX_BUNDLE_BYTES))
    throw new InvalidMessageError('a bundle of the wrong size')
  if (want.some(({ length }) => length !== DEVICE_KEY_BYTES)) throw new InvalidMessageError('not a device key')
  if (nonce.length !== NONCE_BYTES || lost.some(({ length }) => length !== TAG_BYTES))
    throw new InvalidMessageError('not a tag')
  return { give, want, nonce, lost }
}

function checkResponse({ bundles }: KeysResponse, asked: number): Uint8Array[] {
  if (bundles.length > asked) throw new InvalidMessageError('more bundles than asked for')
  if (bundles.some(({ length }) => length === 0 || length > MAX_ANYBODY_BYTES))
    throw new InvalidMessageError('a bundle of the wrong size')
  return bundles
}
