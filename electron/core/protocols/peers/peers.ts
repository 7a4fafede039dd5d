/** The peers exchange, both ends: one question and one answer, or a note without one. */

import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import type { Exchange } from '../exchange.ts'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  DEVICE_KEY_BYTES,
  DIGEST_BYTES,
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_PEERS,
  MAX_RECORD_BYTES,
  MAX_REQUEST_BYTES,
  MAX_RESPONSE_BYTES,
  PEERS_PROTOCOL,
  PEERS_TIMEOUT_MS,
  RATE
} from './constants.ts'
import type {
  PeersAnswer,
  PeersComponents,
  PeersInit,
  Peers as PeersInterface,
  PeersNote,
  PeersQuestion,
  ReachedPeer
} from './index.ts'
import { PeersRequest, PeersResponse } from './pb/peers.ts'

const EMPTY = new Uint8Array()
const LIMITS = { peers: MAX_PEERS }

export class PeersService implements PeersInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/peers'
  readonly #components: PeersComponents
  readonly #init: PeersInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)

  constructor(components: PeersComponents, init: PeersInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:peers')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(PEERS_PROTOCOL, this.#answer, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(PEERS_PROTOCOL)
  }

  async ask(connection: Connection, ours: PeersQuestion): Promise<PeersAnswer> {
    const question = checkRequest(ours)
    return await this.#open(connection, MAX_RESPONSE_BYTES, async ({ messages, signal }) => {
      await messages.write(question as PeersRequest, PeersRequest, { signal })
      return checkResponse(await messages.read(PeersResponse, { signal, limits: LIMITS }), question)
    })
  }

  async note(connection: Connection, { bridges, quiet }: PeersNote): Promise<void> {
    await this.#open(connection, MAX_REQUEST_BYTES, ({ messages, signal }) =>
      messages.write({ digest: EMPTY, bridges, quiet }, PeersRequest, { signal })
    )
  }

  async #open<T>(connection: Connection, maxBytes: number, talk: (exchange: Exchange) => Promise<T>): Promise<T> {
    const signal = this.#deadline()
    const stream = await connection.newStream(PEERS_PROTOCOL, { signal, runOnLimitedConnection: true })
    return await exchange(stream, { maxBytes, signal }, talk)
  }

  readonly #answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    const peer = connection.remotePeer
    try {
      await exchange(stream, { maxBytes: MAX_REQUEST_BYTES, signal }, async ({ messages }) => {
        if (!this.#rate.take(peer.toString())) throw new InvalidMessageError('asks too often')
        const theirs = checkRequest(await messages.read(PeersRequest, { signal }))
        if (theirs.digest.length === 0) return this.#init.noted(peer, theirs)
        const answer = await this.#init.asked(peer, theirs)
        if (answer === undefined) throw new InvalidMessageError('not now')
        const told = { ...answer, peers: answer.peers.slice(0, MAX_PEERS) }
        await messages.write(told as PeersResponse, PeersResponse, { signal })
      })
    } catch (err) {
      this.#log.error('could not answer %p - %e', peer, err)
    }
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? PEERS_TIMEOUT_MS)
  }
}

/** Decodes a question or a note, whose digest is empty, as a stranger sent it. Throws at anything malformed. */
export function decodePeersRequest(bytes: Uint8Array): PeersQuestion {
  return checkRequest(PeersRequest.decode(bytes))
}

/** Decodes an answer as a stranger sent it. Throws at anything malformed, and at peers where the digests are the same. */
export function decodePeersResponse(bytes: Uint8Array, asked: PeersQuestion): PeersAnswer {
  return checkResponse(PeersResponse.decode(bytes, { limits: LIMITS }), asked)
}

function checkRequest(request: PeersQuestion): PeersQuestion {
  const { length } = request.digest
  if (length !== 0 && length !== DIGEST_BYTES) throw new InvalidMessageError('not a digest')
  return request
}

function checkResponse(response: PeersAnswer, asked: PeersQuestion): PeersAnswer {
  const { digest, peers } = response
  if (digest.length !== DIGEST_BYTES) throw new InvalidMessageError('not a digest')
  if (peers.length > MAX_PEERS) throw new InvalidMessageError('too many peers')
  if (peers.length > 0 && Buffer.compare(digest, asked.digest) === 0) throw new InvalidMessageError('nothing differs')
  for (const peer of peers) checkPeer(peer)
  return response
}

function checkPeer({ device, relay, record }: ReachedPeer): void {
  if (device.length !== DEVICE_KEY_BYTES) throw new InvalidMessageError('not a device key')
  if (relay.length !== 0 && relay.length !== DEVICE_KEY_BYTES) throw new InvalidMessageError('not a relay')
  if (record.length > MAX_RECORD_BYTES) throw new InvalidMessageError('a record that is too large')
}
