/** Who of a room has an own message, who has read it, and since when that is known: only what people said themselves. */
import { ChatError } from '../../../shared/errors.ts'
import type { EventId, MemberReceipt } from '../../../shared/model.ts'
import { fromHex } from '../crypto/bytes.ts'
import type { Store } from '../store/store.ts'
import type { Account } from './account.ts'

export interface MemberReceiptsComponents {
  store: Store
  account: Pick<Account, 'person'>
  /** Numbers of the people within earshot. */
  nearby: ReadonlySet<number>
  /** Whether it is shown who has read it. */
  told: boolean
}

const ORDER = { read: 0, held: 1, waiting: 2 } as const

/**
 * Every other member: those who read it first, then those who have it, then those it waits for.
 * @throws ChatError not-found where there is no such message, or it is not an own one
 */
export function memberReceipts(components: MemberReceiptsComponents, eventId: EventId): MemberReceipt[] {
  const { store, account, nearby, told } = components
  const row = store.events.byId(fromHex(eventId))
  if (row === undefined || row.person !== account.person) throw new ChatError('not-found')
  const { room, seq } = row
  const readers = new Set(told ? store.readBy.readers(room, seq) : [])
  const holders = new Set([...readers, ...store.held.holders(room, seq)])

  function receiptOf(member: number, name: MemberReceipt['person']): MemberReceipt {
    const state = readers.has(member) ? 'read' : holders.has(member) ? 'held' : 'waiting'
    const at = state === 'waiting' ? undefined : store.receiptTimes.at(room, member, state, seq)
    return { person: name, state, at: at ?? null, near: nearby.has(member) }
  }

  return store.rooms
    .members(room)
    .filter(({ person }) => person !== account.person)
    .flatMap(({ person, account: key }) => {
      const known = store.people.byAccount(key)
      return known === undefined
        ? []
        : [receiptOf(person, { account: known.account, name: known.name, hue: known.hue })]
    })
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || a.person.name.localeCompare(b.person.name))
}
