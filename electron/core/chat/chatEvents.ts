/** What the chat tells whoever shows it. */
import type { AccountId, RoomId } from '../../../shared/model.ts'

/** Rows of the timeline, rooms of which too much changed, people, rooms, threads. */
export interface ChatEvents {
  rows(nums: readonly number[]): void
  stale(roomId: RoomId): void
  people(accounts: readonly AccountId[]): void
  rooms(): void
  threads(): void
  clock(): void
  failed(err: unknown): void
}
