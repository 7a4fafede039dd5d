/** The topics we are in: hands what is gossiped to the chat, tells gossipsub the verdict, and bounds what is under way. */

import type { GossipsubMessage, SubscriptionChangeData } from '@libp2p/gossipsub'
import { TopicValidatorResult } from '@libp2p/gossipsub'
import type { Logger } from '@libp2p/interface'
import { MAX_EVENT_BYTES } from '../../../shared/limits.ts'
import type { DeviceId } from '../../../shared/model.ts'
import type { Verdict } from '../chat/ports.ts'
import { INBOX_HIGH_BYTES, INBOX_HIGH_MESSAGES, INBOX_LOW_BYTES, INBOX_LOW_MESSAGES } from './constants.ts'
import type { Router } from './gossip.ts'
import { TOPIC_SCORE } from './gossip.ts'

export type Receive = (data: Uint8Array, from: DeviceId) => Promise<Verdict>

const RESULT: Record<Verdict['verdict'], TopicValidatorResult> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject
}
// A subscriber may be known before our stream to it is open.
const MAX_ARRIVALS = 1_024

export interface TopicsInit {
  readonly router: Router
  readonly joined: Map<string, Receive>
  readonly log: Logger
  /** A peer came into a topic of ours, and can be sent to. */
  subscribed(peer: DeviceId, topic: string): void
}

export class Topics {
  readonly #init: TopicsInit
  readonly #inboxes = new Map<string, { messages: number; bytes: number; paused: boolean }>()
  readonly #arrivals = new Map<string, { peer: string; topic: string }>()

  constructor(init: TopicsInit) {
    this.#init = init
  }

  start(): void {
    const { router } = this.#init
    router.addEventListener('gossipsub:message', this.#onMessage)
    router.addEventListener('subscription-change', this.#onSubscriptions)
    for (const topic of this.#init.joined.keys()) this.#subscribe(topic)
  }

  stop(): void {
    const { router } = this.#init
    router.removeEventListener('gossipsub:message', this.#onMessage)
    router.removeEventListener('subscription-change', this.#onSubscriptions)
  }

  join(topic: string, receive: Receive): void {
    this.#init.joined.set(topic, receive)
    this.#subscribe(topic)
  }

  leave(topic: string): void {
    if (!this.#init.joined.delete(topic)) return
    this.#init.router.unsubscribe(topic)
    delete this.#init.router.opts.scoreParams.topics[topic]
  }

  /** Connected peers in a topic that a message can be handed to. */
  subscribers(topic: string): DeviceId[] {
    return this.#init.router.getSubscribers(topic).map(peer => peer.toString() as DeviceId)
  }

  /** Tells of those who came into a topic before our stream to them was open. */
  tick(): void {
    for (const [key, { peer, topic }] of this.#arrivals) {
      const there = this.#init.router.streamsOutbound.has(peer)
      if (there || !this.subscribers(topic).includes(peer as DeviceId)) this.#arrivals.delete(key)
      if (there && this.#init.joined.has(topic)) this.#init.subscribed(peer as DeviceId, topic)
    }
  }

  forget(peer: string): void {
    for (const [key, arrival] of this.#arrivals) if (arrival.peer === peer) this.#arrivals.delete(key)
  }

  #subscribe(topic: string): void {
    this.#init.router.opts.scoreParams.topics[topic] = TOPIC_SCORE
    this.#init.router.subscribe(topic)
  }

  readonly #onSubscriptions = ({ detail }: CustomEvent<SubscriptionChangeData>): void => {
    const peer = detail.peerId.toString()
    for (const { topic, subscribe } of detail.subscriptions) {
      if (!subscribe || !this.#init.joined.has(topic)) continue
      if (this.#init.router.streamsOutbound.has(peer)) this.#init.subscribed(peer as DeviceId, topic)
      else if (this.#arrivals.size < MAX_ARRIVALS) this.#arrivals.set(`${peer} ${topic}`, { peer, topic })
    }
  }

  readonly #onMessage = ({ detail }: CustomEvent<GossipsubMessage>): void => {
    const { msg, msgId } = detail
    const peer = detail.propagationSource.toString()
    this.#take(peer, msg.data.length)
    this.#judge(msg.topic, msg.data, peer)
      .then(result => this.#init.router.reportMessageValidationResult(msgId, peer, result))
      .catch(err => this.#init.log.error('could not pass on a message - %e', err))
      .finally(() => this.#release(peer, msg.data.length))
  }

  async #judge(topic: string, data: Uint8Array, peer: string): Promise<TopicValidatorResult> {
    const receive = this.#init.joined.get(topic)
    if (receive === undefined) return TopicValidatorResult.Ignore
    if (data.length > MAX_EVENT_BYTES) return TopicValidatorResult.Reject
    try {
      const verdict = await receive(data, peer as DeviceId)
      if (verdict.verdict !== 'accept') this.#init.log('%s from %s: %s', verdict.verdict, peer, verdict.reason)
      return RESULT[verdict.verdict]
    } catch (err) {
      this.#init.log.error('could not take in a message - %e', err)
      return TopicValidatorResult.Ignore
    }
  }

  /** A peer that sends faster than we store is not read any more, until we have caught up. */
  #take(peer: string, bytes: number): void {
    const inbox = this.#inboxes.get(peer) ?? { messages: 0, bytes: 0, paused: false }
    this.#inboxes.set(peer, inbox)
    inbox.messages++
    inbox.bytes += bytes
    if (!inbox.paused && (inbox.messages > INBOX_HIGH_MESSAGES || inbox.bytes > INBOX_HIGH_BYTES)) {
      inbox.paused = this.#flow(peer, 'pause')
    }
  }

  #release(peer: string, bytes: number): void {
    const inbox = this.#inboxes.get(peer)
    if (inbox === undefined) return
    inbox.messages--
    inbox.bytes -= bytes
    if (inbox.paused && inbox.messages < INBOX_LOW_MESSAGES && inbox.bytes < INBOX_LOW_BYTES) {
      inbox.paused = false
      this.#flow(peer, 'resume')
    }
    if (inbox.messages === 0) this.#inboxes.delete(peer)
  }

  #flow(peer: string, change: 'pause' | 'resume'): boolean {
    try {
      this.#init.router.streamsInbound.get(peer)?.rawStream[change]()
      return true
    } catch {
      return false // the stream is gone, and with it what it held
    }
  }
}
