/**
 * Notices that somebody's key is not the one that was known: the same account with other keys, or another account under the
 * name of somebody this account writes with or has verified. It notices only; a person decides. The rule, and why:
 * docs/protocol/16-verification.md
 */
import { skeleton } from '../../../../shared/names.ts'
import { equal } from '../../crypto/bytes.ts'
import { openCertificate } from '../../crypto/identity.ts'
import type { Introduced } from '../../store/people.ts'
import type { Store } from '../../store/store.ts'
import type { TrustRow } from '../../store/trust.ts'

/** What was known of an account before an introduction is kept. */
export interface KnownBefore {
  name: string | undefined
  /** Of its devices, the first seen first. */
  certificates: Uint8Array[]
}

export const knownBefore = (store: Store, { account }: Introduced): KnownBefore => ({
  name: store.people.byAccount(account)?.name,
  certificates: store.people.certificates(account)
})

export interface Noticing {
  now: number
  /** Numbers of the people who are connected. */
  near: ReadonlySet<number>
  /** This account's key, once there is one. */
  self: Uint8Array | undefined
}

/** An introduction was kept. Inside its transaction. */
export function noticeKeys(store: Store, introduced: Introduced, before: KnownBefore, noticing: Noticing): void {
  if (noticing.self !== undefined && equal(introduced.account, noticing.self)) return
  noticeOtherKeys(store, introduced, before, noticing.now)
  noticeSameName(store, introduced.account, before, noticing)
}

/** The account has signed a certificate with other keys than those that count. What was seen already is no news. */
function noticeOtherKeys(store: Store, { account, certificate }: Introduced, before: KnownBefore, now: number): void {
  if (before.certificates.some(seen => equal(seen, certificate))) return
  const row = rowOf(store, account)
  const counts = store.trust.get(account)?.certificate ?? before.certificates[0] // what is kept by now may be the new one
  if (counts === undefined || hasSameKeys(counts, certificate)) return
  const claims = row.changedAt === null ? null : row.before
  store.trust.put({ ...row, certificate: counts, changedAt: row.changedAt ?? now, before: claims })
}

/**
 * Somebody came who has the name of somebody known, or took it, while that one is away: it may be the same person with a
 * new key. While both are connected they are two people; and who had the name before was seen beside the one known.
 */
function noticeSameName(store: Store, account: Uint8Array, before: KnownBefore, { now, near }: Noticing): void {
  const name = store.people.byAccount(account)?.name
  if (name === undefined || (before.name !== undefined && skeleton(before.name) === skeleton(name))) return
  const row = rowOf(store, account)
  if (row.verifiedAt !== null || row.blocked === 1) return
  const known = store.trust
    .known()
    .find(one => !near.has(one.person) && !equal(one.account, account) && skeleton(one.name) === skeleton(name))
  if (known !== undefined) store.trust.put({ ...row, changedAt: now, before: known.account })
}

/** The row of an account, or what it would be: the certificate that counts is then the first one seen. */
export const rowOf = (store: Store, account: Uint8Array): TrustRow =>
  store.trust.get(account) ?? {
    account,
    certificate: store.people.certificates(account)[0] ?? null,
    verifiedAt: null,
    verifiedHow: null,
    contact: 0,
    blocked: 0,
    changedAt: null,
    before: null,
    differs: 0
  }

/** Whether two certificates are of the same device with the same keys: its name and its date may differ. */
export function hasSameKeys(one: Uint8Array, other: Uint8Array): boolean {
  if (equal(one, other)) return true
  const [a, b] = [openCertificate(one), openCertificate(other)]
  if (a === undefined || b === undefined) return false
  return equal(a.deviceKey, b.deviceKey) && equal(a.mlsSignatureKey, b.mlsSignatureKey) && equal(a.inboxKey, b.inboxKey)
}

/**
 * Somebody greeted over a connection, so their key was not replaced: accounts that seemed to have taken its place are other
 * people. Answers them. Inside a transaction.
 */
export function spokeAgain(store: Store, account: Uint8Array): Uint8Array[] {
  const others = store.trust.claiming(account)
  if (others.length > 0) store.trust.refute(account)
  return others
}
