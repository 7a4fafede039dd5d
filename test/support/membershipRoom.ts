/** People who change a private room as they know it, and entries that nobody honest would write. */
import { createHash } from 'node:crypto'
import { Membership } from '../../electron/core/chat/private/membership/membership.ts'
import type { Change, Op } from '../../electron/core/chat/private/membership/op.ts'
import { orderOf } from '../../electron/core/chat/private/membership/op.ts'

const HOUR_BITS = 16n
export const START = 1_767_225_600_000
export const accountOf = (name: string): string => createHash('sha256').update(`account ${name}`).digest('hex')
const deviceOf = (name: string): string => createHash('sha256').update(`device ${name}`).digest('hex')

export interface Wording {
  after?: string[]
  seq?: number
  at?: number
}

/** A device with what it holds. Everybody's first number is 1: entry 0 is the introduction. */
export class Someone {
  readonly name: string
  readonly account: string
  readonly device: string
  readonly membership: Membership
  readonly held: Op[] = []
  #seq = 1
  #now = START

  constructor(name: string, creator: string) {
    this.name = name
    this.account = accountOf(name)
    this.device = deviceOf(name)
    this.membership = new Membership(account => account === accountOf(creator))
  }

  hear(...ops: readonly Op[]): void {
    const fresh = ops.filter(({ id }) => !this.held.some(held => held.id === id))
    this.held.push(...fresh)
    this.membership.add(...fresh)
    for (const { order } of fresh)
      this.#now = Math.max(this.#now, Number(BigInt(`0x${order.slice(0, 16)}`) >> HOUR_BITS))
  }

  hearAll(other: Someone): void {
    this.hear(...other.held)
  }

  /** Writes it, whether it may or not. What is not said follows from what is held. */
  say(change: Change, { after, seq, at }: Wording = {}): Op {
    const when = at ?? this.#now + 1_000
    const number = seq ?? this.#seq
    this.#seq = Math.max(this.#seq, number + 1)
    const names = after ?? (change.what === 'create' ? [] : this.membership.heads(this.device))
    const hash = createHash('sha256').update(JSON.stringify([this.device, number, names, change, when]))
    const id = hash.digest('hex')
    const hlc = BigInt(when) << HOUR_BITS
    const op = {
      id,
      device: this.device,
      account: this.account,
      seq: number,
      order: orderOf(hlc, id),
      after: names,
      change
    }
    this.hear(op)
    return op
  }

  /** Whether it would count, where all that is held is known. */
  may(change: Change): boolean {
    const { membership, device, account } = this
    const hlc = BigInt(this.#now + 1_000) << HOUR_BITS
    const after = membership.heads(device)
    return membership.would({ id: '', device, account, seq: this.#seq, order: orderOf(hlc, ''), after, change })
  }

  get members(): string[] {
    return [...this.membership.state.members.keys()]
  }

  roleOf(other: Someone): string | undefined {
    return this.membership.state.members.get(other.account)?.role
  }

  has(other: Someone): boolean {
    return this.membership.state.members.has(other.account)
  }
}

/** The first one makes the room; the others hear of it. */
export function makeRoom(...names: [string, ...string[]]): Someone[] {
  const people = names.map(name => new Someone(name, names[0]))
  const create = people[0]?.say({ what: 'create', name: 'night-watch', newcomers: 'since-joining' })
  if (create !== undefined) for (const other of people) other.hear(create)
  return people
}

export const add = (who: Someone): Change => ({ what: 'add', account: who.account })
export const remove = (who: Someone): Change => ({ what: 'remove', account: who.account })
export const role = (who: Someone, as: 'owner' | 'admin' | 'member'): Change => ({
  what: 'role',
  account: who.account,
  role: as
})
export const keyOf = (name: string): string => createHash('sha256').update(`invite ${name}`).digest('hex')
export const invite = (
  name: string,
  { once = false, expiresAt }: { once?: boolean; expiresAt?: number } = {}
): Change => ({
  what: 'invite',
  key: keyOf(name),
  once,
  expiresAt
})
export const join = (name: string): Change => ({ what: 'join', key: keyOf(name) })
export const revoke = (name: string): Change => ({ what: 'revoke', key: keyOf(name) })

/** Everybody hears everything. */
export function meet(...people: readonly Someone[]): void {
  const all = people.flatMap(({ held }) => held)
  for (const one of people) one.hear(...all)
}
