/**
 * Who is in which private room, followed as membership entries come in: the fold of each room is kept in memory, and the tables
 * that the rest of the chat reads, members, name, what is shown, go after it.
 */
import type { NewcomersRead, Role } from '../../../../shared/model.ts'
import { decodeProfileEntry } from '../../crypto/bodies.ts'
import { equal, fromHex, sha256, toHex } from '../../crypto/bytes.ts'
import { readHeader } from '../../crypto/event.ts'
import { openCertificate } from '../../crypto/identity.ts'
import { decodeMembership } from '../../crypto/membershipBody.ts'
import { privateRoomId } from '../../crypto/roomSecrets.ts'
import type { MembershipRow } from '../../store/membership.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../clock.ts'
import type { Introduction } from '../ports.ts'
import { Membership } from './membership/membership.ts'
import { type Op, opOf } from './membership/op.ts'

export interface RosterComponents {
  store: Store
  self: Uint8Array
  device: Uint8Array
  clock: Pick<Clock, 'isAhead'>
  /** Keeps an introduction that holds. Inside a transaction. */
  introduce(introduction: Introduction): void
  /** Who is in has been looked at again: these rows look different. */
  onFollowed(room: RoomRow, rows: number[]): void
}

interface Known {
  membership: Membership
  /** Rows by the ids of their entries. */
  rows: Map<string, { num: number; op: Op }>
  /** Entries by people whose first entry is not here yet. */
  unknown: number
}

/** How this account stands in a room. */
export type Standing = { is: 'in'; role: Role } | { is: 'waiting' } | { is: 'out' }

/** What people are told of; invites and their end are told to nobody but who makes them. */
const TOLD = new Set<Op['change']['what']>(['create', 'join', 'add', 'remove', 'leave', 'role', 'rename', 'newcomers'])

export type Roster = ReturnType<typeof createRoster>

