/** Random histories of a room's membership: honest people in partitions, and people who write whatever they want. */

import { Membership } from '../../electron/core/chat/private/membership/membership.ts'
import type { Change, Op } from '../../electron/core/chat/private/membership/op.ts'
import { accountOf, add, invite, join, keyOf, makeRoom, role, type Someone, START } from './membershipRoom.ts'

/** Small, seeded, good enough to shuffle with (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Story {
  people: Someone[]
  /** Everything that anybody wrote. */
  ops: Op[]
}

const NAMES = ['ada', 'brin', 'cleo', 'dara', 'eve', 'finn', 'gus'] as const

/** Most are in, and many may do something: else little of what happens would cross. */
function begin([owner, ...others]: readonly Someone[]): void {
  if (owner === undefined) return
  for (const one of others.slice(0, 5)) owner.say(add(one))
  for (const one of others.slice(0, 3)) owner.say(role(one, 'admin'))
  for (const one of others) one.hearAll(owner)
}

/**
 * @param steps what is done, by the random numbers; each with some chance of people meeting before
 * @param liars who dates back and forgets, and does what they may not
 */
export function tellStory(seed: number, steps: number, liars: number): Story {
  const random = randomOf(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const people = makeRoom(...NAMES)
  if (random() < 0.8) begin(people)
  const ops: Op[] = [...(people[0]?.held ?? [])]
  const dishonest = new Set(people.slice(NAMES.length - liars))
  if (liars > 2) dishonest.add(people[1] as Someone)

  const change = (): Change => {
    const account = pick(people).account
    const key = pick(['x', 'y', 'z'])
    return pick<Change>([
      { what: 'add', account },
      { what: 'add', account },
      { what: 'remove', account },
      { what: 'remove', account },
      { what: 'role', account, role: pick(['admin', 'admin', 'owner', 'member']) },
      { what: 'role', account, role: 'admin' },
      { what: 'leave' },
      { what: 'rename', name: `n${Math.floor(random() * 9)}` },
      { what: 'newcomers', newcomers: pick(['all', 'since-joining']) },
      invite(key, {
        once: random() < 0.5,
        ...(random() < 0.3 ? { expiresAt: START + Math.floor(random() * 1e5) } : {})
      }),
      join(key),
      { what: 'revoke', key: keyOf(key) }
    ])
  }

  for (let step = 0; step < steps; step++) {
    const who = pick(people)
    if (random() < 0.55) {
      const other = pick(people)
      who.hearAll(other)
      if (random() < 0.5) other.hearAll(who)
    }
    const what = change()
    if (dishonest.has(who) && random() < 0.7) {
      const named = who.held.filter(() => random() < 0.2).slice(0, 3)
      const after = (named.length > 0 ? named : who.held.slice(0, 1)).map(({ id }) => id)
      ops.push(who.say(what, { after, at: START + Math.floor(random() * 1e5) }))
    } else if (who.may(what)) ops.push(who.say(what))
  }
  return { people, ops }
}

export function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const out = [...all]
  for (let at = out.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[out[at], out[other]] = [out[other] as T, out[at] as T]
  }
  return out
}

/** Somebody new who holds these, in this order. */
export function readerOf(ops: readonly Op[]): Membership {
  const membership = new Membership(account => account === accountOf(NAMES[0]))
  for (const op of ops) membership.add(op)
  return membership
}

/** All that a reader can tell apart. */
export const seenBy = (membership: Membership, ops: readonly Op[]): unknown => ({
  ...membership.state,
  members: [...membership.state.members.values()].map(({ account, role, since }) => [account, role, since.id]),
  invites: membership.state.invites.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  suspended: [...membership.state.suspended].sort(),
  counts: ops.map(({ id }) => membership.counts(id)),
  heads: membership.heads('').sort()
})
