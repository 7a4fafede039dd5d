/**
 * Changes of who is in a private room, written one after the other: each names what was known when it is signed, and the one before
 * it is known then. What its writer has no right to is refused here, with a name for it.
 */
import { ChatError } from '../../../../shared/errors.ts'
import { fromHex, toHex } from '../../crypto/bytes.ts'
import { KIND } from '../../crypto/event.ts'
import { encodeMembership, type MembershipChange } from '../../crypto/membershipBody.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import { hlcAt } from '../clock.ts'
import type { Ingest } from '../ingest.ts'
import { type Change, orderOf, plain } from './membership/op.ts'
import { MAX_MEMBERS, RANK } from './membership/standing.ts'
import type { Roster } from './roster.ts'

export interface ChangingComponents {
  store: Store
  account: Pick<Account, 'accountKey' | 'device'>
  ingest: Pick<Ingest, 'write'>
  roster: Roster
  /** Writes who we are, where our log has not begun. */
  introduce(room: RoomRow): Promise<void>
  now(): number
}

export type Changing = ReturnType<typeof createChanging>

export function createChanging({ store, account, ingest, roster, introduce, now }: ChangingComponents) {
  /** The last change of each room that is under way. */
  const writing = new Map<number, Promise<unknown>>()
  const self = toHex(account.accountKey)
  const device = toHex(account.device.publicKey)

  /** Whether this account may, as the room stands now. */
  function may(room: RoomRow, change: MembershipChange): boolean {
    const op = {
      id: '',
      device,
      account: self,
      seq: 0,
      order: orderOf(hlcAt(now()), ''),
      after: [],
      change: plain(change)
    }
    return roster.of(room).would(op)
  }

  /** Why not. */
  function refusal(room: RoomRow, change: Change): ChatError {
    const { members } = roster.of(room).state
    const own = members.get(self)
    if (own === undefined)
      return new ChatError(roster.standing(room).is === 'waiting' ? 'room.pending' : 'room.removed')
    const isFull = change.what === 'add' && members.size >= MAX_MEMBERS && RANK[own.role] >= RANK.admin
    return new ChatError(isFull ? 'room.full' : 'room.rights')
  }

  async function write(room: RoomRow, change: MembershipChange): Promise<void> {
    if (change.what !== 'create' && !may(room, change)) throw refusal(room, plain(change))
    await introduce(room)
    const body = (): Uint8Array =>
      encodeMembership({ after: change.what === 'create' ? [] : roster.heads(room).map(fromHex), change })
    await ingest.write({ room, kind: KIND.membership, body })
  }

  return {
    may,
    /** Answers once it is durable and counts. Throws ChatError room.rights, room.full, room.pending, room.removed, msg.disk. */
    say(roomNum: number, change: MembershipChange): Promise<void> {
      const before = writing.get(roomNum) ?? Promise.resolve()
      const work = before.then(() => {
        const room = store.rooms.byNum(roomNum)
        if (room === undefined) throw new ChatError('room.not-joined')
        return write(room, change)
      })
      const done = work
        .catch(() => {})
        .finally(() => {
          if (writing.get(roomNum) === done) writing.delete(roomNum)
        })
      writing.set(roomNum, done)
      return work
    }
  }
}
