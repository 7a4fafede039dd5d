/** The chat of an account that is open, with the thread its send groups run on: started and stopped together. */
import type { Account } from './chat/account.ts'
import { type Chat, createChat } from './chat/chat.ts'
import { DEFAULT_MEGABYTES, dedicatedQuotasOf, quotasOf } from './chat/courier/quotas.ts'
import type { Network } from './chat/ports.ts'
import type { Presence } from './chat/presence.ts'
import { readSettings } from './chat/settings.ts'
import { startGroupThread } from './crypto/groups/thread.ts'
import type { Store } from './store/store.ts'
import type { createTellings } from './tellings.ts'

export interface OpenChatComponents {
  store: Store
  presence: Presence
  account: Account
  network: Network
  now(): number
  /** This copy is there to carry, so many MB. */
  courierMegabytes: number | undefined
  tellings: ReturnType<typeof createTellings>
  /** What is known of this clock has changed. */
  onClock(): void
  onFailed(err: unknown): void
}

export function openChat({
  store,
  presence,
  account,
  network,
  now,
  courierMegabytes,
  tellings,
  onClock,
  onFailed
}: OpenChatComponents): Chat {
  const mlsSeed = account.mlsSeed()
  const thread = startGroupThread({ deviceKey: account.device.publicKey, mlsSeed })
  mlsSeed.fill(0)
  const chat = createChat({
    store,
    presence,
    account,
    network,
    groups: thread.port,
    now,
    readReceipts: () => readSettings(store).readReceipts,
    whoMayWrite: () => readSettings(store).whoMayWrite,
    carrying: {
      dedicated: courierMegabytes !== undefined,
      quotas() {
        if (courierMegabytes !== undefined) return dedicatedQuotasOf(courierMegabytes)
        return readSettings(store).carryForOthers ? quotasOf(DEFAULT_MEGABYTES) : undefined
      }
    },
    tell: {
      rows: tellings.rows,
      stale: tellings.stale,
      people(accounts) {
        presence.known()
        tellings.people(accounts)
      },
      rooms: tellings.rooms,
      threads: tellings.threads,
      clock: onClock,
      failed: onFailed
    }
  })
  return {
    ...chat,
    async stop(): Promise<void> {
      await chat.stop()
      await thread.stop()
    }
  }
}
