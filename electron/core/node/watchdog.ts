/**
 * gossipsub does not open a stream again that was reset while the connection lives: publishing then reaches nobody, for
 * ever and without an error. Here it is opened again; where that does not help, the connection is closed and redialled.
 */
import type { Connection, Logger, PeerId } from '@libp2p/interface'
import type { Registrar } from '@libp2p/interface-internal'
import type { Timings } from './constants.ts'
import type { Router } from './gossip.ts'
import { attached, forgetEnded } from './gossip.ts'

export interface WatchdogInit {
  readonly router: Router
  readonly registrar: Registrar
  readonly log: Logger
  readonly timings: Timings
  connections(): Connection[]
  /** How much longer than usual others are waited for now. */
  patienceMs(): number
  /** Whether the peer has said that it speaks gossipsub. */
  gossips(peer: PeerId): Promise<boolean>
}

export class Watchdog {
  readonly #init: WatchdogInit
  readonly #missingSince = new Map<string, { at: number; triedAt: number }>()
  /** Since when each peer is attached without having said what it is in; null once it has, or was asked again. */
  readonly #muteSince = new Map<string, number | null>()

  constructor(init: WatchdogInit) {
    this.#init = init
  }

  /** Looks at every connected peer. */
  async tick(now: number): Promise<void> {
    const connections = this.#init.connections().filter(({ status }) => status === 'open')
    const peers = new Set(connections.map(({ remotePeer }) => remotePeer.toString()))
    for (const peer of this.#missingSince.keys()) if (!peers.has(peer)) this.#missingSince.delete(peer)
    for (const peer of this.#muteSince.keys()) if (!peers.has(peer)) this.#muteSince.delete(peer)
    await Promise.all(connections.map(connection => this.#look(connection, now)))
  }

  /** Has gossipsub open its streams on this connection. */
  reattach(connection: Connection): void {
    this.#dropOrphans(connection)
    forgetEnded(this.#init.router, connection.remotePeer)
    this.#muteSince.delete(connection.remotePeer.toString())
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
    if (attached(router, remotePeer)) this.#listen(remotePeer, now)
    if (attached(router, remotePeer) || !(await this.#init.gossips(remotePeer))) {
      this.#missingSince.delete(peer)
      return
    }
    const missing = this.#missingSince.get(peer) ?? { at: now, triedAt: now }
    this.#missingSince.set(peer, missing)
    const patienceMs = this.#init.patienceMs()
    if (now - missing.at >= timings.detachedMs + patienceMs)
      return this.#drop(connection, 'its gossip stream stays away')
    if (now - missing.triedAt < timings.reattachMs + patienceMs) return
    missing.triedAt = now
    this.reattach(connection)
  }

  /**
   * A peer says what it is in once, when it opens its stream; where gossipsub forgot it since, it does not know. Once for
   * each connection its stream is reset, and it says it again.
   */
  #listen(remotePeer: PeerId, now: number): void {
    const peer = remotePeer.toString()
    const since = this.#muteSince.get(peer)
    if (since === null) return
    const { router, timings } = this.#init
    const isKnown = router.getTopics().some(topic => router.getSubscribers(topic).some(each => each.equals(remotePeer)))
    if (isKnown) this.#muteSince.set(peer, null)
    else if (since === undefined) this.#muteSince.set(peer, now)
    else if (now - since >= timings.muteMs) {
      this.#muteSince.set(peer, null)
      router.streamsInbound.get(peer)?.rawStream.abort(new Error('what is it in?'))
    }
  }

  #drop(connection: Connection, reason: string): void {
    this.#init.log('closing the connection to %p: %s', connection.remotePeer, reason)
    this.#missingSince.delete(connection.remotePeer.toString())
    connection.abort(new Error(reason))
  }
}