export function createRoster(components: RosterComponents) {
  const { store, self, device, clock } = components
  const known = new Map<number, Known>()
  /** Rooms that were handed over: of a large one not all is here yet that says whether we are in it. */
  const expected = new Set<number>()
  const ownAccount = toHex(self)

  function of(room: RoomRow): Known {
    const found = known.get(room.num)
    if (found !== undefined) return found
    const { secret, roomId } = room
    const isFounder = (account: string): boolean =>
      secret !== null && equal(privateRoomId(fromHex(account), secret), roomId)
    const made: Known = { membership: new Membership(isFounder), rows: new Map(), unknown: 0 }
    known.set(room.num, made)
    take(room, made, store.membership.all(room.num))
    return made
  }

  /** Their entries, as far as it is known whose they are. */
  function take(room: RoomRow, into: Known, rows: readonly MembershipRow[]): void {
    const ops: Op[] = []
    for (const row of rows) {
      const op = opOfRow(room, row)
      if (op === undefined) {
        if (row.introduction === null) into.unknown++
        continue
      }
      into.rows.set(op.id, { num: row.num, op })
      ops.push(op)
    }
    into.membership.add(...ops)
  }

  function opOfRow(
    { roomId }: RoomRow,
    { device: author, seq, header, body, introduction }: MembershipRow
  ): Op | undefined {
    // Whose a log is, is said by its first entry, for good: a device could introduce itself as somebody else later on.
    const account = introduction === null ? undefined : accountOf(introduction)
    const said = decodeMembership(body)
    if (account === undefined || said === undefined) return undefined
    const { hlc } = readHeader(header)
    return opOf({ room: roomId, id: sha256(header), device: author, account, seq, hlc }, said)
  }

  /** Looks at a room again, and has the tables follow. */
  function follow(room: RoomRow): void {
    const { membership, rows } = of(room)
    const { state } = membership
    const changed: number[] = []
    // where the disk is full it is done another time
    store.note(() =>
      store.transaction(() => {
        if (state.founded && state.name !== room.name) store.rooms.rename(room.num, state.name)
        followMembers(room, new Set(state.members.keys()))
        for (const { num, op } of rows.values()) if (followRow(num, op, membership.counts(op.id))) changed.push(num)
      })
    )
    components.onFollowed(store.rooms.byNum(room.num) ?? room, changed)
  }

  function followMembers({ num }: RoomRow, accounts: ReadonlySet<string>): void {
    const before = new Map(store.rooms.members(num).map(({ person, account }) => [toHex(account), person]))
    for (const [account, person] of before) if (!accounts.has(account)) store.rooms.dropMember(num, person)
    for (const account of accounts) {
      const person = before.has(account) ? undefined : store.people.byAccount(fromHex(account))?.num
      if (person !== undefined) store.rooms.addMember(num, person)
    }
  }

  /** What counts is told in the room; what does not, is not. */
  function followRow(num: number, op: Op, counts: boolean): boolean {
    const shown = store.membership.get(num)?.shown
    const isAhead = clock.isAhead(BigInt(`0x${op.order.slice(0, 16)}`))
    const wanted = !counts || !TOLD.has(op.change.what) ? 0 : isAhead ? 2 : 1
    if (shown === undefined || shown === 3 || shown === wanted) return false
    store.membership.show(num, wanted)
    return true
  }

  function standing(room: RoomRow): Standing {
    const { membership } = of(room)
    const member = membership.state.members.get(ownAccount)
    if (member !== undefined) return { is: 'in', role: member.role }
    if (!membership.state.founded) return { is: 'waiting' }
    const isInvited = store.membership.invites(room.num).length > 0
    const isExpected = expected.has(room.num) && !membership.hasLeft(ownAccount)
    return { is: (isInvited || isExpected) && !isRemoved(room, ownAccount) ? 'waiting' : 'out' }
  }

  /** Not in, and put out by somebody: they are told nothing of the room any more. */
  function isRemoved(room: RoomRow, account: string): boolean {
    const { membership, rows } = of(room)
    if (membership.state.members.has(account)) return false
    return rows
      .values()
      .some(({ op }) => op.change.what === 'remove' && op.change.account === account && membership.counts(op.id))
  }

  return {
    /** The room as everybody who holds the same sees it. */
    of: (room: RoomRow): Membership => of(room).membership,
    standing,
    /** It was handed over by somebody who says that they added us. */
    expect: (room: RoomRow): void => void expected.add(room.num),
    newcomers: (room: RoomRow): NewcomersRead => of(room).membership.state.newcomers,
    isRemoved: (room: RoomRow, account: Uint8Array): boolean => isRemoved(room, toHex(account)),
    /** Number of the newest entry by which this account left, in its own log; -1 where there is none. */
    lastLeave: (room: RoomRow): number =>
      Math.max(
        -1,
        ...of(room)
          .rows.values()
          .filter(({ op }) => op.change.what === 'leave' && op.account === ownAccount)
          .map(({ op }) => op.seq)
      ),
    /** Accounts that what this device says is sealed for, itself not among them. */
    readers(room: RoomRow): Uint8Array[] {
      const { members, suspended } = of(room).membership.state
      return [...members.keys()].filter(key => key !== ownAccount && !suspended.has(key)).map(fromHex)
    },
    /** What a membership entry written now names. */
    heads: (room: RoomRow): string[] => of(room).membership.heads(toHex(device)),
    /** Membership entries were stored. */
    stored(rooms: ReadonlyMap<number, readonly number[]>): void {
      for (const [num, nums] of rooms) {
        const room = store.rooms.byNum(num)
        if (room === undefined) continue
        const rows = nums.flatMap(one => store.membership.get(one) ?? [])
        const into = of(room) // where it was not loaded yet, they are in it already
        take(room, into, rows)
        introduceAdded(rows)
        follow(room)
      }
    },
    /** Somebody was introduced: what they wrote may be judged now, and they are counted. */
    introduced(): void {
      for (const room of store.rooms.joined()) {
        if (room.kind !== 'private') continue
        if ((known.get(room.num)?.unknown ?? 0) > 0) known.delete(room.num)
        follow(room)
      }
    },
    follow,
    /** What was stored was taken back, or the room is gone. */
    forget(room: number): void {
      known.delete(room)
      expected.delete(room)
    }
  }

  /** Who was added may never have been met: their introduction came along. */
  function introduceAdded(rows: readonly MembershipRow[]): void {
    for (const { body } of rows) {
      const change = decodeMembership(body)?.change
      if (change?.what !== 'add' || change.introduction === undefined) continue
      const certificate = openCertificate(change.introduction.certificate)
      if (certificate !== undefined && equal(certificate.accountKey, change.account))
        components.introduce(change.introduction)
    }
  }
}

function accountOf(introduction: Uint8Array): Uint8Array | undefined {
  const said = decodeProfileEntry(introduction)
  return said && openCertificate(said.certificate)?.accountKey
}
