/** What somebody decides about other people: verified, accepted with a new key, not the same person, blocked. */
import { ChatError } from '../../../../shared/errors.ts'
import type { AccountId, Person, Room, Safety, VerifiedHow } from '../../../../shared/model.ts'
import { equal, fromHex, toHex } from '../../crypto/bytes.ts'
import { openCertificate } from '../../crypto/identity.ts'
import { compareCode, type SafetyNumber, type Scanned, verificationCode } from '../../crypto/safetyNumber.ts'
import type { Store } from '../../store/store.ts'
import type { TrustRow } from '../../store/trust.ts'
import { hasSameKeys, rowOf } from './changedKeys.ts'

export interface TrustComponents {
  store: Store
  /** This account's key. */
  self: Uint8Array
  /** These people, as they are now. */
  people(accounts: ReadonlySet<AccountId>): Person[]
  /** Takes some 20 ms for an account that was not asked for yet. */
  safetyNumber(one: Uint8Array, other: Uint8Array): Promise<SafetyNumber>
  now(): number
  /** These people are shown otherwise, and so may be the rooms with them. */
  onChanged(accounts: AccountId[]): void
}

export type Trust = ReturnType<typeof createTrust>

export function createTrust({ store, self, people, safetyNumber, now, onChanged }: TrustComponents) {
  /** Throws ChatError person.unknown, also for this account itself. */
  function keyOf(account: AccountId): Uint8Array {
    const key = fromHex(account)
    if (equal(key, self) || store.people.byAccount(key) === undefined) throw new ChatError('person.unknown')
    return key
  }

  function change(account: AccountId, next: (row: TrustRow) => Partial<TrustRow>): Person {
    const key = keyOf(account)
    const before = store.transaction(() => {
      const row = rowOf(store, key)
      store.trust.put({ ...row, ...next(row) })
      return row.before
    })
    onChanged([account, ...(before === null ? [] : [toHex(before) as AccountId])])
    return personOf(account)
  }

  function personOf(account: AccountId): Person {
    const [person] = people(new Set([account]))
    if (person === undefined) throw new ChatError('person.unknown')
    return person
  }

  /**
   * The key they have now counts. Where they took another account's place, that one is a contact no longer and its
   * verification is gone: it was of a key that is not theirs any more.
   */
  function takeKey(row: TrustRow): Partial<TrustRow> {
    if (row.changedAt === null) return {}
    const replaced = row.before === null ? undefined : store.trust.get(row.before)
    if (replaced !== undefined)
      store.trust.put({ ...replaced, contact: 0, verifiedAt: null, verifiedHow: null, changedAt: null, differs: 0 })
    return {
      certificate: newestOf(store, row),
      changedAt: null,
      differs: 0,
      contact: replaced?.contact === 1 ? 1 : row.contact
    }
  }

  function verify(account: AccountId, how: VerifiedHow): Person {
    const key = keyOf(account)
    const claiming = store.trust.claiming(key).map(other => toHex(other) as AccountId)
    const person = change(account, row => {
      store.trust.release(key)
      store.trust.refute(key) // it was this key that was compared: who seemed to have taken its place is somebody else
      return { ...takeKey(row), verifiedAt: now(), verifiedHow: how }
    })
    if (claiming.length > 0) onChanged(claiming)
    return person
  }

  return {
    /** Throws ChatError person.unknown. */
    async safety(account: AccountId): Promise<Safety> {
      const theirs = keyOf(account)
      const { digits, words } = await safetyNumber(self, theirs)
      return { digits: digits.split(' '), words: words.split(' '), code: verificationCode(self, theirs) }
    },
    /** Somebody has compared, and it was the same. A changed key is accepted with it. Throws ChatError person.unknown. */
    verify,
    /**
     * Somebody has compared, and it was not the same: what was verified counts no more, and nothing private goes to them until
     * they are compared again, or their key is accepted all the same. Throws ChatError person.unknown.
     */
    differ: (account: AccountId): Person =>
      change(account, row => ({ verifiedAt: null, verifiedHow: null, changedAt: row.changedAt ?? now(), differs: 1 })),
    /** Throws ChatError person.unknown. */
    unverify: (account: AccountId): Person => change(account, () => ({ verifiedAt: null, verifiedHow: null })),
    /** What was scanned of their screen. Throws ChatError person.unknown. */
    scan(account: AccountId, text: string): { result: Scanned; person: Person } {
      const result = compareCode(text.trim(), self, keyOf(account))
      return { result, person: result === 'same' ? verify(account, 'code') : personOf(account) }
    },
    /** Their new key is theirs. Where nothing has changed, nothing does. Throws ChatError person.unknown. */
    acceptKey: (account: AccountId): Person => change(account, takeKey),
    /**
     * Another person of that name: the key known before stays. Their own other keys cannot be put off like this. Throws
     * ChatError person.unknown.
     */
    notTheirs: (account: AccountId): Person =>
      change(account, row =>
        row.before === null || row.changedAt === null || row.differs === 1 ? {} : { changedAt: null, before: null }
      ),
    /** Nothing of theirs is opened or shown, or goes to them. They are not told. Throws ChatError person.unknown. */
    block: (account: AccountId, on: boolean): Person =>
      change(account, row => ({
        blocked: on ? 1 : 0,
        ...(on && row.before !== null && row.changedAt !== null ? { changedAt: null, before: null } : {})
      })),
    /** This account writes with them from now on. Inside a transaction. */
    contact(account: Uint8Array): void {
      const row = rowOf(store, account)
      if (row.contact === 0) store.trust.put({ ...row, contact: 1 })
    },
    isContact(account: Uint8Array): boolean {
      const row = store.trust.get(account)
      return row !== undefined && (row.contact === 1 || row.verifiedAt !== null)
    },
    isBlocked: (account: Uint8Array): boolean => store.trust.get(account)?.blocked === 1,
    /** Another account was accepted in its place. */
    isReplaced: (account: Uint8Array): boolean => store.trust.isReplaced(account),
    closed: (account: Uint8Array): Extract<Room['closed'], 'blocked' | 'key-changed'> | null => closed(store, account),
    /** Throws ChatError person.blocked, key.changed. */
    mayWrite(account: Uint8Array): void {
      const why = closed(store, account)
      if (why !== null) throw new ChatError(why === 'blocked' ? 'person.blocked' : 'key.changed')
    },
    /** The certificate whose keys count for what is private: the first one seen, or the one accepted since. */
    certificateOf: (account: Uint8Array): Uint8Array | null => rowOf(store, account).certificate
  }
}

/** Why nothing private goes to an account now: it is blocked, its key changed, or somebody has or may have taken its place. */
function closed(store: Store, account: Uint8Array): 'blocked' | 'key-changed' | null {
  const row = store.trust.get(account)
  if (row?.blocked === 1) return 'blocked'
  const isOpen =
    (row?.changedAt ?? null) === null && store.trust.claiming(account).length === 0 && !store.trust.isReplaced(account)
  return isOpen ? null : 'key-changed'
}

/** Of the certificates seen with other keys than those that counted, the one made last. */
function newestOf(store: Store, { account, certificate }: TrustRow): Uint8Array | null {
  const others = store.people
    .certificates(account)
    .filter(seen => certificate === null || !hasSameKeys(seen, certificate))
    .map(seen => ({ seen, at: openCertificate(seen)?.createdAt ?? 0 }))
    .sort((a, b) => b.at - a.at)
  return others[0]?.seen ?? certificate
}
