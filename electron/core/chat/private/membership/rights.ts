/** Whether somebody may do what an operation does, where the room stood as they knew it. */
import { type Bits, has } from './bits.ts'
import type { Dag } from './dag.ts'
import { type Op, timeOf } from './op.ts'
import { MAX_MEMBERS, RANK, rankOf, type Standing } from './standing.ts'

/** Invites of a room that are good at once. */
export const MAX_INVITES = 64
/** The creator's introduction stands before it. */
const CREATE_SEQ = 1

export interface Place {
  dag: Dag
  /** What counted in its past. */
  past: Bits
  standing: Standing
}

/** @param founded whether the room's id was made of this account */
export function mayFound(op: Op, founded: (account: string) => boolean): boolean {
  return op.change.what === 'create' && op.seq === CREATE_SEQ && op.after.length === 0 && founded(op.account)
}

export function may(op: Op, { dag, past, standing }: Place): boolean {
  const { account, change } = op
  const rank = rankOf(standing, account)
  switch (change.what) {
    case 'create':
      return false // mayFound
    case 'leave':
      return rank > 0
    case 'join':
      return mayJoin(op, change.key, { dag, past, standing })
    case 'add':
      return rank >= RANK.admin && hasRoom(standing, change.account)
    case 'remove':
      return rank >= RANK.admin && change.account !== account && rank >= rankOf(standing, change.account)
    case 'role':
      return rank >= RANK.owner && change.account !== account && rankOf(standing, change.account) > 0
    case 'invite':
      return rank >= RANK.admin && standing.invites.size < MAX_INVITES && !standing.invites.has(change.key)
    case 'revoke':
    case 'rename':
    case 'newcomers':
      return rank >= RANK.admin
  }
}

const hasRoom = ({ members }: Standing, account: string): boolean => members.has(account) || members.size < MAX_MEMBERS

function mayJoin(op: Op, key: string, { dag, past, standing }: Place): boolean {
  const invite = standing.invites.get(key)
  if (invite === undefined || !has(past, invite.at) || standing.members.size >= MAX_MEMBERS) return false
  if (standing.members.has(op.account)) return false
  if (invite.expiresAt !== undefined && timeOf(op) > invite.expiresAt) return false
  // Who was removed still has old links.
  return (standing.removals.get(op.account) ?? []).every(removal => dag.isBefore(removal, invite.at))
}
