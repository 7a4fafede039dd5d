/** The introduce exchange, both ends: one request, one answer. */

import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  DEVICE_KEY_BYTES,
  INTRODUCE_PROTOCOL,
  INTRODUCE_TIMEOUT_MS,
  MAX_DEVICES,
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_PART_BYTES,
  MAX_REQUEST_BYTES,
  MAX_RESPONSE_BYTES,
  RATE
} from './constants.ts'
import type {
  IntroduceComponents,
  IntroduceInit,
  Introduce as IntroduceInterface,
  SignedIntroduction
} from './index.ts'
import { IntroduceRequest, IntroduceResponse } from './pb/introduce.ts'

const REQUEST_LIMITS = { devices: MAX_DEVICES }

export class IntroduceService implements IntroduceInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/introduce'
  readonly #components: IntroduceComponents
  readonly #init: IntroduceInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)

  constructor(components: IntroduceComponents, init: IntroduceInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:introduce')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(INTRODUCE_PROTOCOL, this.#answer, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(INTRODUCE_PROTOCOL)
  }

  async ask(connection: Connection, devices: Uint8Array[]): Promise<SignedIntroduction[]> {
    const request = checkRequest({ devices })
    const signal = this.#deadline()
    const stream = await connection.newStream(INTRODUCE_PROTOCOL, { signal, runOnLimitedConnection: true })
    return await exchange(stream, { maxBytes: MAX_RESPONSE_BYTES, signal }, async ({ messages }) => {
      await messages.write(request as IntroduceRequest, IntroduceRequest, { signal })
      const limits = { introductions: devices.length }
      return checkResponse(await messages.read(IntroduceResponse, { signal, limits }), devices.length)
    })
  }

  readonly #answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    const peer = connection.remotePeer
    try {
      await exchange(stream, { maxBytes: MAX_REQUEST_BYTES, signal }, async ({ messages }) => {
        if (!this.#rate.take(peer.toString())) throw new InvalidMessageError('asks too often')
        const { devices } = checkRequest(await messages.read(IntroduceRequest, { signal, limits: REQUEST_LIMITS }))
        const introductions = this.#init.provide(peer, devices).slice(0, devices.length)
        await messages.write({ introductions } as IntroduceResponse, IntroduceResponse, { signal })
      })
    } catch (err) {
      this.#log.error('could not answer %p - %e', peer, err)
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? INTRODUCE_TIMEOUT_MS)
  }
}

/** Decodes a request as a stranger sent it. Throws at anything malformed. */
export function decodeIntroduceRequest(bytes: Uint8Array): Uint8Array[] {
  return checkRequest(IntroduceRequest.decode(bytes, { limits: REQUEST_LIMITS })).devices
}

/** Decodes an answer as a stranger sent it. Throws at anything malformed, and at more than was asked for. */
export function decodeIntroduceResponse(bytes: Uint8Array, asked: number): SignedIntroduction[] {
  return checkResponse(IntroduceResponse.decode(bytes, { limits: { introductions: asked } }), asked)
}

function checkRequest(request: { devices: Uint8Array[] }): { devices: Uint8Array[] } {
  const { devices } = request
  if (devices.length === 0 || devices.length > MAX_DEVICES) throw new InvalidMessageError('not 1 to 32 devices')
  if (devices.some(key => key.length !== DEVICE_KEY_BYTES)) throw new InvalidMessageError('not a device key')
  return request
}

function checkResponse(response: IntroduceResponse, asked: number): SignedIntroduction[] {
  const { introductions } = response
  if (introductions.length > asked) throw new InvalidMessageError('more introductions than asked for')
  for (const { certificate, profile } of introductions) {
    const empty = certificate.length === 0 || profile.length === 0
    if (empty || certificate.length > MAX_PART_BYTES || profile.length > MAX_PART_BYTES) {
      throw new InvalidMessageError('an introduction of the wrong size')
    }
  }
  return introductions
}
