/**
 * gossipsub does not open a stream again that was reset while the connection lives: publishing then reaches nobody, for
 * ever and without an error. Here it is opened again; where that does not help, the connection is closed and redialled.
 */
import type { Connection, Logger, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import type { Timings } from './constants.ts'
import type { Router } from './gossip.ts'
import { attached } from './gossip.ts'

export interface WatchdogInit {
  readonly router: Router
  readonly registrar: Registrar
  readonly log: Logger
  readonly timings: Timings
  connections(): Connection[]
  /** Whether the peer has said that it speaks gossipsub. */
  gossips(peer: PeerId): Promise<boolean>
}

export class Watchdog {
  readonly #init: WatchdogInit
  readonly #missingSince = new Map<string, { at: number; triedAt: number }>()

  constructor(init: WatchdogInit) {
    this.#init = init
  }

  /** Looks at every connected peer. */
  async tick(now: number): Promise<void> {
    const connections = this.#init.connections().filter(({ status }) => status === 'open')
    const peers = new Set(connections.map(({ remotePeer }) => remotePeer.toString()))
    for (const peer of this.#missingSince.keys()) if (!peers.has(peer)) this.#missingSince.delete(peer)
    await Promise.all(connections.map(connection => this.#look(connection, now)))
  }

  /** Has gossipsub open its streams on this connection. */
  reattach(connection: Connection): void {
    this.#dropOrphans(connection)
    for (const protocol of this.#init.router.protocols) {
      for (const topology of this.#init.registrar.getTopologies(protocol)) {
        Promise.try(() => topology.onConnect?.(connection.remotePeer, connection)).catch(err =>
          this.#init.log.error('could not attach %p - %e', connection.remotePeer, err)
        )
      }
    }
  }

  /**
   * When an older connection of the pair breaks, gossipsub forgets the peer, and what came over the newer one is not read
   * any more. The other end does not know; reset, it opens its stream again.
   */
  #dropOrphans(connection: Connection): void {
    const { router } = this.#init
    const read = router.streamsInbound.get(connection.remotePeer.toString())?.rawStream
    for (const stream of connection.streams) {
      const isGossip = stream.direction === 'inbound' && router.protocols.includes(stream.protocol)
      if (isGossip && stream !== read) stream.abort(new Error('nobody reads it any more'))
    }
  }

  async #look(connection: Connection, now: number): Promise<void> {
    const { remotePeer } = connection
    const peer = remotePeer.toString()
    const { router, timings } = this.#init
    if (router.score.score(peer) < router.opts.scoreThresholds.graylistThreshold) {
      return this.#drop(connection, 'its score is too low')
    }
    if (attached(router, remotePeer) || !(await this.#init.gossips(remotePeer))) {
      this.#missingSince.delete(peer)
      return
    }
    const missing = this.#missingSince.get(peer) ?? { at: now, triedAt: now }
    this.#missingSince.set(peer, missing)
    if (now - missing.at >= timings.detachedMs) return this.#drop(connection, 'its gossip stream stays away')
    if (now - missing.triedAt < timings.reattachMs) return
    missing.triedAt = now
    this.reattach(connection)
  }

  #drop(connection: Connection, reason: string): void {
    this.#init.log('closing the connection to %p: %s', connection.remotePeer, reason)
    this.#missingSince.delete(connection.remotePeer.toString())
    connection.abort(new Error(reason))
  }
}
