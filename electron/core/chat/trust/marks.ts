/** What is shown beside people's names: what this account decided about them, and what it noticed of their keys. */
import type { AccountId, Person, RoomId } from '../../../../shared/model.ts'
import { skeleton } from '../../../../shared/names.ts'
import { toHex } from '../../crypto/bytes.ts'
import type { PersonRow } from '../../store/people.ts'
import type { Store } from '../../store/store.ts'

export type Marks = Pick<Person, 'lookalike' | 'forked' | 'verified' | 'blocked' | 'direct' | 'keyChanged'>

/** Read once for as many people as are described. `everybody`: names are alike among all of them. */
export function readMarks(store: Store, everybody: readonly PersonRow[]): (row: PersonRow) => Marks {
  const trust = new Map(store.trust.all().map(row => [toHex(row.account), row]))
  const directs = new Map(store.rooms.directs().map(({ other, roomId }) => [toHex(other), toHex(roomId) as RoomId]))
  const forked = new Set(store.logs.forkedAccounts().map(toHex))
  /** Somebody took their place with a new key, and it was accepted: the new one is not alike to the old one. */
  const replaced = new Set(
    [...trust.values()].flatMap(({ before, changedAt }) => (before === null || changedAt !== null ? [] : toHex(before)))
  )
  const names = new Map<string, number>()
  for (const { account, name } of everybody)
    if (!replaced.has(account)) names.set(skeleton(name), (names.get(skeleton(name)) ?? 0) + 1)

  return ({ account, name }) => {
    const {
      verifiedAt = null,
      verifiedHow = null,
      blocked = 0,
      changedAt = null,
      before = null,
      differs = 0
    } = trust.get(account) ?? {}
    return {
      lookalike: (names.get(skeleton(name)) ?? 0) > (replaced.has(account) ? 0 : 1),
      forked: forked.has(account),
      verified: verifiedAt === null || verifiedHow === null ? null : { at: verifiedAt, how: verifiedHow },
      blocked: blocked === 1,
      direct: directs.get(account) ?? null,
      keyChanged:
        changedAt === null
          ? null
          : { at: changedAt, before: before === null ? null : (toHex(before) as AccountId), differs: differs === 1 }
    }
  }
}
