/** A membership entry as the fold sees it: who said what, and what they knew. Everything in hex, so that it can be compared and kept in maps. */

import { toHex } from '../../../crypto/bytes.ts'
import { isInvited } from '../../../crypto/joinProof.ts'
import type { MembershipChange, MembershipSaid } from '../../../crypto/membershipBody.ts'

export type Change =
  | Extract<MembershipChange, { what: 'create' | 'leave' | 'rename' | 'newcomers' }>
  | { what: 'invite'; key: string; expiresAt: number | undefined; once: boolean }
  | { what: 'revoke' | 'join'; key: string }
  | { what: 'add' | 'remove'; account: string }
  | { what: 'role'; account: string; role: Extract<MembershipChange, { what: 'role' }>['role'] }

export interface Op {
  id: string
  device: string
  /** Of the person whose device it is. */
  account: string
  seq: number
  /** (hlc, id) as in the header: a clock set right later does not move it. */
  order: string
  after: string[]
  change: Change
}

/** Where a membership entry stands, and whose it is. */
export interface Written {
  room: Uint8Array
  id: Uint8Array
  device: Uint8Array
  account: Uint8Array
  seq: number
  hlc: bigint
}

const HLC_DIGITS = 16
const COUNTER_BITS = 16n

export const orderOf = (hlc: bigint, id: string): string => hlc.toString(16).padStart(HLC_DIGITS, '0') + id

/** By the writer's clock, in ms. */
export const timeOf = ({ order }: Op): number => Number(BigInt(`0x${order.slice(0, HLC_DIGITS)}`) >> COUNTER_BITS)

/** Undefined for a join whose proof does not hold: it says nothing. */
export function opOf(written: Written, { after, change }: MembershipSaid): Op | undefined {
  if (change.what === 'join' && !isInvited(change.key, written.room, written.account, change.proof)) return undefined
  const id = toHex(written.id)
  return {
    id,
    device: toHex(written.device),
    account: toHex(written.account),
    seq: written.seq,
    order: orderOf(written.hlc, id),
    after: after.map(toHex),
    change: plain(change)
  }
}

/** With keys and accounts in hex. */
export function plain(change: MembershipChange): Change {
  switch (change.what) {
    case 'invite':
      return { ...change, key: toHex(change.key) }
    case 'revoke':
    case 'join':
      return { what: change.what, key: toHex(change.key) }
    case 'add':
    case 'remove':
      return { what: change.what, account: toHex(change.account) }
    case 'role':
      return { ...change, account: toHex(change.account) }
    default:
      return change
  }
}
