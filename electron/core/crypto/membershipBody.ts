/**
 * What is said of who is in a private room: the body of membership entries as data and as bytes. Whether it counts is
 * chat/private/membership. Spec: docs/protocol/18-membership.md
 */
import { channelName } from '../../../shared/names.ts'
import { spells } from './bytes.ts'
import { KEY_BYTES, SIGNATURE_BYTES } from './ed25519.ts'
import { MembershipBody } from './pb/membership.ts'

export type NewcomersRead = 'since-joining' | 'all'
export type Role = 'owner' | 'admin' | 'member'

/** Keys and accounts are 32 bytes. */
export type MembershipChange =
  | { what: 'create'; name: string; newcomers: NewcomersRead }
  | { what: 'invite'; key: Uint8Array; expiresAt: number | undefined; once: boolean }
  | { what: 'revoke'; key: Uint8Array }
  | { what: 'join'; key: Uint8Array; proof: Uint8Array }
  | { what: 'add'; account: Uint8Array; introduction: { certificate: Uint8Array; profile: Uint8Array } | undefined }
  | { what: 'remove'; account: Uint8Array }
  | { what: 'leave' }
  | { what: 'role'; account: Uint8Array; role: Role }
  | { what: 'rename'; name: string }
  | { what: 'newcomers'; newcomers: NewcomersRead }

export interface MembershipSaid {
  /** Ids of the newest membership entries that the writer knew; none in a create. */
  after: Uint8Array[]
  change: MembershipChange
}

/** Membership entries that one names. */
export const MAX_AFTER = 16
const ID_BYTES = 32
/** An added person's introduction is most of it. */
export const MAX_MEMBERSHIP_BYTES = 4_096
const MAX_MS = BigInt(Number.MAX_SAFE_INTEGER)
const READS: readonly (NewcomersRead | undefined)[] = [undefined, 'since-joining', 'all']
const ROLES: readonly (Role | undefined)[] = [undefined, 'owner', 'admin', 'member']
const CHANGES = ['create', 'invite', 'revoke', 'join', 'add', 'remove', 'leave', 'role', 'rename', 'newcomers'] as const
const NONE = new Uint8Array()

export function encodeMembership({ after, change }: MembershipSaid): Uint8Array {
  return MembershipBody.encode({ after, [change.what]: spelt(change) } as MembershipBody)
}

function spelt(change: MembershipChange): object {
  switch (change.what) {
    case 'create':
      return { name: change.name, read: READS.indexOf(change.newcomers) }
    case 'invite':
      return { key: change.key, expiresAt: BigInt(change.expiresAt ?? 0), once: change.once }
    case 'add':
      return { certificate: NONE, profile: NONE, ...change.introduction, account: change.account }
    case 'role':
      return { account: change.account, role: ROLES.indexOf(change.role) }
    case 'newcomers':
      return { read: READS.indexOf(change.newcomers) }
    default:
      return change
  }
}

/** Undefined where the bytes are no such body: several changes or none, a length, a number or a name that may not be. */
export function decodeMembership(body: Uint8Array): MembershipSaid | undefined {
  if (body.byteLength > MAX_MEMBERSHIP_BYTES) return undefined
  let decoded: MembershipBody
  try {
    decoded = MembershipBody.decode(body, { limits: { after: MAX_AFTER } })
  } catch {
    return undefined
  }
  const [what, ...more] = CHANGES.filter(name => decoded[name] !== undefined)
  if (what === undefined || more.length > 0) return undefined
  const { after } = decoded
  if ((what === 'create') !== (after.length === 0) || !isSet(after)) return undefined
  const change = readChange(decoded)
  return change === undefined || !namedAsSpelt(body, change) ? undefined : { after, change }
}

/** A lenient decoder reads the same name out of malformed bytes. */
const namedAsSpelt = (body: Uint8Array, change: MembershipChange): boolean =>
  !('name' in change) || spells(body, change.name)

const isKey = (key: Uint8Array): boolean => key.byteLength === KEY_BYTES
const isSet = (ids: Uint8Array[]): boolean =>
  ids.every(id => id.byteLength === ID_BYTES) &&
  new Set(ids.map(id => Buffer.from(id).toString('latin1'))).size === ids.length
const isName = (name: string): boolean => channelName(name) === name

function readChange(body: MembershipBody): MembershipChange | undefined {
  const { create, invite, revoke, join, add, remove, role, rename, newcomers } = body
  if (create !== undefined) {
    const read = READS[create.read]
    return read !== undefined && isName(create.name)
      ? { what: 'create', name: create.name, newcomers: read }
      : undefined
  }
  if (invite !== undefined) return readInvite(invite)
  if (revoke !== undefined) return isKey(revoke.key) ? { what: 'revoke', key: revoke.key } : undefined
  if (join !== undefined) {
    const whole = isKey(join.key) && join.proof.byteLength === SIGNATURE_BYTES
    return whole ? { what: 'join', key: join.key, proof: join.proof } : undefined
  }
  if (add !== undefined) return readAdd(add)
  if (remove !== undefined) return isKey(remove.account) ? { what: 'remove', account: remove.account } : undefined
  if (role !== undefined) {
    const as = ROLES[role.role]
    return as !== undefined && isKey(role.account) ? { what: 'role', account: role.account, role: as } : undefined
  }
  if (rename !== undefined) return isName(rename.name) ? { what: 'rename', name: rename.name } : undefined
  if (newcomers !== undefined) {
    const read = READS[newcomers.read]
    return read === undefined ? undefined : { what: 'newcomers', newcomers: read }
  }
  return { what: 'leave' }
}

function readInvite({ key, expiresAt, once }: NonNullable<MembershipBody['invite']>): MembershipChange | undefined {
  if (!isKey(key) || expiresAt > MAX_MS) return undefined
  return { what: 'invite', key, expiresAt: expiresAt === 0n ? undefined : Number(expiresAt), once }
}

/** Whether an introduction holds is seen where it is kept. */
function readAdd({ account, certificate, profile }: NonNullable<MembershipBody['add']>): MembershipChange | undefined {
  const introduced = certificate.byteLength > 0
  if (!isKey(account) || introduced !== profile.byteLength > 0) return undefined
  return { what: 'add', account, introduction: introduced ? { certificate, profile } : undefined }
}
