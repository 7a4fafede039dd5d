/** Who has greeted: the dialler says hello on connect, a failed hello is tried again, and connect() waits for one here. */
import type { Connection, Logger } from '@libp2p/interface'
import type { Hello, HelloGreeting } from '../protocols/hello/index.ts'
import type { Timings } from './constants.ts'

export type Outcome = 'greeted' | 'refused' | 'stranger'

export interface GreeterInit {
  readonly log: Logger
  readonly timings: Timings
  hello(): Hello
  connections(): Connection[]
  /** False: what it said does not hold. */
  judge(peer: string, greeting: HelloGreeting | undefined): boolean
  settled(peer: string, outcome: Outcome): void
}

interface Acquaintance {
  outcome?: Outcome
  triedAt: number
  greeting: boolean
}

export class Greeter {
  readonly #init: GreeterInit
  readonly #peers = new Map<string, Acquaintance>()
  readonly #waiting = new Set<(peer: string, outcome: Outcome) => void>()

  constructor(init: GreeterInit) {
    this.#init = init
  }

  /** A connection has opened: who dialled speaks first. */
  opened(connection: Connection): void {
    const peer = connection.remotePeer.toString()
    const known = this.#peers.get(peer)
    if (known === undefined) this.#peers.set(peer, { triedAt: performance.now(), greeting: false })
    if (connection.direction === 'outbound' && known?.outcome !== 'greeted') void this.#greet(connection)
  }

  /** Another connection to this peer has closed, perhaps with a hello under way on it. */
  moved(remaining: Connection): void {
    const known = this.#peers.get(remaining.remotePeer.toString())
    if (known !== undefined && known.outcome === undefined) void this.#greet(remaining)
  }

  forget(peer: string): void {
    this.#peers.delete(peer)
  }

  /** A hello came, in whichever direction. */
  greeted(connection: Connection, greeting: HelloGreeting | undefined): void {
    const peer = connection.remotePeer.toString()
    if (connection.status !== 'open') return
    const holds = this.#init.judge(peer, greeting)
    this.#settle(peer, holds ? 'greeted' : 'refused')
    if (!holds) connection.close().catch(err => connection.abort(err))
  }

  /** Greets everybody that speaks the protocol again. */
  greetAll(): void {
    const peers = new Set<string>()
    for (const connection of this.#init.connections()) {
      const peer = connection.remotePeer.toString()
      if (peers.has(peer) || this.#peers.get(peer)?.outcome !== 'greeted') continue
      peers.add(peer)
      void this.#greet(connection)
    }
  }

  /** A hello may have been lost with its stream: after a while either end tries again. */
  tick(now: number): void {
    for (const connection of this.#init.connections()) {
      const known = this.#peers.get(connection.remotePeer.toString())
      if (known === undefined || known.outcome !== undefined || known.greeting) continue
      if (now - known.triedAt >= this.#init.timings.regreetMs) void this.#greet(connection)
    }
  }

  /** What became of the acquaintance with a peer. */
  outcome(peer: string, signal: AbortSignal): Promise<Outcome> {
    const known = this.#peers.get(peer)?.outcome
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve, reject) => {
      const settled = (id: string, outcome: Outcome) => id === peer && finish(() => resolve(outcome))
      const late = () => finish(() => reject(signal.reason))
      const finish = (settle: () => void) => {
        this.#waiting.delete(settled)
        signal.removeEventListener('abort', late)
        settle()
      }
      this.#waiting.add(settled)
      signal.addEventListener('abort', late, { once: true })
      if (signal.aborted) late()
    })
  }

  async #greet(connection: Connection): Promise<void> {
    const peer = connection.remotePeer.toString()
    const known = this.#peers.get(peer)
    if (known !== undefined) Object.assign(known, { greeting: true, triedAt: performance.now() })
    try {
      await this.#init.hello().greet(connection)
    } catch (err) {
      this.#init.log('no hello with %s - %e', peer, err)
      const stranger = err instanceof Error && err.name === 'UnsupportedProtocolError'
      if (stranger && known?.outcome === undefined) this.#settle(peer, 'stranger')
    } finally {
      if (known !== undefined) known.greeting = false
    }
  }

  #settle(peer: string, outcome: Outcome): void {
    const known = this.#peers.get(peer)
    if (known !== undefined) known.outcome = outcome
    this.#init.settled(peer, outcome)
    for (const waiting of [...this.#waiting]) waiting(peer, outcome)
  }
}
