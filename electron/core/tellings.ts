/** What the interfaces are told of, soon and together: many changes within a moment are one event. */
import type { Contract } from '../../shared/bridge/contract.ts'
import type { Payload } from '../../shared/bridge/rpc.ts'
import { MAX_PAGE } from '../../shared/limits.ts'
import type { AccountId, RoomId } from '../../shared/model.ts'
import type { Chat } from './chat/chat.ts'
import { coalesce } from './chat/coalesce.ts'
import type { Presence } from './chat/presence.ts'

export interface TellingsComponents {
  tell<K extends keyof Contract['events'] & string>(event: K, payload: () => Payload<Contract, K> | undefined): void
  chat(): Chat | undefined
  presence(): Presence | undefined
  onFailed(err: unknown): void
}

const TELL_MS = 100

export function createTellings({ tell, chat, presence, onFailed }: TellingsComponents) {
  const people = coalesce<AccountId>(
    TELL_MS,
    accounts => presence() && tell('people.changed', () => presence()?.some(accounts) ?? []),
    onFailed
  )
  const rooms = coalesce<true>(
    2 * TELL_MS,
    () => chat() && tell('rooms.changed', () => chat()?.rooms.list() ?? []),
    onFailed
  )
  const threads = coalesce<true>(2 * TELL_MS, () => chat() && tell('threads.changed', () => ({})), onFailed)
  const stale = coalesce<RoomId>(5 * TELL_MS, ids => chat() && tell('timeline.stale', () => [...ids]), onFailed)
  const waiting = coalesce<true>(TELL_MS, () => rows(chat()?.waitingRows() ?? []), onFailed)

  /** At once: these rows of timelines are new or look different. */
  function rows(nums: readonly number[]): void {
    for (let from = 0; from < nums.length; from += MAX_PAGE) {
      tell('timeline.changed', () => chat()?.timeline.some(nums.slice(from, from + MAX_PAGE)) ?? [])
    }
  }

  return {
    rows,
    people: (accounts: readonly AccountId[]): void => people.add(...accounts),
    rooms: (): void => rooms.add(true),
    threads: (): void => threads.add(true),
    stale: (roomId: RoomId): void => stale.add(roomId),
    /** Own messages that nobody has acknowledged may look different: somebody came or went. */
    waiting: (): void => waiting.add(true),
    stop(): void {
      for (const telling of [people, rooms, threads, stale, waiting]) telling.stop()
    }
  }
}
