/** Hands events to a topic's peers. gossipsub itself queues without bound; here publishing waits while pipes are full. */
import type { Logger, Stream } from '@libp2p/interface'
import { MAX_EVENT_BYTES } from '../../../shared/limits.ts'
import type { Timings } from './constants.ts'
import { PIPE_HIGH_BYTES, PIPE_LOW_BYTES } from './constants.ts'
import type { Router } from './gossip.ts'
import { publishRpc } from './rpc.ts'

export interface PublisherInit {
  readonly router: Router
  readonly log: Logger
  readonly timings: Timings
  /** Something was handed to this peer. */
  handed(peer: string): void
  /** This peer takes nothing any more. */
  drop(peer: string, reason: string): void
}

export class Publisher {
  readonly #init: PublisherInit
  #last: Promise<unknown> = Promise.resolve()

  constructor(init: PublisherInit) {
    this.#init = init
  }

  /** One at a time and in order, so that what waits is bounded by what callers hold. Resolves with how many got it. */
  publish(topic: string, data: Uint8Array): Promise<number> {
    if (data.length > MAX_EVENT_BYTES) return Promise.reject(new RangeError(`an event of ${data.length} bytes`))
    const next = this.#last.then(() => this.#publish(topic, data))
    this.#last = next.catch(() => {})
    return next
  }

  async #publish(topic: string, data: Uint8Array): Promise<number> {
    const { router } = this.#init
    const full: Array<Promise<void>> = []
    for (const peer of router.getSubscribers(topic)) {
      const pipe = router.streamsOutbound.get(peer.toString())?.rawStream
      if (pipe !== undefined && pipe.writeBufferLength > PIPE_HIGH_BYTES) full.push(this.#room(peer.toString(), pipe))
    }
    if (full.length > 0) await Promise.all(full)
    try {
      const { recipients } = await router.publish(topic, data)
      for (const peer of recipients) this.#init.handed(peer.toString())
      return recipients.length
    } catch (err) {
      if (err instanceof Error && err.message === 'PublishError.Duplicate') return this.#again(topic, data)
      throw err
    }
  }

  /** gossipsub sends an event once; somebody who came later must get it too. Who has it already drops it. */
  #again(topic: string, data: Uint8Array): number {
    const { router } = this.#init
    const rpc = publishRpc(topic, data)
    let handed = 0
    for (const peer of router.getSubscribers(topic)) {
      const id = peer.toString()
      const pipe = router.streamsOutbound.get(id)
      if (pipe === undefined || router.score.score(id) < router.opts.scoreThresholds.publishThreshold) continue
      try {
        pipe.push(rpc)
        this.#init.handed(id)
        handed++
      } catch (err) {
        this.#init.log.error('could not send again to %s - %e', id, err)
      }
    }
    return handed
  }

  /** Waits until a full pipe has room. Who takes nothing for too long is dropped: the others go on. */
  async #room(peer: string, pipe: Stream): Promise<void> {
    const { stalledMs, fullMs } = this.#init.timings
    const fullAt = performance.now()
    let least = pipe.writeBufferLength
    let movedAt = fullAt
    while (pipe.status === 'open' && pipe.writeBufferLength > PIPE_LOW_BYTES) {
      await changed(pipe, stalledMs)
      const now = performance.now()
      if (pipe.writeBufferLength < least) {
        least = pipe.writeBufferLength
        movedAt = now
      }
      if (now - movedAt > stalledMs * 0.9) return this.#init.drop(peer, 'takes nothing')
      if (now - fullAt > fullMs) return this.#init.drop(peer, 'takes too little')
    }
  }
}

/** Resolves when a stream has moved, has ended, or after a while. */
function changed(stream: Stream, timeoutMs: number): Promise<void> {
  const events = ['drain', 'idle', 'close'] as const
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      for (const event of events) stream.removeEventListener(event, done)
      // the stream refills its window in a microtask after the event
      setImmediate(resolve)
    }
    const timer = setTimeout(done, timeoutMs)
    for (const event of events) stream.addEventListener(event, done)
  })
}
