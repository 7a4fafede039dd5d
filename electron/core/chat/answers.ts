/** What the chat answers the network, part by part; presence answers the rest. */
import type { Account } from './account.ts'
import type { Courier } from './courier/courier.ts'
import type { Introductions } from './introductions.ts'
import type { OutboxPump } from './outbox.ts'
import type { NetworkEvents } from './ports.ts'
import type { Handing } from './private/handing.ts'
import type { PrivateRooms } from './private/private.ts'
import type { Receipts } from './receipts.ts'
import type { Rooms } from './rooms.ts'
import type { Rush } from './rush.ts'
import type { Sync } from './sync/sync.ts'
import type { Timekeeping } from './timekeeping.ts'

export type ChatAnswers = Pick<
  NetworkEvents,
  | 'greeting'
  | 'welcomed'
  | 'parted'
  | 'subscribed'
  | 'introductions'
  | 'receipts'
  | 'keys'
  | 'history'
  | 'carrying'
  | 'syncing'
  | 'told'
>

export interface Answering {
  account: Pick<Account, 'certificate' | 'profile'>
  rooms: Pick<Rooms, 'names'>
  outbox: Pick<OutboxPump, 'kickTopic'>
  introductions: Introductions
  receipts: Receipts
  keys: PrivateRooms['keys']
  rush: Rush
  handing: Handing
  courier: Courier
  sync: Sync
  timekeeping: Timekeeping
  onFailed(err: unknown): void
}

export function createAnswers(parts: Answering): ChatAnswers {
  const { account, rooms, outbox, introductions, receipts, keys, handing, courier, sync, timekeeping, rush } = parts
  const { onFailed } = parts
  return {
    greeting: () => ({
      certificate: account.certificate(),
      profile: account.profile(),
      channels: rooms.names()
    }),
    subscribed: (_peer, topic) => outbox.kickTopic(topic),
    introductions: introductions.answer,
    receipts: receipts.received,
    keys: keys.asked,
    carrying: courier.carrying,
    history: handing.asked,
    syncing: sync.answers,
    welcomed(peer) {
      handing.soonAll()
      receipts.welcomed(peer)
      introductions.welcomed(peer).catch(onFailed)
      sync.welcomed(peer)
      courier.welcomed(peer)
      rush.came(peer, () => {
        keys.welcomed(peer)
        courier.ask(peer)
      })
    },
    told(peer, reached) {
      const devices = reached.map(({ device }) => device)
      introductions.told(peer, devices).catch(onFailed)
    },
    parted(peer) {
      rush.parted(peer)
      sync.parted(peer)
      keys.parted(peer)
      courier.parted(peer)
      timekeeping.parted(peer)
    }
  }
}
