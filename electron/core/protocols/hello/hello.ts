/** The hello exchange, both ends: the one who opens the stream speaks first. */

import type { Connection, Logger, Startable, Stream } from '@libp2p/interface'
import { InvalidMessageError } from '@libp2p/interface'
import { MAX_HELLO_CHANNELS } from '../../../../shared/limits.ts'
import type { Exchange } from '../exchange.ts'
import { exchange } from '../exchange.ts'
import { TokenBuckets } from '../rate.ts'
import {
  HELLO_PROTOCOL,
  HELLO_TIMEOUT_MS,
  MAX_CHANNEL_UNITS,
  MAX_HELLO_BYTES,
  MAX_INBOUND_STREAMS,
  MAX_OUTBOUND_STREAMS,
  MAX_PART_BYTES,
  RATE
} from './constants.ts'
import type { HelloComponents, HelloGreeting, HelloInit, Hello as HelloInterface } from './index.ts'
import { Hello } from './pb/hello.ts'

const EMPTY = new Uint8Array()
const LIMITS = { channels: MAX_HELLO_CHANNELS }

export class HelloService implements HelloInterface, Startable {
  readonly [Symbol.toStringTag] = '@earshot/hello'
  readonly #components: HelloComponents
  readonly #init: HelloInit
  readonly #log: Logger
  readonly #rate = new TokenBuckets(RATE)

  constructor(components: HelloComponents, init: HelloInit) {
    this.#components = components
    this.#init = init
    this.#log = components.logger.forComponent('earshot:hello')
  }

  async start(): Promise<void> {
    await this.#components.registrar.handle(HELLO_PROTOCOL, this.#answer, {
      maxInboundStreams: MAX_INBOUND_STREAMS,
      maxOutboundStreams: MAX_OUTBOUND_STREAMS,
      runOnLimitedConnection: true
    })
  }

  async stop(): Promise<void> {
    await this.#components.registrar.unhandle(HELLO_PROTOCOL)
  }

  async greet(connection: Connection): Promise<void> {
    const signal = this.#deadline()
    const stream = await connection.newStream(HELLO_PROTOCOL, { signal, runOnLimitedConnection: true })
    const greeting = await exchange(stream, { maxBytes: MAX_HELLO_BYTES, signal }, async talk => {
      await this.#tell(talk)
      return await read(talk)
    })
    this.#init.greeted(connection, greeting)
  }

  readonly #answer = async (stream: Stream, connection: Connection): Promise<void> => {
    const signal = this.#deadline()
    try {
      const greeting = await exchange(stream, { maxBytes: MAX_HELLO_BYTES, signal }, async talk => {
        if (!this.#rate.take(connection.remotePeer.toString())) throw new InvalidMessageError('greets too often')
        const theirs = await read(talk)
        await this.#tell(talk)
        return theirs
      })
      this.#init.greeted(connection, greeting)
    } catch (err) {
      this.#log.error('no greeting from %p - %e', connection.remotePeer, err)
    }
  }

  async #tell({ messages, signal }: Exchange): Promise<void> {
    const ours = this.#init.greeting() ?? { certificate: EMPTY, profile: EMPTY, channels: [] }
    const message = { ...ours, channels: ours.channels.slice(0, MAX_HELLO_CHANNELS) }
    // protons types bytes over ArrayBuffer only; it writes any
    await messages.write(message as Hello, Hello, { signal })
  }

  #deadline(): AbortSignal {
    return AbortSignal.timeout(this.#init.timeoutMs ?? HELLO_TIMEOUT_MS)
  }
}

async function read({ messages, signal }: Exchange): Promise<HelloGreeting | undefined> {
  return checkHello(await messages.read(Hello, { signal, limits: LIMITS }))
}

/** Decodes a greeting as a stranger sent it; undefined: somebody who only listens. Throws at anything malformed. */
export function decodeHello(bytes: Uint8Array): HelloGreeting | undefined {
  return checkHello(Hello.decode(bytes, { limits: LIMITS }))
}

function checkHello(hello: HelloGreeting): HelloGreeting | undefined {
  const { certificate, profile, channels } = hello
  if (certificate.length === 0 && profile.length === 0 && channels.length === 0) return undefined
  if (certificate.length === 0 || profile.length === 0) throw new InvalidMessageError('half a greeting')
  if (certificate.length > MAX_PART_BYTES || profile.length > MAX_PART_BYTES) {
    throw new InvalidMessageError('greeting too large')
  }
  if (channels.some(name => name.length > MAX_CHANNEL_UNITS)) throw new InvalidMessageError('channel name too long')
  return hello
}
