/**
 * Dials addresses, and knows of each how it ended. libp2p's own queue tries a peer's addresses one after the other and
 * waits out the dead ones; here the next begins a moment later beside it, and the first to answer wins. Where one has
 * taken the connection, the others wait for it: a busy peer is slow at every address.
 */
import type { Connection, MultiaddrConnection, Upgrader } from '@libp2p/interface'
import type { TransportManager } from '@libp2p/interface-internal'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../shared/model.ts'
import type { DialOutcome } from '../../../shared/networkModel.ts'
import type { DialAttempt } from '../chat/ports.ts'
import type { HostPort } from './addresses.ts'
import { hostPort, peerIn } from './addresses.ts'
import type { Timings } from './constants.ts'
import { hasSpoken } from './lifelines.ts'
import { DialFailure, mostTelling, outcomeOf } from './outcome.ts'

export interface DialerInit {
  readonly self: string
  readonly timings: Timings
  readonly transports: Pick<TransportManager, 'dialTransportForMultiaddr'>
  readonly upgrader: Upgrader
  /** Hosts and ports that are this very node. */
  ours(): HostPort[]
  /** How much longer than usual others are waited for now. */
  patienceMs(): number
  /** Whether the rules let it be dialled. */
  allows(address: Multiaddr): boolean
  ended(attempt: Omit<DialAttempt, 'at'>): void
}

/** How far the dials of one peer have come. */
export class DialProgress {
  readonly #raws = new Set<MultiaddrConnection>()

  /** One of its addresses has taken the connection. */
  get isAccepted(): boolean {
    return this.#raws.size > 0
  }

  /** The other end has said something, so it may have the connection by now. */
  get isAnswered(): boolean {
    return [...this.#raws].some(hasSpoken)
  }

  accepted(raw: MultiaddrConnection): void {
    this.#raws.add(raw)
  }
}

/** Dials of one peer that were accepted and prove who they are: settled once they have. */
type Handshakes = Set<Promise<void>>

/** What dials of one peer share. */
interface Beside {
  handshakes: Handshakes
  progress: DialProgress
}

interface Attempt {
  /** Its time was over. */
  late: boolean
  /** Once there is a connection. */
  raw: MultiaddrConnection | undefined
  accepted(raw: MultiaddrConnection): void
}

export class Dialer {
  readonly #init: DialerInit

  constructor(init: DialerInit) {
    this.#init = init
  }

  /** Dials all of a peer's addresses until one answers. Throws a DialFailure where none does. */
  async dial(addresses: readonly Multiaddr[], signal: AbortSignal, progress = new DialProgress()): Promise<Connection> {
    const allowed = addresses.filter(address => this.#init.allows(address))
    const won = new AbortController()
    const either = AbortSignal.any([signal, won.signal])
    const handshakes: Handshakes = new Set()
    try {
      return await Promise.any(
        allowed.map(async (address, index) => {
          await pause(index * (this.#init.timings.besideMs + this.#init.patienceMs()), either)
          while (handshakes.size > 0) await Promise.race(handshakes)
          return await this.one(address, either, { handshakes, progress })
        })
      )
    } catch (err) {
      const errors: unknown[] = err instanceof AggregateError ? err.errors : [err]
      const outcomes = errors.flatMap(each => (each instanceof DialFailure ? [each.outcome] : []))
      throw new DialFailure(allowed.length === 0 ? 'outside' : mostTelling(outcomes), { cause: err })
    } finally {
      won.abort()
    }
  }

  /** Dials one address, and says how it ended. */
  async attempt(address: Multiaddr, signal: AbortSignal): Promise<DialOutcome> {
    try {
      await this.one(address, signal)
      return 'reached'
    } catch (err) {
      if (err instanceof DialFailure) return err.outcome
      throw err
    }
  }

  /** Dials one address. Throws a DialFailure; what the signal ended is no outcome, and not told of. */
  async one(
    address: Multiaddr,
    signal: AbortSignal,
    { handshakes, progress }: Beside = { handshakes: new Set(), progress: new DialProgress() }
  ): Promise<Connection> {
    const peer = (peerIn(address) ?? null) as DeviceId | null
    const tell = (outcome: DialAttempt['outcome'], who = peer): void =>
      this.#init.ended({ peer: who, address: address.toString(), outcome })
    const over = Promise.withResolvers<void>()
    const attempt: Attempt = {
      late: false,
      raw: undefined,
      accepted(raw) {
        attempt.raw = raw
        progress.accepted(raw)
        handshakes.add(over.promise)
      }
    }
    try {
      if (!this.#init.allows(address)) throw new DialFailure('outside')
      if (this.#isSelf(address)) throw new DialFailure('self')
      const connection = await this.#connect(address, signal, attempt)
      tell('reached', connection.remotePeer.toString() as DeviceId)
      return connection
    } catch (err) {
      const late = attempt.late || (signal.aborted && signal.reason.name === 'TimeoutError')
      if (signal.aborted && !late) throw err
      const { raw } = attempt
      const accepted = raw !== undefined
      const outcome = outcomeOf(err, { self: this.#init.self, late, accepted, spoke: accepted && hasSpoken(raw) })
      tell(outcome)
      throw new DialFailure(outcome, { cause: err })
    } finally {
      handshakes.delete(over.promise)
      over.resolve()
    }
  }

  /** A dead address is given up soon; one that takes the connection has time to prove who it is. */
  async #connect(address: Multiaddr, signal: AbortSignal, attempt: Attempt): Promise<Connection> {
    const { reachMs, dialMs } = this.#init.timings
    const patienceMs = this.#init.patienceMs()
    // of this dial alone: a socket listens to its signal for as long as it lives
    const ended = new AbortController()
    const end = (): void => ended.abort(signal.reason)
    const expire = (): void => {
      attempt.late = true
      ended.abort(new DialFailure('timeout'))
    }
    signal.throwIfAborted()
    signal.addEventListener('abort', end, { once: true })
    let timer = setTimeout(expire, reachMs + patienceMs)
    const { upgrader } = this.#init
    const watching: Upgrader = Object.create(upgrader, {
      upgradeOutbound: {
        value(raw: MultiaddrConnection, options: Parameters<Upgrader['upgradeOutbound']>[1]) {
          clearTimeout(timer)
          timer = setTimeout(expire, dialMs + patienceMs)
          attempt.accepted(raw)
          return upgrader.upgradeOutbound(raw, options)
        }
      }
    })
    try {
      const transport = this.#init.transports.dialTransportForMultiaddr(address)
      if (transport === undefined) throw new DialFailure('unreachable')
      return await transport.dial(address, { signal: ended.signal, upgrader: watching })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
    }
  }

  #isSelf(address: Multiaddr): boolean {
    if (peerIn(address) === this.#init.self) return true
    const place = hostPort(address)
    return place !== undefined && this.#init.ours().some(({ host, port }) => host === place.host && port === place.port)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', ended, { once: true })
    if (signal.aborted) ended()
    function done(): void {
      signal.removeEventListener('abort', ended)
      resolve()
    }
    function ended(): void {
      clearTimeout(timer)
      reject(signal.reason)
    }
  })
}
