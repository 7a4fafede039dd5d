/** Who is told what the network says: the chat, who is near, and where people were met. */
import type { Chat } from './chat/chat.ts'
import { guarded } from './chat/guarded.ts'
import type { createMet } from './chat/met.ts'
import type { NetworkEvents } from './chat/ports.ts'
import type { Presence } from './chat/presence.ts'

export interface NetworkEventsComponents {
  chat(): Chat | undefined
  open(): { presence: Presence; met: ReturnType<typeof createMet> } | undefined
  onStatus(): void
  onFailed(err: unknown): void
}

export function createNetworkEvents({ chat, open, onStatus, onFailed }: NetworkEventsComponents): NetworkEvents {
  return {
    greeting: () => chat()?.answers.greeting(),
    greeted(peer, greeting) {
      const holds = open()?.presence.greeted(peer, greeting) ?? false
      if (holds) open()?.met.greeted(peer)
      return holds
    },
    welcomed: guarded(onFailed, peer => {
      if (open()?.presence.personAt(peer) !== undefined) chat()?.answers.welcomed(peer)
    }),
    proved: guarded(onFailed, (peer, address) => open()?.met.proved(peer, address)),
    parted: guarded(onFailed, peer => {
      open()?.presence.parted(peer)
      chat()?.answers.parted(peer)
    }),
    reached: guarded(onFailed, (peer, relay) => open()?.presence.reached(peer, relay)),
    told: guarded(onFailed, (peer, reached) => {
      open()?.presence.told(peer, reached)
      chat()?.answers.told(peer, reached)
    }),
    measured: guarded(onFailed, (peer, rttMs) => open()?.presence.measured(peer, rttMs)),
    subscribed: guarded(onFailed, (peer, topic) => chat()?.answers.subscribed(peer, topic)),
    introductions: devices => chat()?.answers.introductions(devices) ?? [],
    receipts: guarded(onFailed, (peer, receipts) => chat()?.answers.receipts(peer, receipts)),
    keys: (peer, request) =>
      open()?.presence.personAt(peer) === undefined ? undefined : chat()?.answers.keys(peer, request),
    carrying: peer => (open()?.presence.personAt(peer) === undefined ? undefined : chat()?.answers.carrying(peer)),
    history: (peer, request) =>
      open()?.presence.personAt(peer) === undefined ? undefined : chat()?.answers.history(peer, request),
    syncing: peer => (open()?.presence.personAt(peer) === undefined ? undefined : chat()?.answers.syncing(peer)),
    statusChanged: guarded(onFailed, onStatus)
  }
}
