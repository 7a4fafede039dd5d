/**
 * Addresses that whoever runs this copy has given it. With a PeerId they are people like others, dialled for ever; without
 * one it is the address that is dialled, while nobody who answers there is connected.
 */
import type { Multiaddr } from '@multiformats/multiaddr'
import { peerIn } from './addresses.ts'
import type { Timings } from './constants.ts'

export interface SeedsInit {
  readonly seeds: readonly Multiaddr[]
  readonly timings: Timings
  now(): number
  isConnected(peer: string): boolean
  /** Redial has it from now on. */
  expect(peer: string, address: Multiaddr): void
  /** Answers who is there. */
  dial(address: Multiaddr, signal: AbortSignal): Promise<string>
  failed(address: Multiaddr, err: unknown): void
}

interface Seed {
  readonly address: Multiaddr
  /** Who answered there last. */
  peer: string | null
  nextAt: number
  failures: number
  isDialing: boolean
}

export class Seeds {
  readonly #init: SeedsInit
  readonly #nameless: Seed[]
  readonly #stopped = new AbortController()

  constructor(init: SeedsInit) {
    this.#init = init
    this.#nameless = init.seeds
      .filter(address => peerIn(address) === undefined)
      .map(address => ({ address, peer: null, nextAt: 0, failures: 0, isDialing: false }))
  }

  start(): void {
    for (const address of this.#init.seeds) {
      const peer = peerIn(address)
      if (peer !== undefined) this.#init.expect(peer, address)
    }
  }

  stop(): void {
    this.#stopped.abort()
  }

  /** The network is another one now: they are worth a dial. */
  hurry(): void {
    for (const seed of this.#nameless) seed.nextAt = 0
  }

  tick(): void {
    const now = this.#init.now()
    for (const seed of this.#nameless) {
      if (seed.isDialing || seed.nextAt > now) continue
      if (seed.peer === null || !this.#init.isConnected(seed.peer)) void this.#dial(seed)
    }
  }

  async #dial(seed: Seed): Promise<void> {
    seed.isDialing = true
    try {
      seed.peer = await this.#init.dial(seed.address, this.#stopped.signal)
      seed.failures = 0
    } catch (err) {
      seed.failures++
      if (!this.#stopped.signal.aborted) this.#init.failed(seed.address, err)
    } finally {
      const { redialLaterMs, redialSeldomMs } = this.#init.timings
      seed.isDialing = false
      seed.nextAt = this.#init.now() + Math.min(redialSeldomMs, redialLaterMs * 2 ** Math.min(seed.failures, 8))
    }
  }
}
