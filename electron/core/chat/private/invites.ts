/**
 * Invites: made, shown, revoked, and used. Whoever has a link has the room's secret; a member is who the room's entries say is one.
 * So the join is written once the invite's own entry has come from somebody of the room, however long that takes.
 */
import { ChatError } from '../../../../shared/errors.ts'
import { MAX_ROOMS } from '../../../../shared/limits.ts'
import type { AccountId, Author, Invite, InviteSaid } from '../../../../shared/model.ts'
import { fromHex, toHex } from '../../crypto/bytes.ts'
import { newSeed, signingKey } from '../../crypto/ed25519.ts'
import { proveInvited } from '../../crypto/joinProof.ts'
import { privateRoomId } from '../../crypto/roomSecrets.ts'
import type { InviteRow } from '../../store/membership.ts'
import type { RoomRow } from '../../store/rooms.ts'
import type { Store } from '../../store/store.ts'
import type { Account } from '../account.ts'
import type { Changing } from './changing.ts'
import type { RoomToEnter } from './channels.ts'
import { hasRunOut, type Invitation, readInvite, writeInvite } from './inviteLink.ts'
import type { RoomInvite } from './membership/membership.ts'
import type { Roster } from './roster.ts'

export interface InvitesComponents {
  store: Store
  account: Pick<Account, 'accountKey'>
  roster: Roster
  changing: Changing
  now(): number
  /** Comes into a room whose secret is known: with a log of our own, and listening. */
  enter(room: RoomToEnter, invite: InviteRow): Promise<RoomRow>
  /** An invite is held now: it is a request no longer, if it was one. */
  onHeld(room: RoomRow): void
  authorOf(account: string): Author
  onFailed(err: unknown): void
}

const HOUR_MS = 60 * 60 * 1000

export function createInvites(components: InvitesComponents) {
  const { store, account, roster, changing, now, authorOf, onFailed } = components
  /** Rooms in which a join or a revocation is being written. */
  const busy = new Set<number>()

  const creatorOf = (room: RoomRow): string | undefined => roster.of(room).creator

  function linkOf(room: RoomRow, { seed, expiresAt }: InviteRow): string | null {
    const creator = creatorOf(room)
    if (creator === undefined || room.secret === null) return null
    return writeInvite({
      name: room.name,
      creator: fromHex(creator),
      secret: room.secret,
      seed,
      expiresAt: expiresAt ?? undefined,
      by: account.accountKey
    })
  }

  function describe(room: RoomRow, { key, by, expiresAt, once }: RoomInvite, own: InviteRow | undefined): Invite {
    const link = own === undefined ? null : linkOf(room, own)
    return { inviteId: key, link, expiresAt: expiresAt ?? null, once, by: authorOf(by) }
  }

  function list(room: RoomRow): Invite[] {
    const own = new Map(store.membership.invites(room.num).map(row => [toHex(row.invite), row]))
    return roster
      .of(room)
      .state.invites.filter(invite => !hasRunOut(invite, now()))
      .map(invite => describe(room, invite, own.get(invite.key)))
  }

  async function make(room: RoomRow, hours: number | null, once: boolean): Promise<Invite> {
    const seed = newSeed()
    const key = signingKey(seed).publicKey
    const expiresAt = hours === null ? undefined : now() + hours * HOUR_MS
    await changing.say(room.num, { what: 'invite', key, expiresAt, once })
    const row: InviteRow = { invite: key, seed, expiresAt: expiresAt ?? null, once: once ? 1 : 0 }
    store.transaction(() => store.membership.putInvite(room.num, row))
    return describe(room, { key: toHex(key), by: toHex(account.accountKey), expiresAt, once }, row)
  }

  /** Throws ChatError invite.bad, invite.expired, room.too-many. */
  async function join(link: string): Promise<RoomRow> {
    const invitation = readInvite(link)
    const roomId = privateRoomId(invitation.creator, invitation.secret)
    const known = store.rooms.byId(roomId)
    if (known !== undefined && roster.standing(known).is === 'in') return known
    if (hasRunOut(invitation, now())) throw new ChatError('invite.expired')
    if (known === undefined && store.rooms.joined().length >= MAX_ROOMS) throw new ChatError('room.too-many')
    const { secret, name } = invitation
    const invite = heldRow(invitation)
    if (known !== undefined) store.transaction(() => store.membership.putInvite(known.num, invite))
    const room = known ?? (await components.enter({ roomId, secret, name }, invite))
    components.onHeld(room)
    await writeJoin(room)
    return store.rooms.byNum(room.num) ?? room
  }

  /** Writes our join, where an invite we hold is known to the room and good. */
  async function writeJoin(room: RoomRow): Promise<void> {
    const { founded } = roster.of(room).state
    if (!founded || roster.standing(room).is !== 'waiting' || busy.has(room.num)) return
    busy.add(room.num)
    try {
      for (const { invite, seed } of store.membership.invites(room.num)) {
        const proof = proveInvited(seed, room.roomId, account.accountKey)
        const change = { what: 'join', key: invite, proof } as const
        if (!changing.may(room, change)) continue
        await changing.say(room.num, change)
        store.transaction(() => store.membership.dropInvites(room.num)) // none of them was made here
        return
      }
    } finally {
      busy.delete(room.num)
    }
  }

  /** An invite of ours that was used, or ran out, is revoked: no join that is dated back counts then. */
  async function tidy(room: RoomRow): Promise<void> {
    if (busy.has(room.num)) return
    busy.add(room.num)
    try {
      const good = new Map(roster.of(room).state.invites.map(invite => [invite.key, invite]))
      for (const { invite } of store.membership.invites(room.num)) {
        const known = good.get(toHex(invite))
        if (known !== undefined && !hasRunOut(known, now())) continue
        store.transaction(() => store.membership.dropInvite(room.num, invite))
        const change = { what: 'revoke', key: invite } as const
        if (changing.may(room, change)) await changing.say(room.num, change)
      }
    } finally {
      busy.delete(room.num)
    }
  }

  return {
    make,
    /** Those that are good now. */
    list,
    async revoke(room: RoomRow, inviteId: string): Promise<void> {
      if (!list(room).some(invite => invite.inviteId === inviteId)) throw new ChatError('not-found')
      await changing.say(room.num, { what: 'revoke', key: fromHex(inviteId) })
      store.transaction(() => store.membership.dropInvite(room.num, fromHex(inviteId)))
    },
    /** Throws ChatError invite.bad. */
    read(link: string): InviteSaid {
      const { name, by, creator, secret, expiresAt } = readInvite(link)
      const known = store.rooms.byId(privateRoomId(creator, secret))
      const isIn = known !== undefined && roster.standing(known).is === 'in'
      const state = isIn ? 'joined' : hasRunOut({ expiresAt }, now()) ? 'expired' : 'good'
      const person = store.people.byAccount(by)?.name ?? null
      return { name, by: { account: toHex(by) as AccountId, name: person }, expiresAt: expiresAt ?? null, state }
    },
    join,
    /** A room was looked at again, or time went by. */
    followed(room: RoomRow): void {
      const isIn = roster.standing(room).is === 'in'
      if (store.membership.invites(room.num).length > 0) (isIn ? tidy(room) : writeJoin(room)).catch(onFailed)
    }
  }
}

const heldRow = ({ seed, expiresAt }: Invitation): InviteRow => ({
  invite: signingKey(seed).publicKey,
  seed,
  expiresAt: expiresAt ?? null,
  once: 0
})
