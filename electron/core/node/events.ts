/** An edge: what the chat throws at an event is logged here, and never ends a libp2p handler or the process. */
import type { Logger } from '@libp2p/interface'
import type { NetworkEvents } from '../chat/ports.ts'

/** The same events, that never throw. A greeting that could not be judged does not hold. */
export function guarded(events: NetworkEvents, log: Logger): NetworkEvents {
  const guard =
    <A extends unknown[], R>(call: (...args: A) => R, otherwise: R) =>
    (...args: A): R => {
      try {
        return call(...args)
      } catch (err) {
        log.error('the chat failed at an event - %e', err)
        return otherwise
      }
    }
  return {
    greeting: guard(() => events.greeting(), undefined),
    greeted: guard((peer, greeting) => events.greeted(peer, greeting), false),
    welcomed: guard(peer => events.welcomed(peer), undefined),
    parted: guard(peer => events.parted(peer), undefined),
    reached: guard((peer, relay) => events.reached(peer, relay), undefined),
    told: guard((peer, reached) => events.told(peer, reached), undefined),
    proved: guard((peer, address) => events.proved(peer, address), undefined),
    measured: guard((peer, rttMs) => events.measured(peer, rttMs), undefined),
    subscribed: guard((peer, topic) => events.subscribed(peer, topic), undefined),
    introductions: guard(devices => events.introductions(devices), []),
    receipts: guard((peer, receipts) => events.receipts(peer, receipts), undefined),
    keys: guard((peer, request) => events.keys(peer, request), undefined),
    carrying: guard(peer => events.carrying(peer), undefined),
    history: guard((peer, request) => events.history(peer, request), undefined),
    syncing: guard(peer => events.syncing(peer), undefined),
    statusChanged: guard(() => events.statusChanged(), undefined)
  }
}
