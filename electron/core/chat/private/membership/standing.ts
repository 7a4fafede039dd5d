/** What a set of operations that count comes to: who is in and as what, which invites are good, what the room is called. */
import type { NewcomersRead, Role } from '../../../crypto/membershipBody.ts'
import { type Bits, has, members as numbersOf } from './bits.ts'
import type { Dag, Strength } from './dag.ts'

/** Devices that one send group can have, the owner's included. */
export const MAX_MEMBERS = 100

export interface MemberStanding {
  role: Role
  /** The entry that brought them in: the earliest that still counts. */
  since: number
}

export interface InviteStanding {
  at: number
  by: string
  expiresAt: number | undefined
  once: boolean
}

export interface Standing {
  /** By account. */
  members: Map<string, MemberStanding>
  /** By key: those that can be used, but for the time. */
  invites: Map<string, InviteStanding>
  /** Every removal of an account. */
  removals: Map<string, number[]>
  /** Empty before there is a room. */
  name: string
  newcomers: NewcomersRead
}

export const RANK = { owner: 3, admin: 2, member: 1 } as const satisfies Record<Role, number>

export const rankOf = ({ members }: Standing, account: string): number => {
  const role = members.get(account)?.role
  return role === undefined ? 0 : RANK[role]
}

export function strengthIn(dag: Dag, standing: Standing, account: string): Strength {
  const since = standing.members.get(account)?.since
  const node = since === undefined ? undefined : dag.node(since)
  return {
    rank: rankOf(standing, account),
    depth: node?.depth ?? Number.MAX_SAFE_INTEGER,
    order: node?.op.order ?? ''
  }
}

/** Operations by what they are about. */
class Sorted {
  readonly ins = new Map<string, number[]>()
  readonly outs = new Map<string, number[]>()
  readonly removals = new Map<string, number[]>()
  readonly roles = new Map<string, { at: number; role: Role }[]>()
  readonly invites = new Map<string, number[]>()
  readonly revocations = new Map<string, number[]>()
  readonly joins = new Map<string, number[]>()
  readonly names: number[] = []
  readonly policies: number[] = []
}

const list = <T>(map: Map<string, T[]>, key: string, item: T): void => {
  const all = map.get(key)
  if (all === undefined) map.set(key, [item])
  else all.push(item)
}

function sorted(dag: Dag, counting: Bits): Sorted {
  const all = new Sorted()
  for (const at of numbersOf(counting)) sort(all, dag, at)
  return all
}

function sort(all: Sorted, dag: Dag, at: number): void {
  const { account, change } = dag.node(at).op
  switch (change.what) {
    case 'create':
      list(all.ins, account, at)
      list(all.roles, account, { at, role: 'owner' })
      all.names.push(at)
      all.policies.push(at)
      break
    case 'join':
      list(all.ins, account, at)
      list(all.joins, change.key, at)
      break
    case 'add':
      list(all.ins, change.account, at)
      break
    case 'leave':
      list(all.outs, account, at)
      break
    case 'remove':
      list(all.outs, change.account, at)
      list(all.removals, change.account, at)
      break
    case 'role':
      list(all.roles, change.account, { at, role: change.role })
      if (change.role === 'owner') list(all.roles, account, { at, role: 'admin' }) // handed over
      break
    case 'invite':
      list(all.invites, change.key, at)
      break
    case 'revoke':
      list(all.revocations, change.key, at)
      break
    case 'rename':
      all.names.push(at)
      break
    case 'newcomers':
      all.policies.push(at)
  }
}

export function standingOf(dag: Dag, counting: Bits): Standing {
  const all = sorted(dag, counting)
  const members = membersOf(dag, all)
  return {
    members,
    invites: invitesOf(dag, all, members),
    removals: all.removals,
    name: nameOf(dag, all.names),
    newcomers: newcomersOf(dag, all.policies)
  }
}

/** Whether each of these was known to it. */
const knows = (dag: Dag, at: number, earlier: readonly number[] = []): boolean =>
  earlier.every(one => has(dag.node(at).past, one))

function membersOf(dag: Dag, { ins, outs, roles }: Sorted): Map<string, MemberStanding> {
  const found: [string, MemberStanding][] = []
  for (const [account, entries] of ins) {
    // Out wins: only who was brought in by somebody who knew of every time they went is in.
    const [since] = entries.filter(at => knows(dag, at, outs.get(account))).sort((a, b) => dag.compare(a, b))
    if (since === undefined) continue
    found.push([account, { since, role: roleOf(dag, roles.get(account), outs.get(account)) }])
  }
  found.sort(([, a], [, b]) => dag.compare(a.since, b.since))
  return withOwner(new Map(found.slice(0, MAX_MEMBERS)))
}

/** The newest word on it by somebody who knew of every time they went; the least where several did not know of each other. */
function roleOf(dag: Dag, roles: { at: number; role: Role }[] = [], outs: readonly number[] | undefined): Role {
  const said = roles.filter(({ at }) => knows(dag, at, outs))
  const ends = new Set(dag.ends(said.map(({ at }) => at)))
  const newest = said.filter(({ at }) => ends.has(at)).map(({ role }) => role)
  return newest.sort((a, b) => RANK[a] - RANK[b])[0] ?? 'member'
}

/** A room without an owner is its longest admin's, or else its longest member's: entries that cross can take the owner away. */
function withOwner(members: Map<string, MemberStanding>): Map<string, MemberStanding> {
  const all = [...members.values()]
  if (all.some(({ role }) => role === 'owner')) return members
  const heir = all.find(({ role }) => role === 'admin') ?? all[0]
  if (heir !== undefined) heir.role = 'owner'
  return members
}

/** An invite goes with its maker's rights, and does not come back with them. */
function invitesOf(dag: Dag, all: Sorted, members: Map<string, MemberStanding>): Map<string, InviteStanding> {
  const good = new Map<string, InviteStanding>()
  for (const [key, entries] of all.invites) {
    const [at] = entries.sort((a, b) => dag.compare(a, b))
    if (at === undefined || all.revocations.has(key)) continue
    const { account: by, change } = dag.node(at).op
    if (change.what !== 'invite' || (change.once && all.joins.has(key))) continue
    const losses = [
      ...(all.outs.get(by) ?? []),
      ...(all.roles.get(by) ?? []).flatMap(({ at: when, role }) => (role === 'member' ? [when] : []))
    ]
    const role = members.get(by)?.role
    if (role === undefined || role === 'member' || !knows(dag, at, losses)) continue
    good.set(key, { at, by, expiresAt: change.expiresAt, once: change.once })
  }
  return good
}

/** Of names given without knowing of each other, the one of the largest order. */
function nameOf(dag: Dag, names: number[]): string {
  const ends = dag.ends(names).map(at => dag.node(at).op)
  const newest = ends.reduce((a, b) => (a.order > b.order ? a : b), ends[0] as never)
  return newest !== undefined && 'name' in newest.change ? newest.change.name : ''
}

/** Of policies set without knowing of each other, the one that shows less. */
function newcomersOf(dag: Dag, policies: number[]): NewcomersRead {
  const ends = dag.ends(policies).map(at => dag.node(at).op.change)
  const all = ends.length > 0 && ends.every(change => 'newcomers' in change && change.newcomers === 'all')
  return all ? 'all' : 'since-joining'
}
