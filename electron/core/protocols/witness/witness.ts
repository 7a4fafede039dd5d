/** The witness exchange, both ends: one question, one testimony. */

import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import type { DialOutcome } from '../../../../shared/networkModel.ts'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  DIAL_BACK_MS,
  MAX_DIALS_BACK,
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_REQUEST_BYTES,
  MAX_RESPONSE_BYTES,
  RATE,
  WITNESS_PROTOCOL,
  WITNESS_TIMEOUT_MS
} from './constants.ts'
import type { Question, Testimony, WitnessComponents, WitnessInit, Witness as WitnessInterface } from './index.ts'
import { readQuestion, readTestimony, writeQuestion, writeTestimony } from './messages.ts'
import { WitnessRequest, WitnessResponse } from './pb/witness.ts'

export class WitnessService implements WitnessInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/witness'
  readonly #components: WitnessComponents
  readonly #init: WitnessInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)
  #dialling = 0

  constructor(components: WitnessComponents, init: WitnessInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:witness')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(WITNESS_PROTOCOL, this.#answer, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(WITNESS_PROTOCOL)
  }

  async ask(connection: Connection, question: Question, given?: AbortSignal): Promise<Testimony> {
    const request = writeQuestion(question)
    const signal = given === undefined ? this.#deadline() : AbortSignal.any([given, this.#deadline()])
    const stream = await connection.newStream(WITNESS_PROTOCOL, { signal, runOnLimitedConnection: true })
    return await exchange(stream, { maxBytes: MAX_RESPONSE_BYTES, signal }, async ({ messages }) => {
      await messages.write(request, WitnessRequest, { signal })
      return readTestimony(await messages.read(WitnessResponse, { signal }))
    })
  }

  readonly #answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    const peer = connection.remotePeer
    try {
      await exchange(stream, { maxBytes: MAX_REQUEST_BYTES, signal }, async ({ messages }) => {
        if (!this.#rate.take(peer.toString())) throw new InvalidMessageError('asks too often')
        const question = readQuestion(await messages.read(WitnessRequest, { signal }))
        await messages.write(writeTestimony(await this.#testify(connection, question)), WitnessResponse, { signal })
      })
    } catch (err) {
      this.#log.error('could not answer %p - %e', peer, err)
    }
  }

  async #testify(connection: Connection, { port, device }: Question): Promise<Testimony> {
    return {
      ...this.#init.announced(connection.remotePeer),
      dial: port === undefined ? undefined : await this.#dialBack(connection, port),
      sight: device === undefined ? undefined : this.#init.sight(device)
    }
  }

  /** Only ever the host at the other end of this very connection, and never one that is reached through somebody. */
  async #dialBack({ remoteAddr, limits }: Connection, port: number): Promise<DialOutcome | undefined> {
    if (limits !== undefined || this.#dialling >= MAX_DIALS_BACK) return undefined
    this.#dialling++
    try {
      return await this.#init.dial(remoteAddr, port, AbortSignal.timeout(DIAL_BACK_MS))
    } finally {
      this.#dialling--
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? WITNESS_TIMEOUT_MS)
  }
}
