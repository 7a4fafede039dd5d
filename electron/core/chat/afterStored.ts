/** What follows once entries are on disk: first what is ours goes on the wire, then the interface hears, then what they call for. */
import type { AccountId, RoomId } from '../../../shared/model.ts'
import { equal, toHex } from '../crypto/bytes.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'
import type { Stored } from './batch.ts'
import type { ChatEvents } from './chatEvents.ts'
import type { Courier } from './courier/courier.ts'
import { guarded } from './guarded.ts'
import type { Introductions } from './introductions.ts'
import type { OutboxPump } from './outbox.ts'
import type { OwnEnds } from './ownEnds.ts'
import type { Members } from './private/members.ts'
import type { PrivateRooms } from './private/private.ts'
import type { Receipts } from './receipts.ts'
import type { Sync } from './sync/sync.ts'
import type { Reading } from './unread.ts'

export interface AfterStored {
  store: Pick<Store, 'logs'>
  account: Pick<Account, 'device'>
  outbox: Pick<OutboxPump, 'kick'>
  reading: Pick<Reading, 'wrote'>
  courier: Pick<Courier, 'wrote'>
  members: Pick<Members, 'stored' | 'introduced'>
  secret: Pick<PrivateRooms, 'open' | 'openAll'>
  receipts: Pick<Receipts, 'grew'>
  ownEnds: Pick<OwnEnds, 'grew'>
  introductions: Pick<Introductions, 'ask'>
  sync: Pick<Sync, 'gap' | 'news'>
  tell: ChatEvents
}

export function afterStored(stored: Stored, parts: AfterStored): void {
  const { outbox, reading, courier, members, secret, receipts, ownEnds, introductions, sync, tell } = parts
  for (const [room, entries] of stored.written) {
    outbox.kick(room, entries)
    reading.wrote(entries.map(({ num }) => num)).catch(tell.failed)
  }
  courier.wrote(stored.written.keys())
  tellOf(stored, tell)
  members.stored(stored.members)
  if (stored.introduced.length > 0) {
    secret.openAll()
    members.introduced()
    tell.people(accountsOf(stored.introduced))
  }
  secret.open(stored.toOpen)
  for (const { room, device } of stored.grown) {
    receipts.grew(room.roomId, room.num, device)
    if (equal(device, parts.account.device.publicKey)) ownEnds.grew(room)
  }
  if (stored.unknown.length > 0) introductions.ask(stored.unknown).catch(tell.failed)
  if (stored.gaps.size > 0) sync.gap()
  if (stored.forked.size === 0) return
  // the proof goes round: whoever compares with us is told, and we compare with everybody
  tell.people(accountsOf(parts.store.logs.forkedAccounts()))
  sync.news()
}

function tellOf({ shown, stale, written, introduced }: Stored, tell: ChatEvents): void {
  if (written.size > 0)
    setImmediate(guarded(tell.failed, () => tell.rows(shown))) // first the wire, then the interface
  else if (shown.length > 0) tell.rows(shown)
  for (const { roomId } of stale) tell.stale(toHex(roomId) as RoomId)
  if (shown.length > 0 || stale.size > 0) tell.threads()
  if (shown.length > 0 || stale.size > 0 || introduced.length > 0) tell.rooms()
}

const accountsOf = (keys: readonly Uint8Array[]): AccountId[] => keys.map(key => toHex(key) as AccountId)
