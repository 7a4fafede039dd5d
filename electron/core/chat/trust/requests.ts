/**
 * Conversations that somebody begins with whom this account does not write: who may begin one, and what happens in it until it is
 * accepted, which is nothing that they could notice. Spec: docs/protocol/16-verification.md
 */
import { ChatError } from '../../../../shared/errors.ts'
import type { Room, Settings } from '../../../../shared/model.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Trust } from './trust.ts'

/** Accounts cost nothing: so many may wait to be answered, and then no more. */
const MAX_REQUESTS = 100
/** Entries that are kept of one that waits: an introduction, and what it takes to open one message. */
const MAX_WAITING_ENTRIES = 64

export type DirectRoom = Pick<RoomRow, 'kind' | 'other'>

export interface RequestsComponents {
  store: Store
  trust: Pick<Trust, 'isContact' | 'isBlocked' | 'isReplaced' | 'closed' | 'mayWrite' | 'contact'>
  whoMayWrite(): Settings['whoMayWrite']
}

export type Requests = ReturnType<typeof createRequests>

export function createRequests({ store, trust, whoMayWrite }: RequestsComponents) {
  const isRequest = ({ kind, other }: DirectRoom): boolean =>
    kind === 'direct' && other !== null && !trust.isContact(other) && !isOver(other)

  /** Nobody writes with a key that was replaced, or with whom is blocked. */
  const isOver = (account: Uint8Array): boolean => trust.isBlocked(account) || trust.isReplaced(account)

  /** Nothing goes out of it: not what was written, nor that anything came, nor that it is there. */
  const isQuiet = (room: DirectRoom): boolean =>
    room.kind === 'direct' && room.other !== null && (isOver(room.other) || isRequest(room))

  function isAllowed(account: Uint8Array): boolean {
    switch (whoMayWrite()) {
      case 'everybody':
        return true
      case 'shared':
        return store.rooms.sharesPrivate(account)
      case 'contacts':
        return false
    }
  }

  return {
    isRequest,
    isQuiet,
    /** Whether a direct room may begin with what they wrote. */
    mayBegin(account: Uint8Array): boolean {
      if (isOver(account)) return false
      if (trust.isContact(account)) return true
      const waiting = store.rooms.directs().filter(({ other }) => !trust.isContact(other)).length
      return waiting < MAX_REQUESTS && isAllowed(account)
    },
    /** Whether one more entry of them is kept. */
    mayTake(room: RoomRow): boolean {
      if (isRequest(room)) return store.logs.heldIn(room.num) < MAX_WAITING_ENTRIES
      return !isQuiet(room)
    },
    /** How much more of it is opened: of a request one message is shown. */
    mayOpen(room: RoomRow): 'all' | 'one' | 'none' {
      if (isRequest(room)) return store.events.lastKeyIn(room.num) === undefined ? 'one' : 'none'
      return isQuiet(room) ? 'none' : 'all'
    },
    closed: ({ kind, other }: DirectRoom): Room['closed'] =>
      kind === 'direct' && other !== null ? trust.closed(other) : null,
    /** This account writes with whom the room is with from now on. Throws ChatError person.blocked. */
    accept({ other }: Pick<DirectRoom, 'other'>): void {
      if (other === null) return
      if (trust.isBlocked(other)) throw new ChatError('person.blocked')
      store.transaction(() => trust.contact(other))
    },
    /** Throws ChatError person.blocked, key.changed, room.request. */
    mayWrite(room: DirectRoom): void {
      if (room.kind !== 'direct' || room.other === null) return
      trust.mayWrite(room.other)
      if (isRequest(room)) throw new ChatError('room.request')
    }
  }
}
