/** Membership entries as they are told in the timeline. */
import type { AccountId, Author, MemberChange } from '../../../../shared/model.ts'
import { toHex } from '../../crypto/bytes.ts'
import { decodeMembership } from '../../crypto/membershipBody.ts'
import type { Store } from '../../store/store.ts'

const WHAT = {
  create: 'created',
  add: 'added',
  join: 'joined',
  leave: 'left',
  remove: 'removed',
  role: 'role',
  rename: 'renamed',
  newcomers: 'newcomers'
} as const

/** Null for what is told to nobody: invites. */
export function memberChange(store: Pick<Store, 'people'>, body: Uint8Array): MemberChange | null {
  const change = decodeMembership(body)?.change
  if (change === undefined || change.what === 'invite' || change.what === 'revoke') return null
  return {
    what: WHAT[change.what],
    who: 'account' in change ? authorOf(store, change.account) : null,
    role: change.what === 'role' ? change.role : null
  }
}

/** The name that it gives the room; empty where it gives none. */
export function nameIn(body: Uint8Array): string {
  const change = decodeMembership(body)?.change
  return change !== undefined && 'name' in change ? change.name : ''
}

/** Without a name while nobody has introduced them. */
export function authorOf({ people }: Pick<Store, 'people'>, account: Uint8Array): Author {
  const person = people.byAccount(account)
  return { account: toHex(account) as AccountId, name: person?.name ?? '', hue: person?.hue ?? 0 }
}
