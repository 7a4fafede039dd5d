/** The courier exchange, both ends: one request, one answer. */

import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import { COURIER_RATE, MAX_PARCEL_BYTES, TAGS_FOR_ONE } from '../../../../shared/limits.ts'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  COURIER_PROTOCOL,
  COURIER_TIMEOUT_MS,
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_REQUEST_BYTES,
  MAX_RESPONSE_BYTES
} from './constants.ts'
import type {
  CourierAnswers,
  CourierComponents,
  CourierInit,
  Courier as CourierInterface,
  CourierRefusal,
  Dropped,
  Page,
  Place
} from './index.ts'
import {
  type Asked,
  REQUEST_LIMITS,
  RESPONSE_LIMITS,
  readPage,
  readRefusal,
  readRequest,
  writeDrop,
  writePage,
  writePut,
  writeRefusal,
  writeTake
} from './messages.ts'
import { CourierRequest, CourierResponse } from './pb/courier.ts'

export class CourierService implements CourierInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/courier'
  readonly #components: CourierComponents
  readonly #init: CourierInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(COURIER_RATE)

  constructor(components: CourierComponents, init: CourierInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:courier')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(COURIER_PROTOCOL, this.#answer, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(COURIER_PROTOCOL)
  }

  async put(connection: Connection, tag: Uint8Array, parcel: Uint8Array): Promise<'stored' | CourierRefusal> {
    if (parcel.length > MAX_PARCEL_BYTES) return 'too-large'
    return readRefusal(await this.#ask(connection, writePut(tag, parcel))) ?? 'stored'
  }

  async take(
    connection: Connection,
    tags: readonly Uint8Array[],
    after: Place | undefined
  ): Promise<Page | CourierRefusal> {
    const response = await this.#ask(connection, writeTake(tags, after))
    return readRefusal(response) ?? readPage(response, tags, after)
  }

  async drop(connection: Connection, dropped: readonly Dropped[]): Promise<'dropped' | CourierRefusal> {
    return readRefusal(await this.#ask(connection, writeDrop(dropped))) ?? 'dropped'
  }

  async #ask(connection: Connection, request: CourierRequest): Promise<CourierResponse> {
    const signal = this.#deadline()
    const stream = await connection.newStream(COURIER_PROTOCOL, { signal, runOnLimitedConnection: true })
    return await exchange(stream, { maxBytes: MAX_RESPONSE_BYTES, signal }, async ({ messages }) => {
      await messages.write(request, CourierRequest, { signal })
      return await messages.read(CourierResponse, { signal, limits: RESPONSE_LIMITS })
    })
  }

  readonly #answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    const peer = connection.remotePeer
    try {
      await exchange(stream, { maxBytes: MAX_REQUEST_BYTES, signal }, async ({ messages }) => {
        // before it is read: what is not allowed is no work
        if (!this.#rate.take(peer.toString())) throw new InvalidMessageError('asks too often')
        const asked = readRequest(await messages.read(CourierRequest, { signal, limits: REQUEST_LIMITS }))
        if ('take' in asked && !this.#rate.take(peer.toString(), Math.ceil(asked.take.tags.length / TAGS_FOR_ONE)))
          throw new InvalidMessageError('takes too often')
        await messages.write(await answerTo(asked, this.#init.carrying(peer)), CourierResponse, { signal })
      })
    } catch (err) {
      this.#log.error('could not answer %p - %e', peer, err)
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? COURIER_TIMEOUT_MS)
  }
}

async function answerTo(asked: Asked, answers: CourierAnswers | undefined): Promise<CourierResponse> {
  if (answers === undefined) return writeRefusal('not-a-courier')
  if ('take' in asked) {
    const page = answers.take(asked.take.tags, asked.take.after)
    return typeof page === 'string' ? writeRefusal(page) : writePage(page)
  }
  if ('drop' in asked) {
    const done = await answers.drop(asked.drop)
    return writeRefusal(done === 'dropped' ? undefined : done)
  }
  const { tag, parcel } = asked.put
  const done = parcel.length > MAX_PARCEL_BYTES ? 'too-large' : await answers.put(tag, parcel)
  return writeRefusal(done === 'stored' ? undefined : done)
}
